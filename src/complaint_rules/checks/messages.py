"""What each message means that comes before the checks: of YAML, of keys and values, of what rules say together.

Such a fault is told whole where it is found, with its place and its mend. Here is what helps who has only its code.
"""

import re
from functools import cache
from types import MappingProxyType
from typing import Final

from complaint_rules.values import frozen

_SAID: Final = """\
acceptance_not_asked_here: A part of acceptance stands in a test that is not the `if` of a move or a bar. Test the
  facts on which that part turns.
agreed_date_without_day: `agreed_date` names an event that carries no day. Name one that carries `for`, or let its
  word do so.
anchor_missing_or_double: A length lacks the day from which it is counted, or has both `after` and `before`. Write one
  of them.
backwards_without_convention: A period is counted backwards, and the file does not say how. Add `backwards:
  nth_day_before` or `backwards: clear_days` to `counting`.
bad_escape: A backslash in double quotes begins something that is no sign. Write it twice, or use single quotes.
baseline_of_another_profile: The known findings are of another profile. Name its own file, or write one anew.
begins_nowhere: A move that begins the case leads to no stage. Add `to`.
broken_json: A file that begins as JSON is broken. Add the missing comma, quotation mark or bracket at the place.
broken_offer: The code of an installed package fails when it is asked for its profile. Ask those who keep it.
broken_yaml: The file cannot be read as YAML. Look at the place and the lines above it: a colon, a dash, a bracket or
  the spaces.
calendar_name_taken: A calendar of one's own has the name of one that ships. Give it another name.
cases_begun_of_a_council: `cases_begun` says beside which cases a pack is held, and this file is no pack. Take it
  away.
cases_begun_without_a_day: `cases_begun` has neither a first nor a last day. Write `from` or `up_to`.
cases_in_flight_of_the_first: The first version finds no cases in flight. Take `cases_in_flight` away.
cases_in_flight_unsaid: A later version does not say what becomes of cases begun before it. Add `cases_in_flight:
  {rule, source}`, with `unstated` where the page does not say.
cases_of_another_profile: Worked cases that stand in the folder of a profile name another one. Name the profile, or move
  the file.
clocks_without_return: `resume`, `restart` or `unstated` stands on a move that neither goes to `suspended` or
  `withdrawn` nor comes back. Write `cancel` or `run_on`, or leave `clocks` out.
closure_ends_before_it_begins: The last day of a closure is before its first. Change the days round.
colon_in_text: A text has a colon with a space, which makes it look like a key. Put the whole text in quotes.
contents_of_nothing: An extension says what the contents of its notice are, and the notice need contain nothing. Write
  `must_contain`, or leave `contents_are` out.
control_character: The text holds a sign that no keyboard writes and nobody sees. Delete it.
copy_unreadable: The copy of the document is not there, or is no plain text. Name a plain-text file.
curly_quotation_marks: A text stands in curly quotation marks, which are none to YAML. Write `"` in place of both.
dash_out_of_place: A dash begins an item where no list can begin. Begin the list on a line of its own under its key.
date_out_of_range: A period leads beyond the days that can be counted. Check the period and the day from which it
  runs.
date_outside_calendar: A day lies outside of the years that the calendar can compute. Check the date.
date_spelling: A date lacks a nought. Write it as 2024-03-08.
date_with_time: A date has a time of day. Write the date alone.
decimal_number: A number has a fraction, and every number here is whole. Put a heading or a version such as "5.1" in
  quotes.
decision_not_yes_no: `recorded_as` names a fact that is not answered by yes or no. Name, or add, a fact that `is:
  yes_no`.
decision_without_decider: What belongs to a decision stands where nobody decides. Say who in `decided_by`.
detail_missing: An event lacks what must be said of it, such as the day that it speaks of. Add it.
detail_of_wrong_type: What is said of an event is of another sort than it must be. Write it as the message says.
deviation_twice: A departure from one clause is written twice. Take one away.
deviation_without_finding: A departure names a clause from which nothing differs. Take it away, or name the clause
  that differs.
document_not_indexed: The index has no headings of a document. Add them.
document_not_mapped: The map has no places of a document. Add them.
duplicate_key: A key stands twice in one block. Keep one, or give the other its own name.
edition_twice: Two versions have one `edition`, so that no answer could name them. Give each its own.
empty_file: The file says nothing. Write its first key.
empty_text: A text has no letters. Write it, or leave the key out.
empty_value: A key or an item of a list has no value. Write the value, or leave it out; a text with a comma in braces
  needs quotes.
extension_total_or_amount: An extension has both `up_to` and `adds`, or neither. Write one of them.
fact_means_another_thing: A fact is of one sort in one version and of another in the next. Give one of them another
  name.
fact_of_wrong_type: A fact of a case is of another sort than it must be. Write it as the message says.
factor_not_yes_no: A factor that is named is a fact which is not answered by yes or no. Name, or add, a yes_no fact, or
  write the factor as a text.
file_missing: There is no such file. Check the name and the folder.
file_unreadable: The file is there and cannot be read. Look at who may read it.
gap_between_versions: Between two versions there are days on which none is in force. Let one begin or end there.
heading_not_in_copy: A heading of the index does not stand on its line of the copy. Write the line on which it stands.
heading_not_in_index: A heading of the map is not in the index. Write it as the document does.
heading_not_in_map: A heading of the index is not in the map. Add it to the map.
hidden_character: The text holds a sign that cannot be seen. Delete it.
hidden_row: A row without `if` always counts, so that those after it never do. Give it an `if`, or put it last.
horizon_out_of_order: The days from and up to which a calendar is known cannot be so. Look them up again.
impossible_date: There is no such day. Look the date up; it is year-month-day.
in_force_of_a_pack: `in_force` says when a council's document is in force, and this file is a pack. Write `cases_begun`
  in its procedures.
in_force_of_a_version: The file that joins the versions says when each of them is in force. Take `in_force` out of the
  version's own file.
in_force_without_a_day: `in_force` has neither a first nor a last day. Write `from` or `up_to`, or take it away.
index_of_another_profile: The index names another profile than that beside which it stands. Write the profile's name.
interval_ends_before_it_begins: `from` comes after `up_to`. Change the two round.
key_not_text: What stands before the colon is no word, or nothing stands there. Write the key, in quotes if it is a
  number.
key_out_of_place: A key begins inside the value of the line above. Set it in like its neighbours.
key_without_colon: A line has a word and no colon. Write `key: value`; set the next line of a longer text in further.
late_of_a_duty: `late` says what a request after a window meets, and the time is not the complainant's. Write `who:
  complainant`, or take `late` away.
late_without_decider: A late request is decided, and it is not said by whom. Add `decided_by`.
law_pack_twice: A procedure names one pack twice. Take one away.
lengths_exclude_each_other: A timescale has a length, a fixed day or several ends beside each other. Keep one.
lines_out_of_order: The headings of the index are not in the order of their lines. Put them in that of the document.
lookalike_letter: A letter of a word only looks like one of a to z. Type it anew.
looked_at_no_day: A document is to be looked at again, and nothing says when it was looked at. Add `looked_at`.
malformed_case: A part of a case that a program gives is of the wrong type. Give it as the message says.
malformed_question: What a program asks with is of the wrong type. Give it as the message says.
malformed_text: A name is not written as such names are. Write it as the message says.
map_of_another_profile: The map names another profile than that beside which it stands. Write the profile's name.
meaning_of_no_word: `means` explains a word that the fact does not have. Mend the word, or take it away.
meaning_would_change: Laying the file out would have changed what it says, so nothing was written. Report it with the
  file.
merge_key: `<<` merges blocks in YAML, and nothing is merged here. Write the keys out.
missing_key: A key that must be there is missing. Add it with its value.
more_faults: There are more faults than are told at once. Mend those that are told, and check again.
no_anchor: What a period is counted from is written as it cannot be. Write an event, a date fact or a timescale, a
  list of events, or `{later_of: […]}`.
no_interval: `from` and `up_to` stand on what has no order, or are of another sort than it. Write numbers for a
  number, days for a day.
no_period: A length is not written as a period. Write a whole number and a unit, as in `10 working days`; the units
  are hours, calendar days, weeks, months, years and those of `calendars`.
no_time_set_is_counted: A duty for which no time is set has a first day, or is counted back. Write `after`, and no
  `before` or `at_least`.
not_a_date: A day is wanted, and something else was given. Give a date.
not_a_file: The path is a folder, or no file. Name a file.
not_of_a_time_limit: A window of `time_limit` has a key of another timescale. It takes `within`, `after`, `late` and
  `counting`.
not_said_how_checked: A pack does not say how far a document was checked. Add `checked` to the document.
not_utf8: The file is not written in UTF-8. Save it so.
not_yaml: The file is not of YAML, and only such files are laid out. Name a file that ends in .yaml or .yml.
null_value: `null` or `~` stands for nothing, and nothing is never a value. Write the value, leave the key out, or put
  it in quotes.
number_spelling: A number is not in plain digits. Write it like 1500; put a reference or a telephone number in quotes.
number_too_long: A number has too many digits. Put a reference or a telephone number in quotes.
odd_space: A space is not an ordinary one. Type it anew.
offer_misnamed: A package's file calls itself otherwise than the package does. Give both the same name.
offer_name_taken: A package offers a name that ships with the library. Offer it under another.
offer_not_a_path: A package gives no path of a file, or one that is not whole. Let it give a whole path.
offer_with_faults: The file that a package offers has faults, which follow. Mend them, or ask those who keep the
  package.
offered_twice: Several packages offer one name, so that none is used. Take one of them away.
offers_unreadable: What the installed packages offer cannot be listed. Install the package anew whose files are
  damaged.
only_of_a_duty: What is said of duties alone stands on the complainant's time. Write whose duty it is, or
  `on_or_before: no limit` where the complainant has no last day.
out_of_range: A number is larger or smaller than it may be. Write one that the message names.
overlap_of_versions: Two versions are in force on one day. Let each end on the day before the next begins.
pack_edition_missing: The pack is pinned to an edition that is not at hand. Read what has changed, and pin that which
  is.
pack_not_stood_under: A departure names a pack under which the procedure does not stand. Name it in `stands_under`, or
  mend the name.
pack_without_procedure: The pack has no procedure of this name. Name the procedure as the pack does, or name another
  pack.
packs_apart: Two packs say a thing of the whole file each in its own way, or one is given twice. Write a profile for
  each.
part_of_no_fact: `part_of` names no other fact that shares a word with this one. Name the fact that says of the whole
  what this one says of a part.
place_ambiguous: A rule cites a place that the document has several times. Write the heading above it, a comma, and
  the place.
place_without_rules: No rule cites a heading of the map, and the map does not say why. Add `none: why`, or cite it.
procedure_missing_between_versions: A version lacks a procedure that the one before and the one after have. Write it
  there too.
profile_name_taken: A profile has the name of one that ships. Give it its own.
quotation_elsewhere: A rule quotes what the copy of the document has under another heading. Cite the heading under which
  it stands.
quotation_not_in_copy: The copy of the document does not have the words that a rule quotes. Quote what it says.
quoted_date: A date stands in quotes, which makes it a text. Take the quotes away.
reading_of_absent_key: A reading is of a key that the rule does not have. Name a key that it has.
readings_not_approved: The file rests on readings, and nobody stands for them. Add `readings_approved_by`.
reason_beside_rules: The map says that no rule comes from a heading, and some cite it. Take `none` away.
replaces_needlessly: A holiday that was added or removed stands for no other day. Take `replaces` away, or write
  another `kind`.
replaces_nothing: A holiday stands for another day, and does not say for which. Add `replaces`.
row_beside_everybody: A row of `allowed` has no `if`, so it takes everybody or everything, and other rows stand
  beside it that can change nothing. Give it its `if`, or take the others away.
same_as_itself: A section is said to be the same as itself, perhaps by way of others. Name a procedure that writes it
  out.
same_as_nothing: The procedure that is named does not write this section itself. Name one that does.
set_aside_for_nothing: A finding is set aside that is not found any more. Take it away.
several_documents: `---` begins a second document in the file. Put it in a file of its own.
sign_at_start: A text begins with a sign that means something to YAML. Put it in quotes.
stage_left_from_a_stage: `stage_left` stands where nothing was left. Write it under `suspended` or `withdrawn`, or
  name a stage.
suspension_without_clocks: A move to `suspended` does not say what becomes of the clocks. Add `clocks`.
tab: A tab stands among the spaces at the beginning of a line. Use spaces, two for each step in.
text_under_bar: A text begins with `|` or `>`, which promise lines below. Put it in quotes.
time_limit_incomplete: A window of `time_limit` lacks `within` or `after`. Add it.
time_with_zone: A time has a zone, and hours are counted as the council's clock shows them. Give it without.
time_without_quotes: A time of day reads as a number to some. Put it in quotes.
timescale_among_events: A timescale stands in a list of events. Write it alone, or count from events.
timescale_as_anchor_here: Only `after` and `before` of a timescale can be counted from a timescale. Count from an
  event or a date fact.
timescale_named_like_a_word: A timescale has the name of a fact, an event or a part of acceptance. Give it another.
timescale_twice: A procedure has two timescales of one name. Give one of them another.
timescale_without_length: A timescale says no length. Add `within`, `at_least`, `aim`, `on_or_before` or `later_of`;
  where the page sets no time for a duty, `within: no time set`.
timescales_in_a_circle: Timescales are counted from one another in a circle. Count one of them from an event.
too_deep: Blocks are set in deeper than any rule needs. Check the brackets and the spaces.
too_few: A list or a text has less in it than it must. Add what is missing, or leave the key out.
too_large: The file is larger than any page of a council's. Check that it is the one you mean.
too_many: A list or a text has more in it than it may. Shorten it.
too_many_readings: What is left open at one place can be read in more ways than are computed. Take some of the
  readings.
too_many_values: The file has more keys and values than are read. Divide it, or check that it is the one you mean.
too_much: There is more of something than any page of a council's has. Divide the file, or check that it is the one
  you mean.
true_false_spelling: `true` and `false` have small letters only. Write them so.
unclosed_bracket: A bracket or brace is not closed, or a comma is missing in it. Close it; put a text with brackets in
  quotes.
unclosed_quote: A quotation mark is never closed. Close it; to write the mark itself, write it twice in single quotes.
uneven_lines: A line is set in otherwise than what stands above it. Set it in as far as its neighbours.
unit_defined_twice: A calendar has the name of a unit that means the same everywhere. Give it another, such as
  `working days`.
unit_misspelt: A calendar has the name of a unit, misspelt, that periods have. Write the unit as they do.
unknown_anchor: What a period is counted from is neither an event, nor a date fact, nor a timescale of the procedure.
  Mend the word, or add it under `words`.
unknown_basis: There is no such basis. Write `council`, `law` or `guidance`, as far as the procedure stands under it.
unknown_calendar: There is no calendar of this name. Name one that `complaint-rules profiles` lists, or write the path
  of its file.
unknown_clause: The pack has no such clause. See those that `complaint-rules conform` lists.
unknown_content: There is no such content of a letter. See `complaint-rules words`; nothing can be added.
unknown_detail: An event carries nothing of this name. Take it away, or let a word of your own carry it.
unknown_document: The file has no document of this name. Name one of `documents`, or add it there.
unknown_document_of_version: A version has no document of this name. Name one of that file's `documents`.
unknown_duty: The packs have no timescale of this name. Name one of them in `fulfils`.
unknown_event: There is no such event. See `complaint-rules words`, or add it under `words.events`.
unknown_fact: There is no such fact. See `complaint-rules words`, or add it under `words.facts`.
unknown_finding: `set_aside` names a finding that no check has. See the list of them in docs/checks.
unknown_irregularity: There is no irregularity with such a code. See `complaint-rules assess`, which lists those of a
  case.
unknown_key: A key cannot stand here. Mend its spelling, or look where the page on the format has it.
unknown_law_pack: There is no such pack of law or guidance. Name one that `complaint-rules profiles` lists.
unknown_move: The procedure has no move by such an event. See `complaint-rules assess`, which lists them for a case.
unknown_name: A test names neither a fact, nor an event, nor a timescale of the procedure. Mend the name, or add it
  under `words`.
unknown_outcome: There is no such outcome. See `complaint-rules words`; nothing can be added.
unknown_party: There is no such party. Write `council`, `complainant`, `panel` or `both`.
unknown_permission: There is no such permission. Write `entitled`, `discretionary`, `refused` or `undetermined`.
unknown_place: A rule or a map names a place that the document does not have. Write it as the document does.
unknown_procedure: The profile has no procedure of this name. Name one that it has.
unknown_procedure_or_body: `elsewhere` names neither a procedure of the file nor one of its `bodies`. Add it under
  `bodies`.
unknown_profile: There is no profile of this name. See `complaint-rules profiles`; a file is named by its path.
unknown_rule: The procedure has no such rule. Name one as `complaint-rules conform` does.
unknown_stage: The procedure has no such stage. Name one that it has, `closed`, `withdrawn`, `suspended` or
  `ombudsman`.
unknown_state: There is no such state of a timescale. See docs/testing-a-profile.md.
unknown_status: There is no such status. Write `open`, `suspended`, `withdrawn` or `closed`.
unknown_timescale: The procedure has no such timescale. See `complaint-rules assess`, which lists them for a case.
unknown_treatment_of_clocks: `clocks` has another word than it may. Write `cancel`, `run_on`, `resume`, `restart` or
  `unstated`.
unknown_version_file: There is no such file of a version. Mend its path, from the folder of this file.
unknown_way_for_cases_in_flight: `cases_in_flight` has another word than it may. Write `by_receipt`, `by_stage_start`,
  `by_event` or `unstated`.
unknown_word: A word is none of those that can stand here. Use one that the message lists.
unstated_here: `unstated` stands at a key that cannot be left open. Write the reading that is taken, and the others
  under `readings`.
unstated_without_readings: A key is `unstated`, and what it could be is not given. Add `readings` with at least two
  under `could_be`.
version_ends_before_it_begins: The last day of a version is before its first. Mend one of them.
version_file_twice: Two versions name one file. Give each its own.
version_of_another_force: The versions have not all the same `force`. Give them one.
version_of_another_profile: The versions have not all the same `profile`. Give them one name.
versions_out_of_order: A version stands after one that is newer. Write the oldest first.
versions_within_versions: A file of a version joins versions itself. Name the file of one version.
window_after_its_move: A window stands only in the stage to which its move leads, so that it never runs before it is
  used. Add `during` with the stage in which the move is made.
window_without_late: A window does not say what a late request meets. Add `late`: `refused`, `unstated`, or who
  decides.
word_defined_twice: A word of one's own has the name of another word. Choose another; to a standard word nothing can
  be added.
word_out_of_domain: A test asks for a word that its name never has. Use one of those that the message lists.
words_not_in_copy: The copy does not have the first words of a rule below the heading. Write them as the document
  does.
wrong_form: A text is not written as such texts are. Write it as the message says.
wrong_type: A value is of another sort: a list, a text, a number, a day or a block of keys. Write it as the message
  says.
wrong_value: A value cannot stand here. Compare it with the page on the format.
yaml_alias: A text begins with `*`, an alias of YAML, and there are none here. Write the value out, or put the text in
  quotes.
yaml_anchor: A text begins with `&`, an anchor of YAML, and there are none here. Write the value out, or put the text
  in quotes.
yaml_directive: A line begins with `%`, which gives orders to YAML. Delete it.
yaml_tag: A text begins with `!`, a tag of YAML, and there are none here. Take it away, or put the text in quotes.
yes_or_no_word: `yes`, `no`, `on` and `off` are words to some readers and true or false to others. Write `true` or
  `false`.
"""


@frozen
class Message:
    """One code that can be told before the checks, with what it means and how it is mended."""

    code: str
    said: str

    @property
    def page(self) -> str:
        """Return what is printed for the code."""
        return f"{self.said}\n\nThe message names the place, what stands there, and the mend that fits it."


@cache
def messages() -> MappingProxyType[str, Message]:
    """Return every message by its code, in the order of the codes."""
    entries = re.split(r"\n(?! )", _SAID.strip())
    pairs = (entry.partition(": ") for entry in entries)
    return MappingProxyType({code: Message(code, " ".join(said.split())) for code, _, said in pairs})
