"""The four answers in plodding arithmetic: grants, caps, and what is missing (docs/meaning.md, "The four answers")."""

RANKS = ["refused", "discretionary", "entitled"]
REFUSED, DISCRETIONARY, ENTITLED = range(3)
NO_CAP = ENTITLED


def answered(grants, caps):
    """Return the answer that grants and caps add up to, and the names that are missing."""
    against, favour = lower_of(grants, caps, "against"), lower_of(grants, caps, "favour")
    permission = RANKS[against] if against == favour else "undetermined"
    names = sorted(missing(grants, caps)) if permission == "undetermined" else []
    return {"permission": permission, "missing_facts": names}


def lower_of(grants, caps, side):
    """Return the lower of the best grant and the lowest cap; no grant is refused."""
    best = max((one[side] for one in grants), default=REFUSED)
    return min(best, *(one[side] for one in caps)) if caps else best


def missing(grants, caps):
    """Return the unknown names of those rules which alone, turned about, change one of the two answers."""
    names = set()
    for rule in grants + caps:
        if rule["against"] == rule["favour"]:
            continue
        turned = {**rule, "against": rule["favour"], "favour": rule["against"]}
        for side in ("against", "favour"):
            before = lower_of(grants, caps, side)
            after = lower_of(
                [turned if one is rule else one for one in grants],
                [turned if one is rule else one for one in caps],
                side,
            )
            if before != after:
                names |= rule["names"]
    return names
