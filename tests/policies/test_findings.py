"""What ``policy check`` finds by itself: the holes of the documents, and each fault put into a right file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendctl.policies import load_policy, shipped_policies
from attendctl.policies.contradictions import contradictions_in
from attendctl.policies.finding import Finding
from attendctl.policies.findings import findings_in, findings_in_file
from attendctl.policies.findings_in_leave import always_fits_before
from attendctl.policies.leave import LeaveRule
from attendctl.policies.parts import Source

ON = date(2026, 11, 22)
ASH = (Path(__file__).parent / "ash.toml").read_text(encoding="utf-8")
NOTHING_CLOSED = {"holes": (), "overlaps": (), "contradictions": ()}

# Read from the documents by hand: policy, kind, words of what was found, words of how it was closed.
# The last column: what it is called when the file no longer says how it was closed.
IN_THE_DOCUMENTS = [
    ("greenhill", "hole", "90.0 is in no band", "We use: red", "fault"),
    ("reach2", "hole", "14.1 to 14.9", "We use: red", "fault"),
    ("reach2", "two names", "Lilac", "We use: purple", "fault"),
    ("cheetwood", "hole", "90.0 is in no band", "We use: red", "fault"),
    ("cheetwood", "contradiction", "and 94.0 to 96.9 by Appendix 1", "section 8.2", "fault"),
    ("cheetwood", "contradiction", "and 91.0 to 93.0 by Appendix 1", "section 8.2", "fault"),
    ("copnor", "hole", "90.0 to 90.9", "We use: amber", "fault"),
    ("copnor", "overlap", "96.0 is in two bands", "We use: green", "fault"),
    ("aletheia", "edge", "96.0 is named by two bands", "middle", "note"),
]


def _found(findings: list[Finding], kind: str, words: str) -> list[Finding]:
    return [one for one in findings if one.kind == kind and words in one.what]


@pytest.mark.parametrize(("name", "kind", "words", "closed_by", "otherwise"), IN_THE_DOCUMENTS)
def test_every_hole_of_the_documents_is_found_and_said_to_be_closed(
    name: str, kind: str, words: str, closed_by: str, otherwise: str
) -> None:
    policy = load_policy(name)
    (found,) = _found(findings_in(policy, contradictions_in(policy), as_of=ON), kind, words)
    assert found.severity == "closed"
    assert closed_by in (found.closed_by or "")
    assert found.because
    assert found.section


@pytest.mark.parametrize(("name", "kind", "words", "closed_by", "otherwise"), IN_THE_DOCUMENTS)
def test_it_is_found_by_the_numbers_and_names_alone(
    name: str, kind: str, words: str, closed_by: str, otherwise: str
) -> None:
    policy = load_policy(name).model_copy(update=NOTHING_CLOSED)
    (found,) = _found(findings_in(policy, contradictions_in(policy), as_of=ON), kind, words)
    assert found.severity == otherwise
    assert found.closed_by is None
    assert otherwise == "note" or found.remedy


@pytest.mark.parametrize("name", shipped_policies())
def test_no_shipped_policy_has_a_fault(name: str) -> None:
    policy = load_policy(name)
    faults = [one for one in findings_in(policy, as_of=ON) if one.severity == "fault"]
    assert faults == []


@pytest.mark.parametrize("name", shipped_policies())
def test_everything_a_file_closes_is_reported_with_its_reason(name: str) -> None:
    policy = load_policy(name)
    reasons = {one.because for one in findings_in(policy, as_of=ON) if one.severity == "closed"}
    rows = [*policy.holes, *policy.overlaps, *policy.contradictions]
    assert {row.because for row in rows} <= reasons
    told = [one for one in findings_in(policy, as_of=ON) if one.kind == "overtaken"]
    assert len(told) == len(policy.overtaken)


def _checked(tmp_path: Path, text: str, *, on: date = ON) -> list[Finding]:
    path = tmp_path / "ash.toml"
    path.write_text(text, encoding="utf-8")
    return findings_in_file(path, as_of=on)[1]


def test_the_small_policy_is_right_before_it_is_broken(tmp_path: Path) -> None:
    assert _checked(tmp_path, ASH) == []


def _step(name: str, before: str, after: str) -> tuple[str, str]:
    """Return text of one step with a change in it, and without."""
    start = ASH.index(f'[[step]]\nname = "{name}"')
    end = ASH.index("\n\n", start)
    of_step = ASH[start:end]
    assert before in of_step
    return of_step, of_step.replace(before, after, 1)


NEW_LEAVE_RULE = """
[[leave_rule]]
name = "{name}"
kinds = {kinds}
answer = "refuse"
reason = "No."
{condition}
source = {{ section = "6", checked_on = 2026-11-22 }}
"""
_ANY = '[[leave_rule]]\nname = "any-other"\nkinds = []'
_LONG = NEW_LEAVE_RULE.format(
    name="longer", kinds='["holiday"]', condition="more_school_days_than = 6"
).lstrip()

# (what, text before, text after, kind, key, words)
BROKEN = [
    (
        "a year is too short for the first step",
        "minimum_sessions = 20",
        "minimum_sessions = 381",
        "unreachable",
        "early_year.minimum_sessions",
        "381",
    ),
    (
        "a review longer than the year",
        *_step("1b", "review_school_weeks = 4", "review_school_weeks = 40"),
        "unreachable",
        "step 2.review_school_weeks",
        "40 school weeks",
    ),
    (
        "a review in a better band",
        *_step("1b", 'band = "amber"', 'band = "green"'),
        "unreachable",
        "step 2.band",
        "has not improved",
    ),
    (
        "a target of nought",
        *_step("1b", "review_school_weeks = 4", "review_school_weeks = 4\ntarget_percent = 0"),
        "unreachable",
        "step 2.target_percent",
        "below 0%",
    ),
    (
        "a count larger than its half term",
        *_step("illness", "at_least = 8", "at_least = 81"),
        "unreachable",
        "step 4.at_least",
        "81 sessions",
    ),
    (
        "a count larger than its term",
        *_step(
            "illness", 'at_least = 8\nwithin = "half_term"', 'at_least = 161\nwithin = "term"'
        ),
        "unreachable",
        "step 4.at_least",
        "161 sessions",
    ),
    (
        "a spell of marks that are settled before",
        *_step("away", "school_days = 3", "school_days = 7"),
        "unreachable",
        "step 5.school_days",
        "settled after 5",
    ),
    (
        "a spell longer than the year",
        *_step("away", 'codes = ["N"]\nschool_days = 3', 'codes = ["I"]\nschool_days = 191'),
        "unreachable",
        "step 5.school_days",
        "191 school days",
    ),
    (
        "a range that nobody is in",
        *_step("praise", "from_percent = 97.0\nto_percent = 100.0", "from_percent = 97.0\nto_percent = 96.9"),
        "unreachable",
        "step 7.from_percent",
        "from 97% to 96.9%",
    ),
    (
        "a fourth term",
        *_step("praise", "time = 3", "time = 4"),
        "unreachable",
        "step 7.time",
        "time 4",
    ),
    (
        "below nothing",
        *_step("concern", "percent = 85.0", "percent = 0"),
        "unreachable",
        "step 8.percent",
        "below 0%",
    ),
    (
        "a step that waits for itself",
        *_step("1b", 'follows = "1a"', 'follows = "1b"'),
        "cycle",
        "step 2.follows",
        "1b waits for 1b",
    ),
    (
        "a band restated with other numbers",
        'document_name = "Of concern"\nfrom_percent = 90.1',
        'document_name = "Of concern"\nfrom_percent = 90.0',
        "contradiction",
        "restated_band 1",
        "90.1 to 94.9 by 2, and 90.0 to 94.9 by annex",
    ),
    (
        "a band restated by another name",
        'document_name = "Of concern"',
        'document_name = "Watch"',
        "two names",
        "restated_band 1",
        "'of concern' by 2, 'Watch' by annex",
    ),
    (
        "one name for two bands",
        'document_name = "serious"',
        'document_name = "OF concern"',
        "two names",
        "band 3.document_name",
        "amber and red",
    ),
    (
        "a leave rule that is never read",
        _ANY,
        _LONG + "\n" + _ANY,
        "leave",
        "leave_rule 2",
        "longer is never read: long-holiday",
    ),
    (
        "leave that no rule answers",
        _ANY,
        _ANY.replace("[]", '["holiday"]'),
        "leave",
        "leave_rule",
        "'wedding': no rule answers it",
    ),
    (
        "leave that is answered only sometimes",
        _ANY,
        _ANY + "\nany_unauthorised = true",
        "leave",
        "leave_rule",
        "'holiday': every rule for it has conditions",
    ),
    ("registers kept five years", "years = 6", "years = 5", "overtaken", "retention.years", "asks for 6"),
    (
        "a code that is no more",
        'code = "G"',
        'code = "H"',
        "overtaken",
        "leave_rule 1.code",
        "H is no attendance code on 2026-11-22",
    ),
    (
        "a code that never was",
        *_step("illness", 'codes = ["I"]', 'codes = ["I", "QQ"]'),
        "overtaken",
        "step 4.codes",
        "QQ was never",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "kind", "key", "words"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN]
)
def test_each_fault_is_found(
    tmp_path: Path, before: str, after: str, kind: str, key: str, words: str
) -> None:
    assert ASH.count(before) == 1
    findings = [one for one in _checked(tmp_path, ASH.replace(before, after)) if one.kind == kind]
    matching = [one for one in findings if one.key == key and words in one.what]
    assert len(matching) == 1, findings
    assert matching[0].severity == "fault"
    assert matching[0].remedy


# The same numbers one step inside the bound: nothing to say.
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("minimum_sessions = 20", "minimum_sessions = 380"),
        _step("1b", "review_school_weeks = 4", "review_school_weeks = 39"),
        _step("1b", 'band = "amber"', 'band = "red"'),
        _step("illness", "at_least = 8", "at_least = 80"),
        _step("illness", 'at_least = 8\nwithin = "half_term"', 'at_least = 160\nwithin = "term"'),
        _step("illness", 'at_least = 8\nwithin = "half_term"', 'at_least = 380\nwithin = "year"'),
        _step("away", "school_days = 3", "school_days = 6"),
        _step("praise", "from_percent = 97.0", "from_percent = 100.0"),
        _step("concern", "percent = 85.0", "percent = 0.1"),
        ("years = 6", "years = 7"),
        ("gentler_letters = false", "gentler_letters = true"),
    ],
)
def test_one_inside_the_bound_is_no_fault(tmp_path: Path, before: str, after: str) -> None:
    assert ASH.count(before) == 1
    assert _checked(tmp_path, ASH.replace(before, after)) == []


def test_a_gentler_letter_in_a_better_band_is_possible_where_the_policy_allows_it(tmp_path: Path) -> None:
    before, after = _step("1b", 'band = "amber"', 'band = "green"')
    text = ASH.replace(before, after).replace("gentler_letters = false", "gentler_letters = true")
    assert _checked(tmp_path, text) == []


def test_a_step_in_a_band_that_an_overlap_gives_away_is_never_due(tmp_path: Path) -> None:
    overlap = """
[[overlap]]
from_percent = 90.1
to_percent = 94.9
document_says = "in two bands"
we_use_band = "red"
because = "red is the more careful"
source = { section = "2", checked_on = 2026-11-22 }

[[restated_band]]"""
    text = ASH.replace("to_percent = 90.0", "to_percent = 94.9").replace("[[restated_band]]", overlap, 1)
    found = _checked(tmp_path, text)
    assert [one.key for one in found if one.severity == "fault"] == ["step 1.band", "step 2.band"]


def test_two_steps_that_wait_for_each_other_are_told_once(tmp_path: Path) -> None:
    first, _ = _step("1a", "band", "band")
    round_again = first.replace('kind = "in_band"', 'kind = "no_improvement"\nfollows = "1b"')
    text = ASH.replace(first, round_again + "\nreview_school_weeks = 4")
    cycles = [one.what for one in _checked(tmp_path, text) if one.kind == "cycle"]
    assert cycles == ["1a waits for 1b waits for 1a."]


def test_every_fault_of_a_file_is_listed_and_not_only_the_first(tmp_path: Path) -> None:
    text = ASH.replace('title = "A first letter"', 'titel = "A first letter"').replace(
        "percent = 85.0", "percent = 185.0"
    )
    found = {one.key: one for one in _checked(tmp_path, text)}
    assert set(found) == {"step 1.title", "step 1.titel", "step 8.percent"}
    assert found["step 1.titel"].what == "there is no such key."
    assert "perhaps to title" in (found["step 1.titel"].remedy or "")
    assert found["step 1.title"].what == "it is missing."
    assert found["step 8.percent"].what == "must lie between 0 and 100."


def test_two_holes_are_two_faults(tmp_path: Path) -> None:
    text = ASH.replace("from_percent = 95.0", "from_percent = 95.5").replace(
        'document_name = "of concern"\nfrom_percent = 90.1',
        'document_name = "of concern"\nfrom_percent = 90.3',
    )
    text = text.replace(
        'document_name = "Of concern"\nfrom_percent = 90.1',
        'document_name = "Of concern"\nfrom_percent = 90.3',
    )
    holes = [one.what for one in _checked(tmp_path, text) if one.kind == "hole"]
    assert holes == ["90.1 to 90.2 is in no band.", "95.0 to 95.4 is in no band."]


def test_a_file_that_is_no_toml_is_one_fault(tmp_path: Path) -> None:
    (found,) = _checked(tmp_path, 'key = "ash')
    assert found.severity == "fault"
    assert "ash.toml cannot be read" in found.what
    assert found.remedy


@pytest.mark.parametrize(("on", "notes"), [(date(2025, 8, 31), 1), (date(2025, 9, 1), 0)])
def test_a_version_that_is_not_yet_in_force_is_noted(tmp_path: Path, on: date, notes: int) -> None:
    found = _checked(tmp_path, ASH, on=on)
    assert [one.kind for one in found] == ["not yet in force"] * notes


def test_a_policy_that_says_nothing_of_leave_is_noted() -> None:
    policy = load_policy("greenhill").model_copy(update={"leave_rules": ()})
    notes = [one for one in findings_in(policy, as_of=ON) if one.severity == "note"]
    assert [one.kind for one in notes] == ["leave"]


# ---------------------------------------------------------------------- leave: a law of the rules

SOURCE = Source(section="6", checked_on=ON)
KINDS = ("holiday", "wedding", "other")
RULES = st.builds(
    lambda **keys: LeaveRule(name="r", answer="refuse", reason="No.", source=SOURCE, **keys),
    kinds=st.lists(st.sampled_from(KINDS), max_size=2, unique=True).map(tuple),
    any_unauthorised=st.booleans(),
    asked_too_late=st.booleans(),
    absence_above_percent=st.none() | st.integers(0, 3),
    attendance_after_below_percent=st.none() | st.integers(1, 3),  # below 0 fits nothing
    more_school_days_than=st.none() | st.integers(0, 3),
)
REQUESTS = [
    (kind, unauthorised, late, absence, after, days)
    for kind in KINDS
    for unauthorised in (False, True)
    for late in (False, True)
    for absence in range(0, 45, 5)
    for after in range(0, 45, 5)
    for days in range(5)
]


def _fits(rule: LeaveRule, request: tuple[str, bool, bool, int, int, int]) -> bool:
    kind, unauthorised, late, absence, after, days = request
    return (
        (not rule.kinds or kind in rule.kinds)
        and (not rule.any_unauthorised or unauthorised)
        and (not rule.asked_too_late or late)
        and (rule.absence_above is None or absence > rule.absence_above)
        and (rule.attendance_after_below is None or after < rule.attendance_after_below)
        and (rule.more_school_days_than is None or days > rule.more_school_days_than)
    )


@given(RULES, RULES)
def test_a_rule_always_fits_before_when_it_fits_every_request_of_the_later_one(
    earlier: LeaveRule, later: LeaveRule
) -> None:
    takes_all = all(_fits(earlier, one) for one in REQUESTS if _fits(later, one))
    assert always_fits_before(earlier, later) == takes_all
