"""Versions of one document joined to one profile: whether their days follow on one another, and what they share."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import NamedTuple

from complaint_rules.citations import Checked, Citation
from complaint_rules.compiling.bounds import check_versions
from complaint_rules.compiling.scope import Faults, Path, kind_of, parts_of, phrase
from complaint_rules.errors import Fault, ProfileError, did_you_mean
from complaint_rules.procedures.procedure import Dropped, Procedure, Version
from complaint_rules.procedures.profile import Profile
from complaint_rules.procedures.rules import CasesInFlight, InFlight, ReadingTaken
from complaint_rules.procedures.vocabulary import EventWord, FactType, FactWord, Vocabulary
from complaint_rules.profiles.document import InFlightDocument, VersionsDocument
from complaint_rules.profiles.reading import Reading
from complaint_rules.profiles.validating import validate

__all__ = ["Files", "compile_versions", "is_versions"]

ONE_DAY = timedelta(days=1)
WAYS = tuple(way.value for way in InFlight if way is not InFlight.UNSTATED)


class Edition(NamedTuple):
    """A version's own file: as it was read, and compiled."""

    reading: Reading
    profile: Profile


class Files(NamedTuple):
    """How the files of the versions are found: read (None where there is none), compiled, and which are near a name."""

    read: Callable[[str], Reading | None]
    compile: Callable[[str, Reading], Profile]
    near: Callable[[str], Sequence[str]]


def is_versions(reading: Reading) -> bool:
    """Tell whether a file means to join versions and not to be one."""
    return isinstance(reading.value, dict) and "versions" in reading.value and "procedures" not in reading.value


def compile_versions(reading: Reading, files: Files) -> Profile:
    """Join the versions of a document. Raises `ProfileError` with every fault of this file and of theirs."""
    joining = _Joining(validate(VersionsDocument, reading), Faults(reading), files)
    joining.check_size()
    editions = joining.editions()
    joining.check_days()
    rules = [joining.in_flight(at, editions) for at in range(len(joining.written))]
    joining.check_approval()
    joining.raise_found()
    whole = [edition for edition in editions if edition is not None]
    joining.check_alike(whole)
    joining.raise_found()
    names = dict.fromkeys(name for edition in reversed(whole) for name in edition.profile.procedures)
    procedures = {name: joining.joined(name, whole, rules) for name in names}
    newest = whole[-1].profile
    return replace(newest, title=joining.document.title, procedures=MappingProxyType(procedures), origin=reading.file)


class _Joining:
    """The file that joins, while it is compiled."""

    def __init__(self, document: VersionsDocument, faults: Faults, files: Files) -> None:
        self.document = document
        self.written = document.versions
        self.faults = faults
        self.files = files
        self.of_files: list[Fault] = []

    def wrong(self, code: str, path: Path, message: str, mend: str, *, key: bool = False) -> None:
        self.faults.note(self.faults.placed(code, path, message, mend, key=key))

    def raise_found(self) -> None:
        found = [*self.faults.in_order(), *self.of_files]
        if found:
            raise ProfileError(found)

    # The files.

    def check_size(self) -> None:
        """Raise where there are more versions than any document has."""
        check_versions(self.written, self.faults)
        self.raise_found()

    def editions(self) -> list[Edition | None]:
        """Return what each version's file holds; its own mistakes are told after those of this one."""
        return [self._edition(at, version.file) for at, version in enumerate(self.written)]

    def _edition(self, at: int, file: str) -> Edition | None:
        place = ("versions", at, "file")
        if file in (other.file for other in self.written[:at]):
            message = f"`{file}` is named twice"
            self.wrong("version_file_twice", place, message, "give each version a file of its own")
            return None
        try:
            reading = self.files.read(file)
            if reading is None:
                mend = did_you_mean(file, self.files.near(file), "write the path of a profile from this file's folder")
                self.wrong("unknown_version_file", place, f"there is no file `{file}`", mend)
                return None
            return self._of_this_profile(file, reading, place)
        except ProfileError as error:
            self.of_files += error.faults
            return None

    def _of_this_profile(self, file: str, reading: Reading, place: Path) -> Edition | None:
        if is_versions(reading):
            message = f"`{file}` joins versions itself"
            self.wrong("versions_within_versions", place, message, "name the file of one version")
            return None
        profile = self.files.compile(file, reading)
        if any(procedure.in_force is not None for procedure in profile.procedures.values()):
            message = f"`{file}` says itself when it is in force, and so does this file"
            self.wrong("in_force_of_a_version", place, message, "take `in_force` out of that file")
        if profile.name != self.document.profile:
            message = f"`{file}` is of the profile `{profile.name}`, not of `{self.document.profile}`"
            self.wrong("version_of_another_profile", place, message, "give both the same name, here or there")
            return None
        return Edition(reading, profile)

    # The days.

    def check_days(self) -> None:
        """Note every version that ends before it begins, or does not follow on those before."""
        days = [[day for day in (one.from_, one.up_to) if day is not None] for one in self.written]
        for at, own in enumerate(days):
            earlier = [day for before in days[:at] for day in before]
            if own != sorted(own):
                message = f"it ends on {own[1]}, before it begins on {own[0]}"
                self.wrong("version_ends_before_it_begins", ("versions", at, "up_to"), message, "mend one of the days")
            elif own and earlier:
                self._check_following(at, own, earlier)

    def _is_out_of_order(self, at: int, earlier: list[date]) -> bool:
        """Say whether a version begins before one that stands before it, or ends before any of them is known to be."""
        own, begun = self.written[at], [one.from_ for one in self.written[:at] if one.from_]
        begins_before = own.from_ is not None and own.from_ < min(begun, default=date.min)
        return begins_before or (own.up_to is not None and own.up_to < min(earlier))

    def _check_following(self, at: int, own: list[date], earlier: list[date]) -> None:
        place = ("versions", at, "from" if self.written[at].from_ else "up_to")
        ended = self.written[at - 1].up_to
        if self._is_out_of_order(at, earlier):
            message = f"it is in force before {min(earlier)}, and stands after the version of that day"
            self.wrong("versions_out_of_order", place, message, "write the oldest version first")
        elif min(own) <= max(earlier):
            message = f"it reaches back to {min(own)}, and one before it is in force on {max(earlier)}"
            self.wrong("overlap_of_versions", place, message, "let each end on the day before the next begins")
        elif ended and self.written[at].from_ and own[0] > _after(ended):
            first, last = _after(ended), _before(own[0])
            missing = f"on {first}" if first == last else f"from {first} up to {last}"
            mend = f"let it begin on {first}, or the one before end on {last}"
            self.wrong("gap_between_versions", place, f"no version is in force {missing}", mend)

    # Cases in flight.

    def in_flight(self, at: int, editions: Sequence[Edition | None]) -> CasesInFlight | None:
        """Return what a version does with the cases in flight, noting where it does not say, or has none."""
        written, place = self.written[at].cases_in_flight, ("versions", at, "cases_in_flight")
        if at == 0:
            if written is not None:
                message = "the first version finds no cases in flight"
                self.wrong("cases_in_flight_of_the_first", place, message, "take it away", key=True)
            return None
        if written is None:
            message = "it does not say what happens to the cases in flight"
            mend = f"add `cases_in_flight: {{rule: …, source: …}}` with the rule {', '.join(WAYS)} or unstated"
            self.wrong("cases_in_flight_unsaid", ("versions", at), message, mend)
            return None
        edition = editions[at]
        return CasesInFlight(
            way=InFlight(written.rule),
            could_be=tuple(self._could_be(written, place)),
            citation=self._citation(written, edition, place) if edition is not None else Citation("", ""),
            note=written.note or "",
            readings=tuple(self._readings(written, place)),
        )

    def _could_be(self, written: InFlightDocument, place: Path) -> Iterator[InFlight]:
        """Yield what an unstated rule could be, noting what is none."""
        if written.rule != "unstated":
            return
        reading = written.readings.get("rule")
        if reading is None or len(reading.could_be) < 2:  # noqa: PLR2004 - one alone would be the rule
            message = "`rule` is unstated, but its readings are not given"
            mend = "add `readings: {rule: {could_be: [one, another], because: why}}` with at least two"
            self.wrong("unstated_without_readings", (*place, "rule"), message, mend, key=True)
            return
        for at, value in enumerate(reading.could_be):
            if value in WAYS:
                yield InFlight(value)
            else:
                shown = f"`{value}`" if isinstance(value, str) else kind_of(value)
                message = f"{shown} is no way to treat cases in flight"
                where = (*place, "readings", "rule", "could_be", at)
                self.wrong("unknown_way_for_cases_in_flight", where, message, did_you_mean(phrase(value), WAYS))

    def _readings(self, written: InFlightDocument, place: Path) -> Iterator[ReadingTaken]:
        for key, reading in written.readings.items():
            if key == "rule":
                could_be = tuple(phrase(value) for value in reading.could_be)
                yield ReadingTaken(key, written.rule, could_be, reading.because)
            else:
                message = f"this rule has no `{key}` to read"
                where = (*place, "readings", key)
                self.wrong("reading_of_absent_key", where, message, "name the key `rule`", key=True)

    def _citation(self, written: InFlightDocument, edition: Edition, place: Path) -> Citation:
        """Return where it is written; the documents are those of the version's own file."""
        documents: Mapping[str, Mapping[str, str]] = edition.reading.value["documents"]
        named, at, checked = parts_of(written.source)
        name = next(iter(documents)) if named is None else named
        if name not in documents:
            message = f"there is no document `{name}` in `{edition.reading.file}`"
            mend = did_you_mean(name, documents, "name one of that file's `documents`")
            self.wrong("unknown_document_of_version", (*place, "source", "document"), message, mend)
            return Citation(name, at)
        cited = documents[name]
        version, url, read = (cited.get(key, "") for key in ("version", "url", "read"))
        how = Checked(checked or cited.get("checked") or Checked.DOCUMENT_READ)
        return Citation(cited["title"], at, version, url, read, how)

    def check_approval(self) -> None:
        rules = (version.cases_in_flight for version in self.written)
        if self.document.readings_approved_by is None and any(rule.readings for rule in rules if rule is not None):
            message = "the file rests on readings, and nobody stands for them"
            self.wrong("readings_not_approved", ("profile",), message, "add `readings_approved_by`")

    # What they share.

    def check_alike(self, editions: Sequence[Edition]) -> None:
        """Note a version of another force, one that leaves a procedure out, and names that mean different things."""
        for at, edition in enumerate(editions):
            place = ("versions", at, "file")
            if edition.profile.basis is not editions[0].profile.basis:
                message = f"its force is `{edition.profile.basis}`, that of the first is `{editions[0].profile.basis}`"
                self.wrong("version_of_another_force", place, message, "give all versions the same `force`")
            named = [other.profile.edition for other in editions[:at]]
            if edition.profile.edition in named:
                message = f"the edition `{edition.profile.edition}` is that of an earlier version too"
                self.wrong("edition_twice", place, message, "give each file an `edition` by which answers may name it")
            self._check_procedures(at, editions, place)
            self._check_facts(edition, editions[:at], place)

    def _check_procedures(self, at: int, editions: Sequence[Edition], place: Path) -> None:
        """Note each procedure that a version lacks between two that have it; one may come later, or go for good."""
        before, after = (
            dict.fromkeys(name for edition in some for name in edition.profile.procedures)
            for some in (editions[:at], editions[at + 1 :])
        )
        for name in before:
            if name in after and name not in editions[at].profile.procedures:
                message = f"this version has no procedure `{name}`, and one before it and one after it have"
                mend = "write the procedure here too, or give the newer one another name"
                self.wrong("procedure_missing_between_versions", place, message, mend)

    def _check_facts(self, edition: Edition, earlier: Sequence[Edition], place: Path) -> None:
        facts = _vocabulary(edition).facts
        for other in earlier:
            for name, word in _vocabulary(other).facts.items():
                if name in facts and facts[name].type is not word.type:
                    message = f"the fact `{name}` is {_sort(facts[name])} here and {_sort(word)} in an earlier version"
                    mend = "give one of the two another name"
                    self.wrong("fact_means_another_thing", place, message, mend)

    # The whole.

    def joined(self, name: str, editions: Sequence[Edition], rules: Sequence[CasesInFlight | None]) -> Procedure:
        """Return the procedure of a name: as the newest version that has it, with all of those, and their words."""
        having = [at for at, edition in enumerate(editions) if name in edition.profile.procedures]
        own = [editions[at].profile.procedures[name] for at in having]
        alike = [_with_all(procedure, own) for procedure in own]
        versions = [
            Version(
                edition=editions[at].profile.edition,
                procedure=procedure,
                from_=self._first_day(at),
                up_to=self._last_day(at),
                earliest=self._earliest(at),
                latest=self._latest(at),
                # What is new finds no cases in flight.
                in_flight=rules[at] if at > having[0] else None,
                dropped=self._dropped(at + 1, editions, rules) if at == having[-1] else None,
            )
            for at, procedure in zip(having, alike, strict=True)
        ]
        packs = {pack.profile: pack for procedure in own for pack in procedure.packs}
        title = self.document.title
        return replace(alike[-1], profile_title=title, packs=tuple(packs.values()), versions=tuple(versions))

    def _dropped(self, at: int, editions: Sequence[Edition], rules: Sequence[CasesInFlight | None]) -> Dropped | None:
        """Return the version that no longer has a procedure, if one comes after the last that has it."""
        rule = rules[at] if at < len(editions) else None
        return Dropped(editions[at].profile.edition, self._first_day(at), rule) if rule is not None else None

    def _first_day(self, at: int) -> date | None:
        """Return the first day of a version, its own or what follows from the one before."""
        before = self.written[at - 1].up_to if at else None
        return self.written[at].from_ or (_after(before) if before else None)

    def _last_day(self, at: int) -> date | None:
        """Return the last day of a version, its own or what follows from the one after."""
        after = self.written[at + 1].from_ if at + 1 < len(self.written) else None
        return self.written[at].up_to or (_before(after) if after else None)

    def _earliest(self, at: int) -> date:
        return max((day for before in range(at + 1) if (day := self._first_day(before))), default=date.min)

    def _latest(self, at: int) -> date:
        after = range(at, len(self.written))
        return min((day for one in after if (day := self._last_day(one))), default=date.max)


def _after(day: date) -> date:
    return min(day, date.max - ONE_DAY) + ONE_DAY


def _before(day: date) -> date:
    return max(day, date.min + ONE_DAY) - ONE_DAY


def _sort(word: FactWord) -> str:
    names = {FactType.YES_NO: "`yes_no`", FactType.NUMBER: "a number", FactType.DATE: "a date"}
    return names.get(word.type, "a list of words")


def _vocabulary(edition: Edition) -> Vocabulary:
    return next(iter(edition.profile.procedures.values())).vocabulary


def _with_all(procedure: Procedure, versions: Sequence[Procedure]) -> Procedure:
    """Return a version that knows what the others call things: their words, and which duties a timescale answers.

    A word of its own means what its own page says, and nothing stands in for an event of another version.
    """
    words = procedure.vocabulary
    events: dict[str, EventWord] = {}
    facts: dict[str, FactWord] = {}
    duties: dict[str, tuple[str, ...]] = {}
    for other in versions:
        foreign = (word for name, word in other.vocabulary.events.items() if name not in words.events)
        events |= {word.name: word._replace(falls_back_on="") for word in foreign}
        facts |= {name: _either(word, facts.get(name)) for name, word in other.vocabulary.facts.items()}
        duties |= other.duties
    own = {rule.name for rule in procedure.timescales}
    foreign_duties = {name: several for name, several in duties.items() if name not in own}
    vocabulary = words._replace(
        events=MappingProxyType({**words.events, **events}), facts=MappingProxyType({**words.facts, **facts})
    )
    return replace(procedure, vocabulary=vocabulary, duties=MappingProxyType({**foreign_duties, **procedure.duties}))


def _either(word: FactWord, other: FactWord | None) -> FactWord:
    """Return a fact that may be any word that it may be in one of two versions."""
    words = dict.fromkeys((*(other.words if other else ()), *word.words))
    return word._replace(words=tuple(words))
