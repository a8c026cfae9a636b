"""A single mistake put into a shipped profile is found, at its line, in words that say what to do."""

from pathlib import Path
from typing import NamedTuple

import pytest

from complaint_rules.__main__ import main
from complaint_rules.loading import shipped_folder


class Mistake(NamedTuple):
    """What an author's hand does to a profile: what stood there, what stands there now, and what is to be said of it.

    It is told so many lines below the place, or, where `told_at` is given, at the line that begins with it. `alone`:
    nothing is told besides.
    """

    profile: str
    written: str
    instead: str
    code: str
    mend: str
    lines_below: int = 0
    told_at: str = ""
    alone: bool = False


MISTAKES = {
    "a misspelt event": Mistake(
        "northumberland",
        "            done_by: stage_1_response_sent",
        "            done_by: stage_1_reponse_sent",
        "unknown_event",
        "did you mean `stage_1_response_sent`?",
    ),
    "days of which it is not said which": Mistake(
        "northumberland",
        "            aim: 10 working days",
        "            aim: 10 days",
        "period",
        "`calendar days`, `working days`",
    ),
    "a misspelt unit": Mistake(
        "northumberland",
        "  working days: england-and-wales",
        "  workings days: england-and-wales",
        "unit_misspelt",
        "did you mean `working days`?",
        alone=True,
    ),
    "a reading of what is written no more": Mistake(
        "northamptonshire",
        "            goes: unstated\n",
        "",
        "reading_of_absent_key",
        "write `goes: unstated`, or take the reading away",
        lines_below=3,
    ),
    "a misspelt event in a reading": Mistake(
        "unnamed-council",
        "              done_by:\n                could_be: [stage_1_response_sent]",
        "              done_by:\n                could_be: [stage_1_reponse_sent]",
        "unknown_event",
        "did you mean `stage_1_response_sent`?",
        lines_below=1,
        alone=True,
    ),
    "a total that is added": Mistake(
        "unnamed-council",
        "              up_to: 20 working days\n",
        "              adds: 20 working days\n",
        "length_not_as_quoted",
        "write `up_to: 20 working days`",
        alone=True,
    ),
    "a rule without its source": Mistake(
        "northumberland",
        "        source: \"Compliments: 'You can contact us in any of the ways shown below'\"\n",
        "",
        "missing_key",
        "add `source:` with its value",
        told_at="      compliment_received:",
    ),
    "a key by another name": Mistake(
        "northumberland",
        "            done_by: compliment_passed_on",
        "            ended_by: compliment_passed_on",
        "unknown_key",
        "did you mean `done_by`?",
    ),
    "a stage that is none": Mistake(
        "northumberland",
        "            to: closed\n",
        "            to: closd\n",
        "unknown_stage",
        "did you mean `closed`?",
    ),
    "a value that the fact does not have": Mistake(
        "unnamed-council",
        "              complainant: [parent, person_with",
        "              complainant: [parnt, person_with",
        "word_out_of_domain",
        "did you mean `parent`?",
    ),
    "a stage to which nothing leads any more": Mistake(
        "unnamed-council",
        "            to: stage_2\n            source: \"Stage one: 'they will tell",
        "            source: \"Stage one: 'they will tell",
        "stage_never_reached",
        "write `to: stage_2`; the stage is in line 337",
        told_at="          stage_2_requested:",
    ),
    "a stage before which a move leads in a circle": Mistake(
        "cambridgeshire",
        '            to: stage_3\n            source: "Dissatisfaction with outcome of Stage 2 - Statutory Complaints; Timescales',
        '            to: stage_2\n            source: "Dissatisfaction with outcome of Stage 2 - Statutory Complaints; Timescales',
        "stage_never_reached",
        "write `to: stage_3`",
        alone=True,
    ),
    "a move that is made in the stage before": Mistake(
        "northumberland",
        "            during: stage_3\n            who: complainant\n            if: {stage_3_response_sent",
        "            during: stage_2\n            who: complainant\n            if: {stage_3_response_sent",
        "condition_never_holds",
        "or `during: stage_3`, of which `stage_3_response_sent` is?",
        lines_below=2,
        alone=True,
    ),
    "a beginning that leads past the stage whose clock it starts": Mistake(
        "northamptonshire",
        '        to: informal\n        source: "7, Representations',
        '        to: stage_1\n        source: "7, Representations',
        "stage_never_reached",
        "write `to: informal`",
        alone=True,
    ),
    "a request that stands under the stage to which it leads": Mistake(
        "unnamed-council",
        "            during: stage_2\n            who: complainant\n            if: {stage_2_response_sent",
        "            who: complainant\n            if: {stage_2_response_sent",
        "stage_never_reached",
        "write `during: stage_2` in it",
        told_at="          stage_3_requested:",
    ),
    "a total that is no longer than the time": Mistake(
        "unnamed-council",
        "              up_to: 20 working days",
        "              up_to: 10 working days",
        "length_not_as_quoted",
        "write `20 working days`",
    ),
    "a length that is not the one quoted": Mistake(
        "unnamed-council",
        "            within: 65 working days",
        "            within: 56 working days",
        "length_not_as_quoted",
        "write `65 working days`",
    ),
    "a copied duty that ends with another's event": Mistake(
        "unnamed-council",
        "            done_by: independent_person_appointed",
        "            done_by: investigator_appointed",
        "ended_by_another_duty",
        "did you mean `independent_person_appointed`",
    ),
    "a copied duty that no law knows": Mistake(
        "unnamed-council",
        "            done_by: investigation_completed",
        "            done_by: investigator_appointed",
        "timescales_alike",
        "did you mean `investigation_completed`?",
    ),
    "a panel's findings that are the council's answer": Mistake(
        "northamptonshire",
        "            done_by: panel_findings_sent",
        "            done_by: stage_3_response_sent",
        "ended_by_another_duty",
        "did you mean `panel_findings_sent`",
    ),
    "a year of which two digits have changed places": Mistake(
        "northamptonshire",
        "  from: 2019-05-01",
        "  from: 2091-05-01",
        "in_force_far_ahead",
        "did you mean `2019-05-01`?",
    ),
    "a part that goes elsewhere where there is none": Mistake(
        "unnamed-council",
        "part_about: {none_of: [none]}",
        "part_about: [none]",
        "split_off_without_a_part",
        "write `part_about: {none_of: [none]}`",
    ),
    "all that is excluded, and not all but that": Mistake(
        "unnamed-council",
        "subject: {none_of: [part_3_function, part_4_5_function, adoption_function, special_guardianship_support,\n"
        "                usual_fostering_limit, social_work]}\n            elsewhere: corporate_procedure",
        "subject: [part_3_function, part_4_5_function, adoption_function, special_guardianship_support,\n"
        "                usual_fostering_limit, social_work]\n            elsewhere: corporate_procedure",
        "taken_and_sent_elsewhere",
        "or is it the row of `excluded`?",
        lines_below=-18,
    ),
    "all that goes elsewhere, and not all but that": Mistake(
        "ncc",
        "subject: {none_of: [adult_social_care, social_work, part_3_function, part_4_5_function, adoption_function,\n"
        "                special_guardianship_support, section_47_enquiry, child_protection_conference_process,\n"
        "                child_protection_conference_decision, court_report, designated_officer, usual_fostering_limit,\n"
        "                other_agency]}",
        "subject: [adult_social_care, social_work, part_3_function, part_4_5_function, adoption_function,\n"
        "                special_guardianship_support, section_47_enquiry, child_protection_conference_process,\n"
        "                child_protection_conference_decision, court_report, designated_officer, usual_fostering_limit,\n"
        "                other_agency]",
        "taken_and_sent_elsewhere",
        "did you mean `subject: {none_of: […]}`, all but these?",
    ),
    "a law's length whose digits have changed places": Mistake(
        "cambridgeshire",
        "            within: 15 working days\n            after: panel_findings_received",
        "            within: 51 working days\n            after: panel_findings_received",
        "digits_turned_round",
        "are the digits of `15 working days` turned round?",
        alone=True,
    ),
    "the law's total, turned round, of what fulfils its duty in part": Mistake(
        "cambridgeshire",
        "              up_to: 65 working days",
        "              up_to: 56 working days",
        "digits_turned_round",
        "are the digits of `65 working days` turned round?",
        alone=True,
    ),
    "a day counted back from another stage's due date": Mistake(
        "cambridgeshire",
        "            before: stage_1_response\n            done_by: stage_1_draft_sent",
        "            before: stage_2_response\n            done_by: stage_1_draft_sent",
        "counted_from_another_stage",
        "did you mean `stage_1_response`?",
        alone=True,
    ),
    "a refusal that leads on": Mistake(
        "cambridgeshire",
        "            to: stage_1\n            decided_by: Customer Care Manager\n"
        "            must_contain: [in_writing, reasons]\n"
        '            source: "Dissatisfaction with Stage 1 - All complaints"\n          resolution',
        "            to: stage_3\n            decided_by: Customer Care Manager\n"
        "            must_contain: [in_writing, reasons]\n"
        '            source: "Dissatisfaction with Stage 1 - All complaints"\n          resolution',
        "refused_and_led_on",
        "did you mean `stage_1`?",
        alone=True,
    ),
    "a word among what is taken that is excluded below": Mistake(
        "cambridgeshire",
        "subject: [part_3_function, adoption_function, special_guardianship_support]",
        "subject: [part_3_function, adult_social_care, adoption_function, special_guardianship_support]",
        "taken_and_sent_elsewhere",
        "take `adult_social_care` out, if the page does not take it",
        alone=True,
    ),
    "a unit that is not the one quoted": Mistake(
        "ncc",
        "            within: 5 working days\n            after: panel_held",
        "            within: 5 calendar days\n            after: panel_held",
        "length_not_as_quoted",
        "write `5 working days`",
    ),
    "an aim that has changed places with its limit": Mistake(
        "cambridgeshire",
        "            within: 1 year\n            aim: {within: 20 working days, after: stage_1_response_received}",
        "            within: 20 working days\n            aim: {within: 1 year, after: stage_1_response_received}",
        "aim_longer_than_its_limit",
        "`within` is what binds",
        lines_below=1,
    ),
    "a clock that ends with what starts it": Mistake(
        "unnamed-council",
        "            done_by: complaint_acknowledged",
        "            done_by: complaint_received",
        "clock_never_ends",
        "name the event by which it is done: did you mean `complaint_acknowledged`?",
    ),
    "a clock that ends with what happens in another stage": Mistake(
        "unnamed-council",
        "            done_by: stage_1_response_received",
        "            done_by: panel_held",
        "clock_never_ends",
        "name the event by which it is done",
    ),
    "a clock that begins with what happens in another stage": Mistake(
        "unnamed-council",
        "            within: 65 working days\n            after: stage_2_requested",
        "            within: 65 working days\n            after: stage_1_response_sent",
        "clock_never_starts",
        "count it from what happens there",
        told_at="          stage_2_response:",
    ),
    "a clock that begins as its stage is left": Mistake(
        "unnamed-council",
        "            after: stage_2_requested\n            done_by: investigator_appointed",
        "            after: stage_3_requested\n            done_by: investigator_appointed",
        "clock_starts_on_leaving",
        "count it from what happens in `stage_2`",
    ),
    "a clock that begins with the answer to what it is for": Mistake(
        "ncc",
        "            after: stage_2_requested\n            done_by: investigation_completed",
        "            after: stage_2_response_sent\n            done_by: investigation_completed",
        "clock_never_ends",
        "or look at that from which it is counted",
        lines_below=1,
    ),
    "papers that are due before a day which nobody knows ahead": Mistake(
        "cambridgeshire",
        "            before: panel_meeting_scheduled",
        "            before: panel_held",
        "counted_back_too_late",
        "did you mean `panel_meeting_scheduled`?",
    ),
    "a clock that begins with praise": Mistake(
        "unnamed-council",
        "            within: 2 working days\n            after: complaint_received",
        "            within: 2 working days\n            after: compliment_received",
        "clock_never_starts",
        "count it from what happens there",
        told_at="          acknowledge:",
    ),
    "a clock that begins with what ends it": Mistake(
        "unnamed-council",
        "            within: 2 working days\n            after: complaint_received",
        "            within: 2 working days\n            after: complaint_acknowledged",
        "clock_never_ends",
        "count it from what comes before",
        lines_below=1,
    ),
    "a clock that is counted from its own answer": Mistake(
        "cambridgeshire",
        "            after: panel_findings_received\n            done_by: stage_3_response_sent",
        "            after: stage_3_response_sent\n            done_by: stage_3_response_sent",
        "clock_never_ends",
        "count it from what comes before: by `children-2006` from `panel_findings_received`",
    ),
    "an extension by what happens in another stage": Mistake(
        "unnamed-council",
        "made_by: [extension_notified, {complex: true}]",
        "made_by: [stage_2_response_sent, {complex: true}]",
        "event_out_of_place",
        "name the event that was meant, or take this one away",
    ),
    "a test of more time that the extension's own excludes": Mistake(
        "ncc",
        "made_by: [extension_notified, {complex: true}]",
        "made_by: [extension_notified, {complex: false}]",
        "condition_never_holds",
        "ask for what was meant, or take the rule away",
    ),
    "a test on a stage that is still to come": Mistake(
        "unnamed-council",
        "            during: stage_1\n            who: complainant\n            if: {stage_1_response_sent: happened}",
        "            during: stage_1\n            who: complainant\n            if: {stage_2_response: overdue}",
        "condition_never_holds",
        "did you mean `stage_1_response`? it is of `stage_1`, where this is asked",
        lines_below=2,
    ),
    "a test on an answer that is still to come": Mistake(
        "unnamed-council",
        "            if: {stage_2_response_sent: happened}",
        "            if: {stage_3_response_sent: happened}",
        "condition_never_holds",
        "did you mean `stage_2_response_sent`?",
    ),
    "a row that was copied with its test": Mistake(
        "ncc",
        "              - {if: {complex: true}, then: 20 working days}",
        "              - {if: {complex: false}, then: 20 working days}",
        "condition_never_holds",
        "did you mean `complex: true`?",
        alone=True,
    ),
    "a test on an answer that is late and has been sent": Mistake(
        "northumberland",
        "            if: {stage_1_response_sent: happened}",
        "            if: {stage_1_response_sent: happened, stage_1_response: [running, overdue]}",
        "condition_never_holds",
        "ask for what was meant, or take the rule away",
    ),
    "a request from the stage into which it leads that has not been made": Mistake(
        "unnamed-council",
        "            if: {stage_2_response_sent: happened}",
        "            if: {stage_2_response_sent: happened, stage_2_requested: not_happened}",
        "condition_never_holds",
        "ask for what was meant, or take the rule away",
    ),
    "an answer that acceptance does not have": Mistake(
        "unnamed-council",
        "if: {time_limit: [refused, discretionary], late_complaint_accepted: false}",
        "if: {what_about: discretionary}",
        "condition_never_holds",
        "ask for what was meant, or take the rule away",
    ),
    "a refusal of whom the decision lets in": Mistake(
        "northamptonshire",
        "              if: {complainant: [representative, representative_of_child], reasonable_grounds: false}",
        "              if: {complainant: [representative, representative_of_child], reasonable_grounds: true}",
        "declined_though_let_in",
        "did you mean `reasonable_grounds: false`?",
    ),
    "a letter of refusal for what was accepted": Mistake(
        "unnamed-council",
        "            if: {late_complaint_accepted: false}\n",
        "            if: {late_complaint_accepted: true}\n",
        "declined_though_let_in",
        "did you mean `late_complaint_accepted: false`?",
    ),
    "a request that is given to the council": Mistake(
        "unnamed-council",
        "            during: stage_1\n            who: complainant",
        "            during: stage_1\n            who: council",
        "move_of_the_other_side",
        "write `who: complainant`",
        lines_below=1,
    ),
    "a time limit that is counted from the complaint": Mistake(
        "unnamed-council",
        "        - within: 12 months\n          after: grounds_arose_on",
        "        - within: 12 months\n          after: complaint_received",
        "window_counted_from_its_request",
        "such as `grounds_arose_on`",
        lines_below=1,
    ),
    "a time limit that is counted from an answer": Mistake(
        "unnamed-council",
        "        - within: 12 months\n          after: grounds_arose_on",
        "        - within: 12 months\n          after: stage_1_response_sent",
        "window_counted_from_its_request",
        "such as `grounds_arose_on`",
        lines_below=1,
    ),
    "a window that is counted from the day on which the answer is due": Mistake(
        "ncc",
        "could_be: [stage_2_response_sent, stage_2_response_received]",
        "could_be: [stage_2_response_sent, stage_2_response]",
        "window_counted_from_a_due_date",
        "did you mean `stage_2_response_sent`?",
    ),
    "a suspension that is a withdrawal": Mistake(
        "northamptonshire",
        "          to: suspended",
        "          to: withdrawn",
        "case_not_set_aside",
        "write `to: suspended`",
    ),
    "a word that stands twice": Mistake(
        "unnamed-council",
        "complainant: [parent, person_with",
        "complainant: [parent, parent, person_with",
        "said_twice_in_a_list",
        "write the other word that was meant, or take this one away",
    ),
    "a reading that is what is taken": Mistake(
        "unnamed-council",
        "could_be: [complaint_allocated]",
        "could_be: [complaint_received]",
        "reading_of_what_is_taken",
        "write what else it could be, or take the reading away",
    ),
    "a law that is left out": Mistake(
        "unnamed-council",
        "    stands_under: [children-2006]\n",
        "",
        "stands_under_no_law",
        "write `stands_under: [children-2006]` in it",
        told_at="  childrens_statutory:",
    ),
    "a procedure by an id that its law does not have": Mistake(
        "ncc",
        "  corporate:",
        "  corporate_complaints:",
        "pack_without_procedure",
        "name the procedure as the pack does, `corporate`",
        told_at="    stands_under: [lgsco-code-2024]",
    ),
    "a factor that a comma cuts": Mistake(
        "unnamed-council",
        "considering: [whether the person has a close enough interest]",
        "considering: [whether the person is close, and has enough interest]",
        "text_cut_at_a_comma",
        'put the whole text in quotes: "whether the person is close, and has enough interest"',
    ),
    "an acknowledgement with a digit too many": Mistake(
        "unnamed-council",
        "            within: 2 working days",
        "            within: 22 working days",
        "length_not_as_quoted",
        "write `2 working days`",
    ),
    "a calendar that is none": Mistake(
        "northumberland",
        "  working days: england-and-wales",
        "  working days: england-and-whales",
        "unknown_calendar",
        "did you mean `england-and-wales`?",
    ),
    "a key that stands twice": Mistake(
        "northumberland",
        "            who: council\n            aim: 10 working",
        "            who: council\n            who: council\n            aim: 10 working",
        "duplicate_key",
        "keep one of the two",
        lines_below=1,
    ),
    "a letter for a digit": Mistake(
        "unnamed-council",
        "            within: 65 working days",
        "            within: 6S working days",
        "no_period",
        "write `65 working days`",
    ),
    "a letter for a digit of a date": Mistake(
        "northamptonshire",
        "  from: 2019-05-01",
        "  from: 2O19-05-01",
        "wrong_type",
        "write `2019-05-01`",
    ),
    "a window whose late requests are forgotten, though they are read": Mistake(
        "cambridgeshire",
        "            late: {decided_by: Customer Care Manager, if_refused: [in_writing, reasons]}\n",
        "",
        "window_without_late",
        "add `late`: refused, unstated, or who decides",
        lines_below=-5,
        alone=True,
    ),
    "a window in the stage to which its own request leads": Mistake(
        "northamptonshire",
        "          stage_3_request:\n            during: stage_2",
        "          stage_3_request:\n            during: stage_3",
        "window_after_its_move",
        "write `during: [stage_2]` in place of `stage_3`",
        lines_below=1,
    ),
    "a law that is another procedure's": Mistake(
        "ncc",
        "    stands_under: [lgsco-code-2024]",
        "    stands_under: [children-2006]",
        "pack_without_procedure",
        "mend: name the pack that has it, `lgsco-code-2024`\n",
    ),
    "a source in curly quotation marks": Mistake(
        "northumberland",
        "source: \"Compliments: 'You can contact us in any of the ways shown below'\"",
        "source: \u201cCompliments: 'You can contact us in any of the ways shown below'\u201d",
        "curly_quotation_marks",
        'write `"` in place of both',
        alone=True,
    ),
    "a source in curly quotation marks that could be read": Mistake(
        "northumberland",
        "source: \"Compliments: 'You can contact us in any of the ways shown below'\"",
        "source: \u201cCompliments\u201d",
        "look_alike_characters",
        'write `"` in place of both',
        alone=True,
    ),
    "a move over a stage": Mistake(
        "northamptonshire",
        "              if: {stage_1_response_sent: happened}\n              to: stage_2\n",
        "              if: {stage_1_response_sent: happened}\n              to: stage_3\n",
        "moves_disagree",
        "did you mean `to: stage_2`?",
        lines_below=1,
        alone=True,
    ),
    "a letter for a digit in a name of its own": Mistake(
        "unnamed-council",
        "          stage_1_response:",
        "          stage_l_response:",
        "look_alike_characters",
        "write `stage_1_response`",
    ),
    "a letter for a digit in an event": Mistake(
        "northumberland",
        "            done_by: stage_1_response_sent",
        "            done_by: stage_l_response_sent",
        "unknown_event",
        "did you mean `stage_1_response_sent`?",
    ),
    "a state that only the council's time has": Mistake(
        "cambridgeshire",
        "feedback: lapsed, stage_2_requested",
        "feedback: overdue, stage_2_requested",
        "condition_never_holds",
        "did you mean `lapsed`?",
    ),
    "a tab": Mistake(
        "northumberland",
        "            aim: 10 working",
        "\t    aim: 10 working",
        "tab",
        "use spaces, two for each step in",
    ),
}


def spoilt(mistake: Mistake, folder: Path) -> tuple[str, int]:
    """Write the profile with the mistake in it; return its path and the line at which it should be told."""
    text = (shipped_folder() / f"{mistake.profile}.yaml").read_text(encoding="utf-8")
    before, found, _ = text.partition(mistake.written)
    assert found, mistake.written
    spoilt_text = text.replace(mistake.written, mistake.instead, 1)
    path = folder / f"{mistake.profile}.yaml"
    path.write_text(spoilt_text, encoding="utf-8")
    if mistake.told_at:
        before, found, _ = spoilt_text.partition(f"\n{mistake.told_at}\n")
        assert found, mistake.told_at
        return str(path), before.count("\n") + 2
    return str(path), before.count("\n") + 1 + mistake.lines_below


def moved(first: str, by: int) -> str:
    """Return a profile in which the block that begins with a line is set in further, or less far."""
    lines = (shipped_folder() / "unnamed-council.yaml").read_text(encoding="utf-8").splitlines()
    begin = lines.index(first)
    deep = len(first) - len(first.lstrip())
    rest = range(begin + 1, len(lines))
    end = next(at for at in rest if lines[at].strip() and len(lines[at]) - len(lines[at].lstrip()) <= deep)
    block = [" " * by + line if by > 0 else line[-by:] for line in lines[begin:end]]
    return "\n".join([*lines[:begin], *block, *lines[end:], ""])


@pytest.mark.parametrize(
    ("first", "by", "mend"),
    [
        ("          stage_1_response:", -2, "set in too little: further in, it belongs to `timescales` above"),
        ("          stage_1_response:", 2, "set in too far: as far as `acknowledge`, it belongs to `timescales`"),
        ("          stage_1_response:", 4, "set the lines of the rule in less than the text"),
        (
            "            extension:",
            -2,
            "further, with the lines below it up to line 215, so that it belongs to `stage_1_response`",
        ),
        ("        moves:", -2, "set it in further, so that it belongs to `stage_1`"),
        ("    acceptance:", -2, "set it in further, so that it belongs to `childrens_statutory`"),
        ("    begins:", -2, "set it in further, so that it belongs to `childrens_statutory`"),
        ("      stage_2:", -2, "set in too little: further in, it belongs to `stages` above"),
        ("      stage_2:", 2, "set in too far: as far as `stage_1`, it belongs to `stages`"),
    ],
)
def test_a_block_that_is_set_in_otherwise_is_told_where_it_belongs(
    first: str, by: int, mend: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "unnamed-council.yaml"
    path.write_text(moved(first, by), encoding="utf-8")
    assert main(["check", str(path)]) == 1
    told = capsys.readouterr().err
    assert mend in told
    assert told.count("    mend: ") == 1


@pytest.mark.parametrize("name", MISTAKES)
def test_it_is_found(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The first fault is this one, at its line, with what to do about it; and there is not more than one besides."""
    mistake = MISTAKES[name]
    path, line = spoilt(mistake, tmp_path)
    assert main(["check", path, "--as-of", "2026-06-01"]) == 1
    faults = capsys.readouterr().err.split(f"{path}:")[1:]
    assert faults[0].startswith(f"{line}:"), faults
    assert mistake.code in faults[0].partition("\n")[0].rpartition("[")[2]
    assert mistake.mend in faults[0]
    assert len(faults) <= (1 if mistake.alone else 2)
