"""What several tests of worked cases use: the command in this process, and one council made up of a few lines."""

from textwrap import dedent

import pytest

from complaint_rules.__main__ import main

PROFILE = dedent("""\
    profile: marsham
    title: Marsham Borough Council
    documents:
      leaflet: {title: How to complain, version: May 2024}
    calendars:
      working days: england-and-wales
    counting: {forwards: trigger_is_day_zero, source: page 1}
    procedures:
      corporate:
        title: Complaints
        document: leaflet
        begins:
          complaint_received: {who: complainant, to: stage_1, source: page 1}
        stages:
          stage_1:
            timescales:
              stage_1_response:
                who: council
                within: 10 working days
                after: complaint_received
                done_by: stage_1_response_sent
                source: page 1
                extension:
                  up_to: 20 working days
                  if: {complex: true}
                  made_by: extension_notified
                  source: page 2
              stage_2_request:
                who: complainant
                within: 20 working days
                after: stage_1_response_sent
                done_by: stage_2_requested
                late: {decided_by: the Complaints Officer}
                source: page 3
            moves:
              stage_2_requested:
                who: complainant
                if: {stage_1_response_sent: happened}
                to: stage_2
                source: page 3
            bars:
              stage_2_requested:
                if: {stage_1_response_sent: upheld}
                source: page 3
          stage_2:
            timescales:
              stage_2_response:
                who: council
                within: [{if: {complex: true}, then: 65 working days}, {then: 25 working days}]
                after: stage_2_requested
                done_by: stage_2_response_sent
                source: page 4
    """)
CASES = dedent("""\
    profile: ../marsham.yaml
    cases:
      - name: Ten working days
        procedure: corporate
        why: Received on Mon 3 June 2024; 4 to 7 June are 1 to 4, 10 to 14 are 5 to 9, Mon 17 June is 10.
        events:
          - {on: 2024-06-03, event: complaint_received}
        expect:
          - as_of: 2024-06-17
            due:
              - {timescale: stage_1_response, due: 2024-06-17, state: running}
      - name: Stage 2 after an answer
        procedure: corporate
        why: Answered on Mon 10 June 2024; the twentieth working day after it is Mon 8 July.
        facts: {complex: false}
        events:
          - {on: 2024-06-03, event: complaint_received}
          - {on: 2024-06-10, event: stage_1_response_sent, outcome: not_upheld}
        expect:
          - as_of: 2024-06-10
            moves:
              - {event: stage_2_requested, permission: entitled, to: stage_2, closes: 2024-07-08}
    """)


@pytest.fixture
def marsham(tmp_path):
    """Return a folder with Marsham's profile and, in `cases/`, its worked cases."""
    (tmp_path / "cases").mkdir()
    (tmp_path / "marsham.yaml").write_text(PROFILE, encoding="utf-8")
    (tmp_path / "cases" / "stages.yaml").write_text(CASES, encoding="utf-8")
    return tmp_path


@pytest.fixture
def shipped_name(tmp_path):
    """Return a folder with Marsham's profile under the name of one that ships, and its cases, which say that name."""
    own = tmp_path / "cases" / "ncc"
    own.mkdir(parents=True)
    (tmp_path / "ncc.yaml").write_text(PROFILE.replace("profile: marsham", "profile: ncc"), encoding="utf-8")
    (own / "stages.yaml").write_text(CASES.replace("../marsham.yaml", "ncc"), encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(capsys):
    """Return the command: its exit code, and what it printed."""

    def run(*words):
        code = main([str(word) for word in words])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


@pytest.fixture
def changed(marsham):
    """Return a function that changes words in a file of Marsham's, each of which must be there."""

    def changed(file, **words):
        path = marsham / file
        text = path.read_text(encoding="utf-8")
        for old, new in words.pop("swap"):
            assert old in text
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")

    return changed


@pytest.fixture
def left_open(changed):
    """Let Marsham's page say nothing of the event from which the time of stage 2 counts."""
    old = "            after: stage_2_requested\n            done_by: stage_2_response_sent\n"
    could_be = "{could_be: [stage_2_requested, stage_2_acknowledged], because: the page does not say from when}"
    new = f"            after: unstated\n            readings: {{after: {could_be}}}\n            done_by: stage_2_response_sent\n"
    approved = "title: Marsham Borough Council\n"
    changed("marsham.yaml", swap=[(old, new), (approved, f"{approved}readings_approved_by: the Complaints Officer\n")])
