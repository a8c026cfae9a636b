"""Two procedures, or two editions of one, held against each other: what changed, for whom, and a case that shows it.

Theory of operation. What the rules *say* decides whether anything changed: two clauses of the same name are laid side
by side as compiled values, key by key, without their places, notes and readings. Nothing that says the same is called
changed, and nothing that says something else is called equal. What the rules *do* decides which way: for each clause
that changed the cases that the conformance room would plan for it are played, on either side, and put to both
procedures. The answers give the verdict, and the first case that differs each way is kept. Where no case differs, the
clause is `changed` all the same, and it is said that no case was found.
"""
