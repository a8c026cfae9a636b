"""The algebra of grants and caps, as theorems: refused < discretionary < entitled."""

from hypothesis import given
from hypothesis import strategies as st

from complaint_rules.cases.algebra import Because, Effect, Finding, Level, answer
from complaint_rules.cases.judging import Judgement
from complaint_rules.citations import Citation
from complaint_rules.procedures.rules import Rule
from complaint_rules.terms import Permission, Truth

RULE = Rule(citation=Citation("a page", "a place"))
ORDER = [Permission.REFUSED, Permission.DISCRETIONARY, Permission.ENTITLED]


def found(effect, against, favour, name=""):
    """Make a finding; it is unknown for want of `name` where its two levels differ."""
    judged = Judgement(Truth.UNKNOWN, (), (name,)) if against is not favour else Judgement(Truth.HOLDS)
    return Finding(effect, RULE, against, favour, Because.TEST, judged)


KNOWN_GRANTS = st.sampled_from([Level.NOTHING, Level.DISCRETIONARY, Level.ENTITLED]).map(
    lambda level: found(Effect.GRANTS, level, level)
)
KNOWN_CAPS = st.sampled_from([Level.REFUSED, Level.DISCRETIONARY, Level.ENTITLED]).map(
    lambda level: found(Effect.CAPS, level, level)
)
UNKNOWN_GRANTS = st.builds(
    lambda level, name: found(Effect.GRANTS, Level.NOTHING, level, name),
    st.sampled_from([Level.DISCRETIONARY, Level.ENTITLED]),
    st.sampled_from("abc"),
)
UNKNOWN_CAPS = st.builds(
    lambda level, name: found(Effect.CAPS, level, Level.ENTITLED, name),
    st.sampled_from([Level.REFUSED, Level.DISCRETIONARY]),
    st.sampled_from("abc"),
)
KNOWN = st.lists(st.one_of(KNOWN_GRANTS, KNOWN_CAPS), max_size=6)
ANY = st.lists(st.one_of(KNOWN_GRANTS, KNOWN_CAPS, UNKNOWN_GRANTS, UNKNOWN_CAPS), max_size=6)


class TestNoGrantIsRefused:
    """Without a grant the answer is refused, whatever else is so."""

    @given(st.lists(st.one_of(KNOWN_CAPS, UNKNOWN_CAPS), max_size=5))
    def test_caps_alone(self, caps):
        """Caps grant nothing."""
        assert answer(caps) == (Permission.REFUSED, ())


class TestACapBeatsAnyGrant:
    """The answer is never above the lowest cap, nor above the best grant."""

    @given(KNOWN, KNOWN_CAPS)
    def test_adding_a_cap_never_raises_the_answer(self, findings, cap):
        """A further cap leaves the answer or lowers it, and to no more than itself."""
        before, after = answer(findings)[0], answer([*findings, cap])[0]
        assert ORDER.index(after) == min(ORDER.index(before), max(int(cap.against), 0))

    @given(KNOWN, KNOWN_GRANTS)
    def test_adding_a_grant_never_lowers_the_answer(self, findings, grant):
        """A further grant leaves the answer or raises it."""
        assert ORDER.index(answer([*findings, grant])[0]) >= ORDER.index(answer(findings)[0])


class TestOrderAndDuplicatesDoNotMatter:
    """The answer is one of a set of rules."""

    @given(ANY, st.randoms())
    def test_shuffled_and_doubled(self, findings, random):
        """Shuffling the rules, and saying known ones twice, changes neither the answer nor what is missing."""
        shuffled = list(findings)
        random.shuffle(shuffled)
        doubled = shuffled + [one for one in findings if one.against is one.favour]
        assert answer(doubled)[0] == answer(findings)[0]
        assert set(answer(doubled)[1]) == set(answer(findings)[1])


class TestUnknownsThatMakeNoDifferenceAreNotAskedFor:
    """Undetermined exactly where the two computations differ; missing are the unknowns that alone turn one of them."""

    @given(ANY)
    def test_determined_means_nothing_is_missing(self, findings):
        """A determined answer asks for nothing; one is undetermined only if some rule is unknown."""
        permission, missing = answer(findings)
        if permission is Permission.UNDETERMINED:
            assert any(one.against is not one.favour for one in findings)
        else:
            assert missing == ()

    @given(ANY)
    def test_a_determined_answer_holds_however_the_unknowns_turn_out(self, findings):
        """Settle every unknown one way or the other: a determined answer stays what it was."""
        permission, _ = answer(findings)
        if permission is Permission.UNDETERMINED:
            return
        for turn in range(2 ** len(findings)):
            settled = [
                found(one.effect, level, level)
                for at, one in enumerate(findings)
                for level in [one.favour if turn >> at & 1 else one.against]
            ]
            assert answer(settled)[0] is permission


class TestAMissingFactNeverEntitles:
    """A rule that is not known to grant cannot entitle."""

    @given(st.lists(st.one_of(UNKNOWN_GRANTS, KNOWN_CAPS, UNKNOWN_CAPS), max_size=5))
    def test_unknown_grants_alone(self, findings):
        """With every grant unknown the answer is never entitled."""
        assert answer(findings)[0] is not Permission.ENTITLED
