"""Does a procedure keep the law? Each clause is tried on small made-up cases, and the engine answers both ways.

Theory of operation. Nothing is read off the rules by eye. For each clause of a law a few histories are *planned* from
what the two procedures say (the events that their anchors wait for, the facts that their tests name), *played* into
dated cases that end on the day of judgement at the latest, and answered by the same fold that answers real cases.
Where the two answers differ, that case is the proof, and the finding keeps it. Where no case makes them differ, the
clause is met as far as was tried, and the judgement says in how many cases.
"""
