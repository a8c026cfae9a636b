"""The naive twin on acceptance: may this complaint be taken, by whom, about what, how late, and by which procedure.

`docs/meaning.md`, section "Acceptance". It takes a history that was replayed (a `Replay` of the twin) and looks at every
row of the file, every time.
"""

from tests.reference.algebra import ENTITLED, NO_CAP, REFUSED, answered
from tests.reference.reading import FAILS, HOLDS, all_words, is_by_case, is_date, listed, resolved

LOWEST_FIRST = ["refused", "undetermined", "discretionary", "entitled"]
NOT_FOR_COMPLAINTS = ("comment", "compliment")


def acceptance(replay):
    """Return what one basis says of the complaint, judged on the day on which the case began, or today."""
    day = replay.began_on or replay.as_of
    rules = replay.rules.get("acceptance", {})
    names = {"who": "who_may_complain", "what": "what_about", "time_limit": "time_limit"}
    parts = {name: part_of_acceptance(replay, key, day) for name, key in names.items()}
    limits = [time_limit(replay, rule, day) for rule in rules.get("time_limit", [])]
    permission = lowest(parts.values())
    return {
        "basis": replay.basis,
        "judged_on": day,
        "permission": permission,
        "ombudsman": ombudsman_if_declined(replay) if permission in ("refused", "discretionary") else None,
        **{name: one["permission"] for name, one in parts.items()},
        "missing": {name: one["missing_facts"] for name, one in parts.items()},
        "closes": min((end for _, end in limits if end is not None), default=None),
        "routes": routes(replay, day),
        "split_off": {
            "who": split_off(replay, rules.get("who_may_complain", {}), day),
            "what": split_off(replay, rules.get("what_about", {}), day),
        },
    }


def part_of_acceptance(replay, name, day):
    """Return the answer of one part, by the name that it has in the file."""
    rules = replay.rules.get("acceptance", {}).get(name, {})
    if name != "time_limit":
        return part(replay, rules, day)
    return answered([everybody()], [time_limit(replay, rule, day)[0] for rule in rules or []])


def lowest(parts):
    """Return the lowest of the parts' answers."""
    return min((one["permission"] for one in parts), key=LOWEST_FIRST.index)


def rules_that_hold(replay, day):
    """Return the rows of who and what whose tests hold, and what late complaints meet if this one is late."""
    rules, view = replay.rules.get("acceptance", {}), replay.view(day)
    rows = [
        row
        for key in ("who_may_complain", "what_about")
        for kind in ("allowed", "excluded", "split_off")
        for row in rules.get(key, {}).get(kind, [])
        if view.test(row.get("if"))[0] == HOLDS
    ]
    limits = [(rule, *time_limit(replay, rule, day)) for rule in rules.get("time_limit", [])]
    late = [rule for rule, found, end in limits if not found["names"] and end is not None and day > end]
    return rows + [rule["late"] for rule in late if isinstance(rule["late"], dict) and not too_late(replay, rule, day)]


def too_late(replay, rule, day):
    """Tell whether the last day has passed on which a late complaint may still be decided upon."""
    until = rule["late"].get("until")
    if until is None:
        return False
    start = replay.day_of_anchor(replay.worlds[0], until["after"], day)
    return start is not None and day > replay.forward(rule, until["within"], start)


def everybody():
    """Grant where the page lists nobody."""
    return {"against": ENTITLED, "favour": ENTITLED, "names": set()}


def part(replay, rules, day):
    """Add up the rows of one part: the best that grants, the lowest that caps."""
    view = replay.view(day)
    grants = [replay.grant({"rule": row}, view) for row in rules.get("allowed", [])]
    caps = [replay.cap({"rule": row}, view) for row in rules.get("excluded", [])]
    grants = [one for one in grants if one] if rules.get("allowed") else [everybody()]
    return answered(grants, [one for one in caps if one])


def outside(replay):
    """Tell whether a pack's own acceptance keeps the person or the matter out for good (What is outside a pack)."""
    if replay.basis == "council":
        return False
    rules = replay.rules.get("acceptance", {})
    sides = [for_good(replay, rules.get(key, {})) for key in ("who_may_complain", "what_about")]
    day = replay.began_on or replay.as_of
    return any(part(replay, side, day)["permission"] == "refused" for side in sides)


def for_good(replay, rules):
    """Leave out the bars whose test names an event, which keep a complaint out for now."""
    lasting = [row for row in rules.get("excluded", []) if not set(row.get("if", {})) & set(replay.event_words)]
    return {**rules, "excluded": lasting}


def split_off(replay, rules, day):
    """Return where parts of the complaint go or may go: the place, how sure, who has yet to decide, and what is missing."""
    view, found, told = replay.view(day), [], []
    for row in rules.get("split_off", []):
        truth, names = view.test(row.get("if"))
        decided = replay.facts.get(row["recorded_as"]) if "recorded_as" in row else None
        if truth == FAILS or ("decided_by" in row and decided is True):
            continue
        decider = row.get("decided_by") if decided is None else None
        unsure = truth != HOLDS or row.get("goes") == "unstated"
        sure = "undetermined" if unsure else "if_decided" if decider else "goes"
        # Another procedure's clocks are not shown here: the part is a case of its own, received when the whole was.
        own_case = (row["elsewhere"], replay.began_on) if row["elsewhere"] in replay.file["procedures"] else None
        part = (row["elsewhere"], sure, decider, sorted(names), own_case)
        # Where the page does not say what becomes of it, what it could be is told too.
        could_be = row["readings"]["goes"]["could_be"] if row.get("goes") == "unstated" else None
        alike = (part, row.get("considering") if decider else None, row.get("if_refused"), could_be)
        if alike not in told:
            told.append(alike)
            found.append(part)
    return found


def routes(replay, day):
    """Return each procedure of the file that is for complaints, with its answer on the person and the matter."""
    found = {}
    for name, procedure in replay.file["procedures"].items():
        if procedure.get("handles") in NOT_FOR_COMPLAINTS:
            continue
        rules = resolved(replay.file, ("procedures", name)).get("acceptance", {})
        sides = [part(replay, rules.get(key, {}), day) for key in ("who_may_complain", "what_about")]
        found[name] = lowest(sides)
    return found


# By which procedure


def goes_by(ways):
    """Return the one procedure by which a complaint goes, or nothing where that is not known.

    `ways` has the replays of each procedure that is for complaints: the council's, then those of its packs.
    """
    possible = [name for name, (council, *_) in ways.items() if page_of(council, name) != "refused"]
    lawful = [name for name in possible if any(takes_by_law(pack) for pack in laws_among(ways[name]))]
    inside = [name for name in possible if not gives_way(*ways[name])]
    several = lawful if len(lawful) == 1 else inside or possible
    if len(several) != 1:
        return ""
    council = ways[several[0]][0]
    certain = page_of(council, several[0]) in ("discretionary", "entitled")
    person = part_of_acceptance(council, "who_may_complain", day_of(council))["permission"]
    listed_by_all = person in ("discretionary", "entitled") and lists(council, "what_about")
    return several[0] if certain or listed_by_all else ""


def day_of(replay):
    """Return the day on which acceptance is judged."""
    return replay.began_on or replay.as_of


def page_of(council, name):
    """Return what the page of a procedure says of the person and the matter."""
    return routes(council, day_of(council))[name]


def laws_among(replays):
    """Return the replays of laws."""
    return [replay for replay in replays[1:] if replay.basis == "law"]


def takes_by_law(pack):
    """Tell whether a law is known to take it."""
    return taken(pack, pack.rules.get("acceptance", {}), pack.file)


def gives_way(council, *packs):
    """Tell whether each law keeps out for good what the page does not list either."""
    laws = laws_among([council, *packs])
    keys = ("who_may_complain", "what_about")
    return bool(laws) and all(any(kept_out(law, key) and not lists(council, key) for key in keys) for law in laws)


def kept_out(law, key):
    """Tell whether one part of a law refuses for good."""
    rules = for_good(law, law.rules.get("acceptance", {}).get(key, {}))
    return part(law, rules, day_of(law))["permission"] == "refused"


def lists(council, key):
    """Tell whether an `allowed` row of the page's part holds."""
    rows = council.rules.get("acceptance", {}).get(key, {}).get("allowed", [])
    view = council.view(day_of(council))
    return any(view.test(row.get("if"))[0] == HOLDS for row in rows)


# The Ombudsman


def ombudsman_if_declined(replay):
    """Return the first event that leads to the Ombudsman and were open in a case declined today and closed, if any."""
    again = replay.told_again()
    again.be_declined()
    for event in dict.fromkeys(one["event"] for one in replay.moves if one["rule"].get("to") == "ombudsman"):
        permission = again.weigh([event], replay.as_of)["permission"]
        if permission != "refused":
            return event, permission
    return None


# The time limit


def time_limit(replay, rule, day):
    """Return what one time limit caps, and its last day if that is known."""
    view = replay.view(day)
    names = set()
    within = chosen(view, rule["within"], names)
    anchor = chosen(view, rule["after"], names)
    start = replay.day_of_anchor(replay.worlds[0], anchor, day) if anchor is not None else None
    if within is None or not is_date(start):
        groups = groups_of(anchor)
        days = {
            one: replay.day_of_anchor(replay.worlds[0], one[0] if len(one) == 1 else list(one), day) for one in groups
        }
        known = [one for one in days.values() if is_date(one)]
        if within is not None and known and day <= replay.forward(rule, within, max(known)):
            # Of the later of two days one is known, and it is not too late from that one.
            return {"against": NO_CAP, "favour": NO_CAP, "names": set()}, None
        names |= {word for group, one in days.items() if one is None for word in group}
        return {"against": REFUSED, "favour": NO_CAP, "names": names}, None
    end = replay.forward(rule, within, start)
    if day <= end:
        return {"against": NO_CAP, "favour": NO_CAP, "names": set()}, end
    return {**when_late(replay, rule, day), "names": set()}, end


def when_late(replay, rule, day):
    """Return what a complaint meets that was made after the last day."""
    late = rule["late"]
    if late == "unstated":
        return {"against": REFUSED, "favour": NO_CAP}
    if late == "refused":
        return {"against": REFUSED, "favour": REFUSED}
    if too_late(replay, rule, day):
        return {"against": REFUSED, "favour": REFUSED}
    level = replay.decided(late, NO_CAP, REFUSED)
    return {"against": level, "favour": level}


def chosen(view, value, names):
    """Return the value of the first row known to hold, noting the names for want of which rows were passed over."""
    if not is_by_case(value):
        return value
    row, passed_over = view.choose(value)
    names |= passed_over
    return None if row is None else value[row]["then"]


def groups_of(anchor):
    """Return the groups of which an anchor needs one name each."""
    if anchor is None:
        return []
    return [tuple(listed(group)) for group in (anchor["later_of"] if isinstance(anchor, dict) else [anchor])]


# The wrong procedure


def wrong_procedure(council, events, profile, procedure, packs):
    """Report a case taken through a procedure although a law takes it for another one, or its own page refuses it."""
    declined = any(council.event_words[event["event"]].get("declines") for event in events)
    if council.began_on is None or declined:
        return set()
    first = next(event["event"] for event in events if event["on"] == council.began_on)
    found = set()
    whole = governed_elsewhere(council, profile, procedure, packs)
    if whole:
        found.add(("statutory_matter_elsewhere", first, council.began_on, "law"))
    else:
        code = by_the_page(council, profile, procedure, packs)
        found |= {(code, first, council.began_on, council.basis)} if code else set()
    if parts_governed_elsewhere(council, profile, procedure, packs) - set(whole):
        found.add(("statutory_part_elsewhere", first, council.began_on, "law"))
    return found


def by_the_page(council, profile, procedure, packs):
    """Return what is wrong by the procedure's own page, which refuses such a person or matter; None if nothing is."""
    rules = council.rules.get("acceptance", {})
    if not refused(council, rules):
        return None
    others = [name for name in profile["procedures"] if name != procedure and is_for_complaints(profile, name)]
    if any(not refused_by(council, profile, name) for name in others):
        return "wrong_procedure"
    if sent_elsewhere(council):
        return "belongs_elsewhere"
    lasting = {key: by_facts(council, rules.get(key, {})) for key in ("who_may_complain", "what_about")}
    if not refused(council, lasting):
        return None
    for pack in listed(council.rules.get("stands_under")):
        laws = procedures_like(packs[pack], procedure) if packs[pack].get("force") == "law" else []
        if any(taken(council, law.get("acceptance", {}), packs[pack]) for law in laws):
            # It does what the law asks, which its page leaves out.
            return None
    return "not_of_this_procedure"


def procedures_like(pack, procedure):
    """Return a pack's procedure of the same name, or its only one, with what it takes over from others."""
    ids = list(pack["procedures"])
    name = procedure if procedure in ids else ids[0] if len(ids) == 1 else None
    return [] if name is None else [resolved(pack, ("procedures", name))]


def by_facts(council, rules):
    """Leave out what an event may turn: of the bars those that name one, of the list the names themselves."""
    events = set(council.event_words)
    facts_alone = set(council.fact_words)
    listed_rows = [
        {**row, "if": {name: value for name, value in row.get("if", {}).items() if name in facts_alone}}
        for row in rules.get("allowed", [])
    ]
    lasting = [row for row in rules.get("excluded", []) if not set(row.get("if", {})) & events]
    return {"allowed": listed_rows, "excluded": lasting}


def parts_governed_elsewhere(council, profile, procedure, packs):
    """Return the procedures under a law that takes a part of this complaint, as if the part were all of it."""
    found = set()
    for name, word in council.fact_words.items():
        whole = word.get("part_of")
        if whole is None or name not in council.facts or council.facts[name] not in council.fact_words[whole]["is"]:
            continue
        facts = council.facts
        council.facts = {**facts, whole: facts[name]}
        found |= set(governed_elsewhere(council, profile, procedure, packs))
        council.facts = facts
    rules = council.rules.get("acceptance", {})
    for key in ("who_may_complain", "what_about"):
        found -= {part[0] for part in split_off(council, rules.get(key, {}), council.began_on) if part[1] == "goes"}
    return found


def sent_elsewhere(council):
    """Tell whether a bar that leaves nothing to decide and names no event says where such a complaint belongs."""
    view, rules = council.view(council.began_on), council.rules.get("acceptance", {})
    rows = [
        row
        for key in ("who_may_complain", "what_about")
        for row in for_good(council, rules.get(key, {}))["excluded"]
        if "decided_by" not in row and row.get("elsewhere")
    ]
    return any(view.test(row.get("if"))[0] == HOLDS for row in rows)


def council_words(council):
    """Return the words that the council's case may use, in the shape of a vocabulary."""
    return {"events": council.event_words, "facts": council.fact_words}


def is_for_complaints(profile, name):
    """Tell whether a procedure is for complaints."""
    return profile["procedures"][name].get("handles") not in NOT_FOR_COMPLAINTS


def refused_by(council, profile, name):
    """Tell whether another procedure's page is known to refuse such a person or matter."""
    return refused(council, resolved(profile, ("procedures", name)).get("acceptance", {}))


def refused(council, rules):
    """Tell whether some part is known to refuse: nothing on its list may hold, or something that bars does."""
    view = council.view(council.began_on)
    for key in ("who_may_complain", "what_about"):
        rows = rules.get(key, {})
        on_the_list = [view.test(row.get("if"))[0] != FAILS for row in rows.get("allowed", [])]
        barred = [view.test(row.get("if"))[0] == HOLDS for row in rows.get("excluded", []) if "decided_by" not in row]
        if (on_the_list and not any(on_the_list)) or any(barred):
            return True
    return False


def governed_elsewhere(council, profile, procedure, packs):
    """Return the procedures under a law that takes this complaint, where this one is not under it."""
    own = [(pack, procedure) for pack in listed(council.rules.get("stands_under"))]
    under = [
        (pack, name) for name, rules in profile["procedures"].items() for pack in listed(rules.get("stands_under"))
    ]
    return [
        name
        for pack, name in under
        if (pack, name) not in own
        and packs[pack].get("force") == "law"
        and name in packs[pack]["procedures"]
        and taken(council, resolved(packs[pack], ("procedures", name)).get("acceptance", {}), packs[pack])
    ]


def taken(council, rules, pack):
    """Tell whether both parts are known to take such a person and matter, nobody having to decide any more, nothing known barring.

    Of a word of that law's own, under which the council's procedure does not stand, nothing is known.
    """
    view = council.view(day_of(council))
    view.event_words, view.fact_words = all_words(council_words(council), pack)
    for key in ("who_may_complain", "what_about"):
        rows = rules.get(key, {})
        granted = [row for row in rows.get("allowed", []) if view.test(row.get("if"))[0] == HOLDS]
        barred = [row for row in rows.get("excluded", []) if view.test(row.get("if"))[0] == HOLDS]
        in_favour = [council.decided(row, ENTITLED, REFUSED) == ENTITLED for row in granted]
        against = [council.decided(row, NO_CAP, REFUSED) != NO_CAP or "decided_by" not in row for row in barred]
        if not any(in_favour) or any(against):
            return False
    return True
