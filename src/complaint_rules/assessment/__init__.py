"""Pure questions, one file each: (procedure, case, as of a day) to an answer with its reasons. No prose."""
