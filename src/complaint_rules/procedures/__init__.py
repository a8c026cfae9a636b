"""The compiled, immutable form of a procedure.

Theory of operation. A procedure is a set of rules and a few tables that say which rules an event touches. The rules
are of three kinds. *Moves* grant: an event may happen here, and takes the case there. *Bars* cap: an event is held
back, or left to somebody's decision. *Timescales* are somebody's time: an anchor starts them, events end them, and the
complainant's bound the moves that end them. A law pack is a procedure too, of another force; one history is replayed
over each apart, and what pairs their answers is the duty that a timescale fulfils.

Nothing here knows a case, a day, or a council by name, and nothing changes once it is compiled. What is open on the
page is kept open: a timescale has one `Terms` for each way in which it can be read.
"""
