"""Council and law together, for the naive twin: which of the dates for one duty binds, looked up row by row."""

from tests.reference.reading import listed


def fulfilled(council):
    """Return for each timescale of the council the duties that it fulfils: those that it names, else its own name."""
    return {name: listed(rule.get("fulfils", name)) for name, rule in timescales(council).items()}


def timescales(rules):
    """Return every timescale of a procedure, in the order of the file."""
    blocks = [*rules["stages"].values(), rules.get("at_any_stage", {})]
    return {name: rule for block in blocks for name, rule in block.get("timescales", {}).items()}


def bind(rows, replays, event_words):
    """Add to each row the duties that it answers and the basis that binds."""
    council = replays[0].rules
    known = {name for replay in replays[1:] for name in timescales(replay.rules)}
    verdicts = {}
    for duty in sorted(known):
        answer, law = answering(duty, rows, council, replays[1:], event_words), of_law(duty, rows)
        if answer is not None and law is not None:
            found = binding_of_two(answer, law, timescales(council)[answer["timescale"]])
            verdicts.setdefault(key(answer), []).append(found)
            verdicts.setdefault(key(law), []).append(found)
    for row in rows:
        row["binding"] = binding_of_all(verdicts.get(key(row), []))


def key(row):
    """Return what names a row."""
    return row["basis"], row["timescale"], row["occurrence"]


def last_row(rows, basis, name):
    """Return the row of the last occurrence of a timescale, or None."""
    found = [row for row in rows if row["basis"] == basis and row["timescale"] == name]
    return found[-1] if found else None


def of_law(duty, rows):
    """Return the row of a duty: the law's, or else that of guidance."""
    return last_row(rows, "law", duty) or last_row(rows, "guidance", duty)


def answering(duty, rows, council, packs, event_words):
    """Return the council's row that answers a duty: of those that fulfil it and end with the same letter the last."""
    (wanted,) = [timescales(pack.rules)[duty] for pack in packs if duty in timescales(pack.rules)][:1]
    found = None
    for name, rule in timescales(council).items():
        if duty in fulfilled(council)[name] and letters(rule, event_words) & letters(wanted, event_words):
            found = last_row(rows, "council", name) or found
    return found


def letters(rule, event_words):
    """Return what ends a timescale: its events, and the sending of each receipt among them."""
    ends = listed(rule["done_by"])
    return {*ends, *(event_words[end]["falls_back_on"] for end in ends if event_words[end].get("falls_back_on"))}


def binding_of_two(council, law, rule):
    """Return the basis whose date binds, of the council's and the law's for one duty."""
    if law["basis"] == "guidance":
        return "council" if council["due"] else None
    if any(row["due"] is None and any(due for due, _ in row["readings"]) for row in (council, law)):
        return None
    if council["due"] is None or law["due"] is None:
        return "council" if council["due"] else "law" if law["due"] else None
    if council["state"] != law["state"] and "cancelled" in (council["state"], law["state"]):
        return "law" if council["state"] == "cancelled" else "council"
    if council["only_an_aim"] and rule["who"] != "complainant":
        return "law"
    later = law["due"] > council["due"]
    earlier = law["due"] < council["due"]
    return "law" if (later if law["responsible"] == "complainant" else earlier) else "council"


def binding_of_all(found):
    """Return what binds for a timescale held against several: the law if for one of them; nothing if that is open."""
    for word in ("law", None, "council"):
        if word in found:
            return word
    return None
