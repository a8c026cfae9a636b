"""What happened: a case's events and facts, the fold over them, and the weighing of one move."""
