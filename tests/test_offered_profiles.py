"""Profiles and calendars of one's own: by a path, and offered by packages that are installed for real.

The packages stand in `offered`: Northshire does everything right, Careless does everything wrong, and Hasty offers what
Careless offers. All three are installed beside the library in an environment of its own.
"""

import importlib
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from complaint_rules import Case, Event, ProfileError, assess, due_dates, load_profile, loading
from complaint_rules.__main__ import main
from complaint_rules.compiling import compile_profile
from complaint_rules.loading import pages, shelf, shipped_calendars, shipped_folder, shipped_packs, shipped_profiles
from complaint_rules.profiles.reading import read_document

HERE = Path(__file__).parent
ROOT = HERE.parent
OFFERED = HERE / "offered"
PACKAGES = ("northshire", "careless", "hasty")
MODULES = tuple(f"{package}_complaints" for package in PACKAGES)
PAGE = (ROOT / "docs" / "your-own-profile.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, flags=re.MULTILINE | re.DOTALL)


def entry_points_of(package, kind):
    """Return what a package offers, from its own description."""
    written = tomllib.loads((OFFERED / package / "pyproject.toml").read_text(encoding="utf-8"))
    return written["project"]["entry-points"].get(f"complaint_rules.{kind}s", {})


@dataclass(frozen=True)
class Environment:
    """A Python environment with the library and the packages in it, and a council's repository to work in."""

    folder: Path
    repository: Path

    @property
    def programs(self):
        return Path(sysconfig.get_path("scripts", "venv", {"base": str(self.folder)}))

    @property
    def packages(self):
        return Path(sysconfig.get_path("purelib", "venv", {"base": str(self.folder)}))

    def run(self, program, *arguments, **environment):
        """Run a program of the environment in the repository, every warning an error."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PIP_", "COV"))}
        path = os.pathsep.join((str(self.programs), kept.get("PATH", "")))
        command = [shutil.which(program, path=path), *map(str, arguments)]
        surroundings = {**kept, "PATH": path, "PYTHONWARNINGS": "error", "PYTHONIOENCODING": "utf-8", **environment}
        done = subprocess.run(
            command, cwd=self.repository, env=surroundings, capture_output=True, check=False, encoding="utf-8"
        )
        assert "Traceback" not in done.stdout + done.stderr
        return done

    def command(self, *arguments):
        """Run `complaint-rules` as it was installed."""
        return self.run("complaint-rules", *arguments)

    def listed(self, kind="profile"):
        """Return what `complaint-rules profiles` lists."""
        done = self.command("profiles", "--format", "json")
        assert (done.returncode, done.stderr) == (0, "")
        return json.loads(done.stdout)[f"{kind}s"]


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    """Install the library and the packages, each with its own build, and without asking an index for anything.

    What the library rests on and what builds the packages is taken from where these tests run.
    """
    folder = tmp_path_factory.mktemp("offered")
    sources = shutil.copytree(OFFERED, folder / "sources", ignore=shutil.ignore_patterns("__pycache__", "conftest.py"))
    made = Environment(folder / "environment", sources / "northshire")
    venv.create(made.folder, with_pip=True)
    others = (path for path in sys.path if Path(path).name in {"site-packages", "dist-packages"})
    (made.packages / "what_the_tests_run_with.pth").write_text("\n".join(others), encoding="utf-8")
    install = ("-m", "pip", "--isolated", "install", "-q", "--no-index", "--no-deps", "--no-build-isolation")
    done = made.run("python", *install, ROOT, *(sources / package for package in PACKAGES), PYTHONWARNINGS="default")
    assert done.returncode == 0, done.stderr
    return made


@pytest.fixture
def offered(environment, monkeypatch):
    """Let this process see what is installed in the environment, for the length of a test."""
    monkeypatch.setattr(sys, "path", [*sys.path, str(environment.packages)])
    importlib.invalidate_caches()
    yield environment.packages
    for name in [name for name in sys.modules if name.partition(".")[0] in MODULES]:
        del sys.modules[name]


@pytest.fixture
def run(capsys):
    """Run the command in this process and return its exit code and what it printed."""

    def run(*arguments):
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        return code, *capsys.readouterr()

    return run


def faults_of(name):
    """Return the faults with which a profile cannot be loaded."""
    with pytest.raises(ProfileError) as caught:
        load_profile(name)
    return caught.value.faults


def due(name, procedure, timescale, received):
    """Return when a timescale of a complaint ends, by the basis."""
    case = Case([Event("complaint_received", received)], {"complainant": "parent"})
    rows = due_dates(load_profile(name).procedure(procedure), case, received)
    return {row.basis.value: row.due for row in rows if row.timescale == timescale}


class TestInstalled:
    """What a package does right, in the environment that it is installed in."""

    def test_a_profile_is_loaded_by_its_name(self, environment):
        """Python finds the profile in the installed package, and the library in its own."""
        asked = "import complaint_rules as c; p = c.load_profile('northshire'); print(p.title, p.origin, c.__file__, sep='\\n')"
        done = environment.run("python", "-c", asked)
        assert (done.returncode, done.stderr) == (0, "")
        title, origin, library = done.stdout.splitlines()
        assert title == "Northshire County Council"
        assert Path(origin) == environment.packages / "northshire_complaints" / "northshire.yaml"
        assert Path(library) == environment.packages / "complaint_rules" / "__init__.py"

    def test_a_case_is_assessed(self, environment):
        """The council's closures count for the council and not for the law, and the answer names the calendar.

        From Wednesday 18 December 2024 the council counts 19, 20, 23 and 24 December, 2, 3, 6, 7, 8 and 9 January; the
        law counts 27, 30 and 31 December too.
        """
        done = environment.command("assess", "checks/case.yaml", "--as-of", "2024-12-18", "--format", "json")
        assert (done.returncode, done.stderr) == (0, "")
        answer = json.loads(done.stdout)
        found = {row["basis"]: row["due"] for row in answer["due_dates"] if row["timescale"] == "stage_1_response"}
        assert found == {"council": "2025-01-09", "law": "2025-01-06"}
        assert answer["editions"]["northshire"] == "April 2024"
        assert answer["editions"]["northshire-days"].endswith("; closures of 2024 and 2025")

    def test_what_is_offered_is_checked_by_its_name(self, environment):
        """`check` knows the names of profiles and of calendars, beside all that is broken."""
        names = [*entry_points_of("northshire", "profile"), *entry_points_of("northshire", "calendar")]
        done = environment.command("check", *names, "--as-of", "2025-01-06")
        assert (done.returncode, done.stderr) == (0, "")
        found = [line for line in done.stdout.splitlines() if not line.startswith(" ")]
        assert found == [f"{name}: no fault found" for name in names]

    def test_the_package_s_own_checks_pass(self, environment):
        """The tests that the package brings are true where it is installed."""
        done = environment.run(
            "python", "-m", "pytest", "-q", "-p", "no:cacheprovider", "checks", PYTHONWARNINGS="default"
        )
        assert done.returncode == 0, done.stdout
        assert "3 passed" in done.stdout


@pytest.mark.usefixtures("offered")
class TestOffered:
    """The same in this process."""

    def test_each_profile_and_calendar_is_listed_with_its_package(self, run):
        """The list names the package that offers a profile or a calendar."""
        code, out, _ = run("profiles")
        assert code == 0
        assert "\nnorthshire (northshire-complaints): Northshire County Council, April 2024\n" in out
        assert "\n    schools               Complaints about a school\n" in out
        assert re.search(
            r"^calendar northshire-days \(northshire-complaints\): .*, known until 2025-12-31$", out, re.MULTILINE
        )

    def test_a_function_may_say_where_a_file_is(self, monkeypatch):
        """An entry point may lead to a function that returns a path, as a text or not."""
        package = importlib.import_module("northshire_complaints")
        path = package.NORTHSHIRE
        for given in (lambda: path, lambda: str(path), str(path)):
            monkeypatch.setattr(package, "NORTHSHIRE", given)
            assert load_profile("northshire").origin == str(path)

    def test_another_profile_calls_upon_an_offered_calendar_by_its_name(self):
        """A calendar by name, and closures upon it.

        Five working days from Wednesday 18 December 2024, with the offices closed from the 27th to the 31st, end on
        Thursday 2 January; ten school days, with the schools closed from the 23rd to 3 January, on Wednesday 15 January.
        """
        assert due("northshire-schools", "schools", "acknowledge", date(2024, 12, 18)) == {"council": date(2025, 1, 2)}
        assert due("northshire-schools", "schools", "stage_1_response", date(2024, 12, 18)) == {
            "council": date(2025, 1, 15)
        }

    def test_a_path_and_a_name_lead_to_the_same_calendar(self):
        """The council calls upon its closures by their path, the schools by their name."""
        calendars = [
            load_profile(name).procedure(procedure).calendars["working days"]
            for name, procedure in (("northshire", "childrens_statutory"), ("northshire-schools", "schools"))
        ]
        assert calendars[0] == calendars[1]
        assert calendars[0].why_closed(date(2024, 12, 30)) == "offices closed over Christmas"

    def test_an_unknown_name_is_answered_with_the_nearest_offered_one(self):
        """What packages offer is among what could have been meant."""
        (fault,) = faults_of("northshire-school")
        assert (fault.code, fault.mend) == ("unknown_profile", "did you mean `northshire-schools`?")

    def test_an_unknown_calendar_is_answered_with_the_nearest_offered_one(self, tmp_path):
        """So are the calendars that packages offer."""
        (fault,) = faults_of(own(tmp_path, "northshire-day"))
        assert (fault.code, fault.mend) == ("unknown_calendar", "did you mean `northshire-days`?")


BROKEN = {
    "cambridgeshire": ("offer_name_taken", "ships with the library"),
    "careless-absent": ("broken_offer", "has no attribute 'ABSENT'"),
    "careless-absent-module": ("broken_offer", "No module named 'careless_complaints.absent'"),
    "careless-calendar": ("offer_with_faults", "its file cannot be loaded"),
    "careless-contested": ("offered_twice", "it is offered by `hasty-complaints` too"),
    "careless-exit": ("broken_offer", "SystemExit: no licence was found"),
    "careless-faults": ("offer_with_faults", "its file cannot be loaded"),
    "careless-folder": ("offer_with_faults", "its file cannot be loaded"),
    "careless-function": ("broken_offer", "LookupError: the drive N: is not there"),
    "careless-import": ("broken_offer", "RuntimeError: no database"),
    "careless-misnamed": ("offer_misnamed", "its file calls itself `careless`"),
    "careless-missing": ("offer_with_faults", "its file cannot be loaded"),
    "careless-nothing": ("offer_not_a_path", "`NoneType`, which is no path"),
    "careless-number": ("offer_not_a_path", "`int`, which is no path"),
    "careless-relative": ("offer_not_a_path", "the path `good.yaml`, which begins wherever"),
    "careless-value": ("broken_offer", "its code fails"),
    "children-2006": ("offer_name_taken", "ships with the library"),
}
BROKEN_CALENDARS = {
    "careless-days": ("offer_with_faults", ["unknown_calendar", "closure_ends_before_it_begins"]),
    "careless-days-contested": ("offered_twice", []),
    "careless-days-import": ("broken_offer", []),
    "careless-days-passing": ("offer_with_faults", ["calendar_name_taken"]),
    "england-and-wales": ("offer_name_taken", []),
}
SHIPPED = (*shipped_profiles(), *shipped_packs())
CONTESTED = ("careless-contested", "careless-days-contested")


class TestBrokenOffers:
    """A package that is broken is told of by name, and takes nothing else down with it."""

    def test_every_way_of_being_broken_is_in_the_table(self):
        """The tables above name all that Careless offers, and nothing more."""
        assert set(BROKEN) == set(entry_points_of("careless", "profile"))
        assert set(BROKEN_CALENDARS) == set(entry_points_of("careless", "calendar"))
        assert set(CONTESTED) == {*entry_points_of("hasty", "profile"), *entry_points_of("hasty", "calendar")}

    @pytest.mark.usefixtures("offered")
    @pytest.mark.parametrize("name", [name for name in BROKEN if name not in SHIPPED])
    def test_the_first_fault_names_the_package_and_the_entry_point(self, name):
        """It says what is wrong, with whose offer, where that leads, and what to do."""
        code, words = BROKEN[name]
        fault = faults_of(name)[0]
        assert fault.code == code
        assert words in fault.message
        assert fault.message.startswith(f"the package `careless-complaints` offers the profile `{name}`, but ")
        assert "\n" not in fault.message
        assert fault.text == entry_points_of("careless", "profile")[name]
        assert fault.mend

    def test_the_faults_of_a_file_follow(self, offered):
        """A file with mistakes is told of with every mistake and its place."""
        _, *found = faults_of("careless-faults")
        path = str(offered / "careless_complaints" / "faults.yaml")
        assert [(fault.code, fault.file, fault.mend) for fault in found] == [
            ("unknown_calendar", path, "did you mean `england-and-wales`?"),
            ("unknown_event", path, "did you mean `complaint_received`?"),
        ]
        assert [fault.line for fault in found] == [6, 13]

    @pytest.mark.usefixtures("offered")
    @pytest.mark.parametrize(
        ("name", "code"), [("careless-missing", "file_missing"), ("careless-folder", "not_a_file")]
    )
    def test_a_path_to_no_file_is_told_of(self, name, code):
        """What the file lacks is said as for any path."""
        _, found = faults_of(name)
        assert (found.code, bool(found.mend)) == (code, True)

    def test_a_profile_whose_calendars_are_broken_names_them_where_it_calls_upon_them(self, offered):
        """The offered calendars' faults stand at their places in the profile, and the faults of a calendar's file in it."""
        _, *found = faults_of("careless-calendar")
        folder = offered / "careless_complaints"
        assert [(fault.code, Path(fault.file), fault.path) for fault in found] == [
            ("offer_with_faults", folder / "calendar.yaml", "calendars.working days"),
            ("broken_offer", folder / "calendar.yaml", "calendars.office days.based_on"),
            ("unknown_calendar", folder / "faulty_closures.yaml", "based_on"),
            ("closure_ends_before_it_begins", folder / "faulty_closures.yaml", "closed[0]"),
        ]
        assert found[0].text == "careless_complaints:FAULTY_CLOSURES"
        assert "`careless-complaints`" in found[0].message

    @pytest.mark.usefixtures("offered")
    @pytest.mark.parametrize("name", [name for name in BROKEN_CALENDARS if name not in shipped_calendars()])
    def test_a_broken_calendar_is_told_of_by_whoever_calls_upon_it(self, tmp_path, name):
        """A profile that is whole but for an offered calendar says whose calendar is broken."""
        path = own(tmp_path, name)
        first, *others = faults_of(path)
        code, following = BROKEN_CALENDARS[name]
        assert (first.code, first.file, first.path) == (code, str(path), "calendars.working days")
        assert [fault.code for fault in others] == following
        assert "`careless-complaints`" in first.message

    @pytest.mark.usefixtures("offered")
    @pytest.mark.parametrize("name", SHIPPED)
    def test_what_ships_is_what_its_name_means(self, name):
        """Beside every broken offer, and beside one of the same name, the shipped profile is loaded."""
        assert Path(load_profile(name).origin).is_relative_to(shipped_folder())

    @pytest.mark.usefixtures("offered")
    def test_a_shipped_calendar_is_what_its_name_means(self, tmp_path):
        """So is the shipped calendar."""
        calendar = load_profile(own(tmp_path, "england-and-wales")).procedure("corporate").calendars["working days"]
        assert calendar == load_profile("cambridgeshire").procedure("corporate").calendars["working days"]

    def test_all_is_listed(self, environment):
        """The list shows each broken offer with its package and what is wrong, beside all that is whole."""
        found = {(each["name"], each["origin"]): each for each in environment.listed()}
        for name, (code, words) in BROKEN.items():
            each = found.pop((name, "careless-complaints"))
            assert words in each["fault"]
            assert each["faults"][0]["code"] == code
        assert found.pop(("careless-contested", "hasty-complaints"))["faults"][0]["code"] == "offered_twice"
        assert {name for name, _ in found} == {*SHIPPED, "northshire", "northshire-schools"}
        assert not [each for each in found.values() if "fault" in each]

    def test_all_calendars_are_listed(self, environment):
        """So does the list of calendars."""
        found = {(each["name"], each["origin"]): each for each in environment.listed("calendar")}
        for name, (code, following) in BROKEN_CALENDARS.items():
            codes = [fault["code"] for fault in found.pop((name, "careless-complaints"))["faults"]]
            assert codes == [code, *following]
        assert found.pop(("careless-days-contested", "hasty-complaints"))["faults"]
        assert set(found) == {("england-and-wales", "shipped"), ("northshire-days", "northshire-complaints")}

    def test_the_list_for_people_has_what_is_wrong_too(self, environment):
        """In words, every broken offer has its line, and exit code 0 says that the list was made."""
        done = environment.command("profiles")
        assert (done.returncode, done.stderr) == (0, "")
        for name in (*BROKEN, *(f"calendar {name}" for name in BROKEN_CALENDARS)):
            assert (
                f"\n{name} (careless-complaints): cannot be loaded: the package `careless-complaints` offers "
                in done.stdout
            )
        assert re.search(r"^cambridgeshire \(shipped\): Cambridgeshire", done.stdout, re.MULTILINE)

    def test_the_command_refuses_a_broken_offer_and_goes_on(self, environment):
        """`check` tells of each broken one, and the whole ones among them pass."""
        names = [name for name in BROKEN if name not in SHIPPED]
        done = environment.command("check", *names, "cambridgeshire", "northshire")
        assert done.returncode == 1
        places = "    no place was looked up: maps/northshire.index.yaml, with the headings of the document, is not beside it"
        told = ["cambridgeshire: no fault found", "northshire: no fault found", places, "    1 set aside by the author"]
        assert done.stdout.splitlines() == told
        assert all(f"offers the profile `{name}`, but " in done.stderr for name in names)

    @pytest.mark.parametrize("name", ["careless-exit", "careless-missing"])
    def test_a_case_of_a_broken_profile_is_refused(self, environment, tmp_path, name):
        """A case that names a broken profile is answered with its faults and exit code 1."""
        case = tmp_path / "case.yaml"
        case.write_text(f"profile: {name}\nprocedure: corporate\n", encoding="utf-8")
        done = environment.command("assess", case, "--as-of", "2024-12-18", "--format", "json")
        assert (done.returncode, done.stderr) == (1, "")
        assert json.loads(done.stdout)["faults"][0]["code"] == BROKEN[name][0]

    def test_a_case_of_a_shipped_profile_is_answered(self, environment):
        """Beside all that is broken, the example of the documentation is answered."""
        done = environment.command("assess", ROOT / "docs" / "example-case.yaml", "--as-of", "2019-01-21")
        assert (done.returncode, done.stderr) == (0, "")
        assert "Friday 4 January 2019" in done.stdout


class TestLookingUp:
    """Installed packages are asked only where it must be."""

    @pytest.fixture
    def nobody_asks(self, monkeypatch):
        """Let every look at the installed packages fail the test."""

        def asked(**_):
            pytest.fail("the installed packages were asked")

        monkeypatch.setattr("complaint_rules.offers.entry_points", asked)

    @pytest.mark.usefixtures("nobody_asks")
    def test_what_ships_and_what_has_a_path_asks_nobody(self, tmp_path):
        """Neither a shipped name nor a path depends on what else is installed."""
        for kept in (loading._shipped, loading._pack, loading._shipped_calendar):
            kept.cache_clear()
        for name in SHIPPED:
            assert load_profile(name)
        (tmp_path / "closures.yaml").write_text(CLOSURES, encoding="utf-8")
        assert load_profile(own(tmp_path, "closures.yaml"))

    @pytest.fixture
    def damaged(self, tmp_path, monkeypatch):
        """Install a package by hand, and damage its list of entry points."""
        folder = tmp_path / "damaged-1.0.dist-info"
        folder.mkdir()
        (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: damaged\nVersion: 1.0\n", encoding="utf-8")
        (folder / "entry_points.txt").write_text("[complaint_rules.profiles]\nnorthshire\n", encoding="utf-8")
        monkeypatch.syspath_prepend(tmp_path)
        return folder

    @pytest.mark.usefixtures("damaged")
    def test_a_damaged_list_leaves_what_ships(self, run):
        """Where Python cannot list the offers, the shipped profiles are listed and loaded, and the rest is a fault."""
        assert load_profile("cambridgeshire")
        (fault,) = faults_of("northshire")
        assert (fault.code, fault.text, bool(fault.mend)) == ("offers_unreadable", "complaint_rules.profiles", True)
        code, out, _ = run("profiles")
        assert code == 0
        assert "cambridgeshire (shipped): Cambridgeshire" in out
        assert "\ncomplaint_rules.profiles (installed packages): cannot be loaded: " in out
        assert "\ncalendar complaint_rules.calendars (installed packages): cannot be loaded: " in out

    @pytest.mark.usefixtures("damaged")
    def test_a_damaged_list_is_told_where_a_calendar_is_called_upon(self, tmp_path):
        """A profile that needs the offers says at which place."""
        (fault,) = faults_of(own(tmp_path, "northshire-days"))
        assert (fault.code, fault.path) == ("offers_unreadable", "calendars.working days")

    def test_a_package_that_has_lost_its_name(self, damaged):
        """What it offers is refused all the same, and the entry point tells what it was."""
        (damaged / "METADATA").unlink()
        (damaged / "entry_points.txt").write_text(
            "[complaint_rules.profiles]\nlost = lost_module:PATH\n", encoding="utf-8"
        )
        (fault,) = faults_of("lost")
        assert (fault.code, fault.text) == ("broken_offer", "lost_module:PATH")


PROFILE = """\
profile: own
title: Own Council
documents:
  page: {title: How to complain, version: "2024"}
calendars:
  working days: CALENDAR
counting: {forwards: trigger_is_day_zero, source: "1"}
procedures:
  corporate:
    title: Complaints
    document: page
    begins:
      complaint_received: {who: complainant, to: stage_1, source: "2"}
    stages:
      stage_1:
        timescales:
          stage_1_response:
            who: council
            within: 10 working days
            after: complaint_received
            done_by: stage_1_response_sent
            source: "3"
"""
CLOSURES = (OFFERED / "northshire" / "src" / "northshire_complaints" / "closures.yaml").read_text(encoding="utf-8")
TABLE = """\
name: own-holidays
title: Bank holidays as this council keeps them
edition: "2024"
known_from: 2020-01-01
known_until: 2025-12-31
based_on: "workalendar: GB"
source: the Chief Executive's letter
days:
  - {day: 2024-12-27, name: Founder's Day, kind: added, source: the letter}
"""


def own(folder, calendar, text=PROFILE):
    """Write a council's profile that calls upon a calendar, and return its path."""
    path = folder / "own.yaml"
    path.write_text(text.replace("CALENDAR", calendar), encoding="utf-8")
    return path


def calendar_faults(folder, text):
    """Return the faults of a profile that calls upon a calendar's file of its own."""
    (folder / "closures.yaml").write_text(text, encoding="utf-8")
    return faults_of(own(folder, "closures.yaml"))


class TestOwnFiles:
    """A profile in a repository, with its calendars beside it."""

    @pytest.mark.parametrize(
        "written",
        [
            "closures.yaml",
            "./closures.yaml",
            "calendars/../closures.yaml",
            "{based_on: closures.yaml, edition: e, source: s}",
        ],
    )
    def test_a_path_begins_in_the_folder_of_the_profile(self, tmp_path, monkeypatch, written):
        """The calendar beside a profile is found wherever the program runs.

        From Wednesday 18 December 2024, with the offices closed from the 27th to the 31st, the tenth working day is
        Thursday 9 January 2025.
        """
        for folder in ("repository/calendars", "elsewhere"):
            (tmp_path / folder).mkdir(parents=True)
        (tmp_path / "repository" / "closures.yaml").write_text(CLOSURES, encoding="utf-8")
        path = own(tmp_path / "repository", written)
        monkeypatch.chdir(tmp_path / "elsewhere")
        for name in (path, str(path), "../repository/own.yaml"):
            assert due(name, "corporate", "stage_1_response", date(2024, 12, 18)) == {"council": date(2025, 1, 9)}

    def test_a_table_of_one_s_own(self, tmp_path):
        """A council may keep its own table of holidays; an answer names it.

        From Wednesday 18 December 2024, with Friday 27 December a holiday, the tenth working day is Tuesday 7 January.
        """
        (tmp_path / "holidays.yml").write_text(TABLE, encoding="utf-8")
        path = own(tmp_path, "holidays.yml")
        assert due(path, "corporate", "stage_1_response", date(2024, 12, 18)) == {"council": date(2025, 1, 7)}
        case = Case([Event("complaint_received", date(2024, 12, 18))])
        assert (
            dict(assess(load_profile(path).procedure("corporate"), case, date(2024, 12, 18)).editions)["own-holidays"]
            == "2024"
        )

    def test_beyond_the_closures_that_were_decided_a_date_is_provisional(self, tmp_path):
        """Closures are known for as long as their file says, though the bank holidays are known for longer."""
        (tmp_path / "closures.yaml").write_text(CLOSURES, encoding="utf-8")
        procedure = load_profile(own(tmp_path, "closures.yaml")).procedure("corporate")
        for received, provisional in ((date(2025, 12, 1), False), (date(2025, 12, 22), True)):
            (row,) = due_dates(procedure, Case([Event("complaint_received", received)]), received)
            assert row.provisional is provisional

    @pytest.mark.parametrize(
        ("written", "mend"),
        [
            ("closure.yaml", "did you mean `closures.yaml`?"),
            ("calendars/days.yaml", "did you mean `calendars/our-days.yaml`?"),
            ("xyzzy.yaml", "name a calendar that ships with the library, or a file beside this one"),
            ("nowhere/closures.yaml", "name a calendar that ships with the library, or a file beside this one"),
            ("calendars/", "name a calendar that ships with the library, or a file beside this one"),
            ("x" * 5000 + ".yaml", "name a calendar that ships with the library, or a file beside this one"),
            ("england-and-whales", "did you mean `england-and-wales`?"),
        ],
        ids=lambda value: value[:30],
    )
    def test_a_calendar_that_is_not_there(self, tmp_path, written, mend):
        """The fault stands where the calendar is called upon, with what may have been meant."""
        (tmp_path / "calendars").mkdir()
        (tmp_path / "calendars" / "our-days.yaml").write_text(CLOSURES, encoding="utf-8")
        (tmp_path / "closures.yaml").write_text(CLOSURES, encoding="utf-8")
        path = own(tmp_path, written)
        (fault,) = faults_of(path)
        assert (fault.code, fault.file, fault.line, fault.mend) == ("unknown_calendar", str(path), 6, mend)

    def test_a_profile_that_is_no_file_has_nothing_beside_it(self):
        """A profile that was given as a text cannot call upon a file."""
        with pytest.raises(ProfileError) as caught:
            compile_profile(read_document(PROFILE.replace("CALENDAR", "closures.yaml"), "a text"), shelf())
        assert [fault.code for fault in caught.value.faults] == ["unknown_calendar"]

    def test_the_faults_of_the_calendar_come_after_those_of_the_profile(self, tmp_path):
        """Both files are told of at once, each in its own order."""
        (tmp_path / "closures.yaml").write_text(CLOSURES.replace("2024-12-27", "2025-12-27", 1), encoding="utf-8")
        path = own(tmp_path, "closures.yaml", PROFILE.replace("stage_1_response_sent", "stage_1_response_snt"))
        assert [(Path(fault.file).name, fault.code) for fault in faults_of(path)] == [
            ("own.yaml", "unknown_event"),
            ("closures.yaml", "closure_ends_before_it_begins"),
        ]

    def test_a_calendar_named_twice_is_told_of_once(self, tmp_path):
        """Two units that rest on one broken file have its mistake once."""
        twice = PROFILE.replace("  working days: CALENDAR", "  working days: CALENDAR\n  office days: CALENDAR")
        (tmp_path / "closures.yaml").write_text(CLOSURES.replace("england-and-wales", "scotland"), encoding="utf-8")
        assert [fault.code for fault in faults_of(own(tmp_path, "closures.yaml", twice))] == ["unknown_calendar"]

    @pytest.mark.parametrize(
        ("text", "code", "path"),
        [
            (CLOSURES.replace("england-and-wales", "closures.yaml"), "unknown_calendar", "based_on"),
            (CLOSURES.replace("england-and-wales", "northshire-days"), "unknown_calendar", "based_on"),
            (CLOSURES.replace("name: northshire-days", "name: england-and-wales"), "calendar_name_taken", "name"),
            (CLOSURES.replace("name: northshire-days", "name: Northshire days"), "wrong_form", "name"),
            (CLOSURES.replace("closed:", "closd:"), "unknown_key", "closd"),
            (CLOSURES.replace("title:", "titel:"), "unknown_key", "titel"),
            ("[]", "wrong_type", ""),
            (TABLE.replace("days:", "holidays:"), "unknown_key", "holidays"),
            (TABLE.replace("kind: added", "kind: moved"), "replaces_nothing", "days[0]"),
            (
                TABLE.replace("source: the letter", "source: the letter, replaces: 2024-12-26"),
                "replaces_needlessly",
                "days[0]",
            ),
            (TABLE.replace("2025-12-31", "2019-12-31"), "horizon_out_of_order", "known_until"),
            (TABLE.replace("2025-12-31", "2099-12-31"), "horizon_out_of_order", "known_until"),
            (TABLE.replace("2020-01-01", "1066-10-14"), "horizon_out_of_order", "known_until"),
            (TABLE.replace("own-holidays", "england-and-wales"), "calendar_name_taken", "name"),
        ],
    )
    def test_every_mistake_of_a_calendar_has_its_place(self, tmp_path, text, code, path):
        """A calendar's file is refused as a profile is: with code, place and mend."""
        found = calendar_faults(tmp_path, text)
        assert {fault.file for fault in found} == {str(tmp_path / "closures.yaml")}
        assert (code, path) in [(fault.code, fault.path) for fault in found]
        assert all(fault.mend for fault in found)

    def test_a_calendar_rests_on_a_shipped_one_and_says_so(self, tmp_path):
        """The calendars to choose from are those that ship."""
        (fault,) = calendar_faults(tmp_path, CLOSURES.replace("england-and-wales", "northshire-days"))
        assert fault.mend == "use one of `england-and-wales`"

    def test_check_tells_a_calendar_from_a_profile(self, tmp_path, run):
        """A calendar's file is checked as a calendar, by its path."""
        path = tmp_path / "closures.yaml"
        path.write_text(CLOSURES, encoding="utf-8")
        assert run("check", path) == (0, f"{path}: no fault found\n", "")
        path.write_text(CLOSURES.replace("england-and-wales", "england-and-whales"), encoding="utf-8")
        code, _, err = run("check", path)
        assert (code, "did you mean `england-and-wales`?" in err) == (1, True)

    def test_check_knows_the_shipped_calendars(self):
        """By name, and by the path of their own file."""
        for name in shipped_calendars():
            pages(name)
            pages(str(shipped_folder() / "calendars" / f"{name}.yaml"))


class TestPage:
    """What docs/your-own-profile.md shows is what happens."""

    def test_every_block_is_of_a_known_kind(self):
        """A block is a list of files, a piece of one, or what was typed and printed."""
        assert {kind for kind, _ in BLOCKS} == {"text", "console", "yaml", "toml", "python"}

    def test_the_files_are_those_of_the_example(self):
        """The page names every file of the package."""
        (listed,) = (block for kind, block in BLOCKS if kind == "text")
        package = OFFERED / "northshire"
        files = {
            path.relative_to(package).as_posix() for path in package.rglob("*.*") if "__pycache__" not in path.parts
        }
        assert set(listed.split()) == {name for name in files if (package / name).is_file()}

    @pytest.mark.parametrize("block", [block for kind, block in BLOCKS if kind in {"yaml", "toml", "python"}])
    def test_every_piece_stands_in_the_example(self, block):
        """What is shown of a file stands in one, letter for letter."""
        files = [path for path in (OFFERED / "northshire").rglob("*.*") if path.suffix in {".yaml", ".toml", ".py"}]
        assert [path for path in files if block in path.read_text(encoding="utf-8")]

    @pytest.mark.parametrize("block", [block for kind, block in BLOCKS if kind == "console"])
    def test_what_is_typed_prints_what_is_shown(self, environment, block):
        """Each command, run in the repository of the example, prints the lines below it."""
        for typed in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, printed = typed.partition("\n")
            assert environment.run("sh", "-c", f"{{ {command}; }} 2>&1").stdout == printed

    def test_every_code_of_an_offer_is_explained(self):
        """The page has a row for each thing that can be wrong with an offer."""
        source = "".join(
            (ROOT / "src" / "complaint_rules" / file).read_text(encoding="utf-8")
            for file in ("offers.py", "loading.py")
        )
        codes = set(re.findall(r'"(broken_offer|offer[a-z]*_[a-z_]+)"', source))
        assert codes == set(re.findall(r"^\| `(\w+)` \|", PAGE, flags=re.MULTILINE))
