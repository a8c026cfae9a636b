"""Worked cases as the author's tests: what differs, what no case exercises, what no case notices, what is missing.

`gathering` finds the cases, `expectations` tells slips in what they expect, `running` holds them against the answers
and gives `results`. `exercised` says which rules a case's expectations rest on and `coverage` adds that up. `mutants`
changes a profile in one place at a time, `mutating` asks whether a case notices. `journeys` proposes cases.
"""
