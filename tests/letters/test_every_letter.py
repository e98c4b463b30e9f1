"""What holds of every letter of every policy: right for siblings, kind, and on one sheet of paper."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from pypdf import PdfReader

from attendctl.casework.standing import Sessions
from attendctl.casework.wording import sessions_in_words
from attendctl.letters.pdf import pdf_of
from attendctl.letters.prepare import PreparedLetter, prepare_letter, prepare_letters
from attendctl.letters.templates import LetterTemplates
from attendctl.policies import load_policy, shipped_policies
from tests.letters.every_letter import EXAMPLES, Example, example_decision
from tests.letters.example_letters import MOTHER

TEMPLATES = LetterTemplates()
EVERY = pytest.mark.parametrize(("policy", "letter"), EXAMPLES, ids=["-".join(row) for row in EXAMPLES])
LEAVE = [(policy, letter) for policy, letter in EXAMPLES if letter.startswith("leave-")]


def filled(policy: str, letter: str, example: Example | None = None) -> str:
    """Return a letter as Markdown."""
    decision, occasion = example_decision(policy, letter, example)
    template = TEMPLATES.template_for(occasion.policy.template_folder, letter)
    result = prepare_letter(decision, (MOTHER,), occasion, template)
    assert isinstance(result, PreparedLetter), result.why
    return result.envelopes[0].markdown


def is_certificate(policy: str, letter: str) -> bool:
    step = load_policy("national" if policy == "every-policy" else policy).step_for(letter)
    return step is not None and step.does == "certificate"


def is_of_one_child(policy: str, letter: str) -> bool:
    """Whether each child has their own: certificates, and answers to what was logged of one child."""
    entry = EXAMPLES[policy, letter].entry
    return (
        is_certificate(policy, letter)
        or letter == "penalty-warning"
        or (entry is not None and entry[0] not in ("leave", "visit", "withdrawal"))
    )


def test_every_letter_of_every_policy_has_an_example() -> None:
    written = {(name, letter) for name in shipped_policies() for letter in load_policy(name).letters}
    assert written == {row for row in EXAMPLES if row[0] != "every-policy"}


@pytest.mark.parametrize("policy", shipped_policies())
def test_an_example_is_in_the_band_of_its_step(policy: str) -> None:
    rules = load_policy(policy)
    for step in rules.steps:
        if step.letter and step.band:
            band = rules.band_of(EXAMPLES[policy, step.name].year.tenths)
            assert band is not None
            assert band.name == step.band, step.name


@EVERY
def test_siblings_at_one_home(policy: str, letter: str) -> None:
    """One letter in the English of several children, or each child's own."""
    ada, occasion = example_decision(policy, letter)
    ben = replace(ada, pupil=replace(ada.pupil, pupil_id=8, forename="Ben", upn="A999000000002"))
    letters, held_back = prepare_letters([ada, ben], {7: (MOTHER,), 8: (MOTHER,)}, occasion, TEMPLATES)
    assert not held_back
    if is_of_one_child(policy, letter):
        assert [len(one.decisions) for one in letters] == [1, 1]
        return
    (joint,) = letters
    text = joint.envelopes[0].markdown
    assert "Ada Okoro and Ben Okoro" in text
    assert not re.search(r"Ada and Ben (has|is|was|does|loses|misses)\b", text)
    assert not re.search(r"\b(Ada|Ben) (have|are|were|do)\b", text.replace("Ada and Ben", "They"))
    assert not re.search(r"\b(has|is|was) Ada and Ben\b", text)
    if "## Ben Okoro" in text:  # what is said of both does not stand under the heading of one
        after_table = text.split("## Ben Okoro")[1].split("|\n\n")[1]
        assert re.match(r"## |\*\*|(Ada|Ben) ", after_table), after_table[:80]


@EVERY
def test_no_certificate_speaks_of_absence_or_percent_and_every_other_letter_gives_sessions_and_days(
    policy: str, letter: str
) -> None:
    text = filled(policy, letter)
    if is_certificate(policy, letter):
        assert "%" not in text
        assert not re.search(r"absen|missed [^i]|late\b|fine\b", text)
    elif letter != "congratulation":  # which counts what was attended
        decision, _ = example_decision(policy, letter)
        assert f"{sessions_in_words(decision.pupil.year.absent)}" in text


@EVERY
def test_it_is_set_as_one_sheet_of_paper(policy: str, letter: str) -> None:
    """At most two pages, the signature never alone on the second, and accessible: PDF/UA-1, in English."""
    decision, occasion = example_decision(policy, letter)
    template = TEMPLATES.template_for(occasion.policy.template_folder, letter)
    result = prepare_letter(decision, (MOTHER,), occasion, template)
    assert isinstance(result, PreparedLetter)
    pdf = pdf_of([result.envelopes[0].sheet], title="A letter", written_on=occasion.written_on)
    reader = PdfReader(io.BytesIO(pdf))
    root: Any = reader.trailer["/Root"]
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data().decode()
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("en-GB", True)
    pages = reader.pages
    assert len(pages) <= 2
    for second in pages[1:]:
        assert not second.extract_text().startswith("Yours sincerely")


@pytest.mark.parametrize(("policy", "letter"), LEAVE, ids=["-".join(row) for row in LEAVE])
def test_a_letter_about_leave_gives_the_rule_of_the_policy_as_its_reason(policy: str, letter: str) -> None:
    reason = str(EXAMPLES[policy, letter].details["leave_reason"])
    given = {rule.reason for rule in load_policy(policy).leave_rules}
    assert reason in given or letter == "leave-granted"
    assert reason in filled(policy, letter)
    assert ("penalty notice" in filled(policy, letter)) == (letter != "leave-granted")


@pytest.mark.parametrize("letter", ["1a", "2a", "3a"])
def test_greenhill_speaks_of_lateness_only_to_those_who_were_late(letter: str) -> None:
    example = replace(EXAMPLES["greenhill", letter], late=0, late_after_close=0, minutes_late=0)
    on_time = filled("greenhill", letter, example)
    assert "| Missed in the year | 0 days | 10 days | 20 days | 30 days | 40 days |" in on_time
    assert "late" not in on_time
    late = filled("greenhill", letter, replace(example, late=1, minutes_late=5))
    assert "Ada has come late 1 time this year, 5 minutes in all." in late
    assert "| Late each day | 5 minutes | 10 minutes | 15 minutes | 20 minutes | 30 minutes |" in late
    assert "| Lost in the year | 3 days | 6.5 days | 10 days | 13 days | 19 days |" in late
    assert "register has closed" not in late
    closed = filled("greenhill", letter, replace(example, late=1, late_after_close=1))
    assert "Ada has come late 2 times this year. When a child comes after the register has closed" in closed


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (0, "miss no more sessions."),
        (1, "miss no more than **1 session (half a day)**."),
        (6, "miss no more than **6 sessions (3 days)**."),
    ],
)
def test_a_target_is_in_sessions_with_days(target: int, words: str) -> None:
    plan = EXAMPLES["copnor", "attendance-plan"]
    example = replace(plan, details={"target_sessions": target, "target_by": "2026-02-13"})
    assert f"Up to 13 February 2026, we would like Ada to {words}" in filled(
        "copnor", "attendance-plan", example
    )


@pytest.mark.parametrize(
    ("until", "is_said"), [(date(2025, 11, 6), False), (date(2025, 11, 7), False), (date(2025, 11, 8), True)]
)
def test_a_target_that_was_agreed_is_said_while_it_runs(until: date, is_said: bool) -> None:
    """The register is judged up to 7 November."""
    example = replace(EXAMPLES["cheetwood", "concern-amber-green"], target=(2, until))
    said = "**A goal for Ada.** From 20 October 2025 up to" in filled(
        "cheetwood", "concern-amber-green", example
    )
    assert said == is_said


def test_a_plan_without_what_was_agreed_is_held_back() -> None:
    decision, occasion = example_decision(
        "copnor", "attendance-plan", replace(EXAMPLES["copnor", "attendance-plan"], note=None)
    )
    result = prepare_letter(
        decision, (MOTHER,), occasion, TEMPLATES.template_for("copnor", "attendance-plan")
    )
    assert not isinstance(result, PreparedLetter)
    assert "what_was_agreed" in result.why


@pytest.mark.parametrize(
    "missing", ["support_so_far", "improvement_means", "early_end_grounds", "improvement_until"]
)
def test_a_notice_to_improve_needs_all_of_its_parts(missing: str) -> None:
    whole = EXAMPLES["aletheia", "notice-to-improve"]
    details = {name: value for name, value in whole.details.items() if name != missing}
    decision, occasion = example_decision("aletheia", "notice-to-improve", replace(whole, details=details))
    template = TEMPLATES.template_for("aletheia", "notice-to-improve")
    result = prepare_letter(decision, (MOTHER,), occasion, template)
    assert not isinstance(result, PreparedLetter)
    assert missing in result.why


def test_a_notice_to_improve_has_seven_parts() -> None:
    text = filled("aletheia", "notice-to-improve")
    assert re.findall(r"^## (\d)\. ", text, re.MULTILINE) == list("1234567")


@pytest.mark.parametrize("folder", ["reach2", "cheetwood", "copnor", "aletheia"])
def test_a_fine_is_only_spoken_of_in_a_first_letter_where_absence_was_not_agreed(folder: str) -> None:
    first = {
        "reach2": "yellow",
        "cheetwood": "concern-amber-green",
        "copnor": "termly-red",
        "aletheia": "concern",
    }
    letter = first[folder]
    year = EXAMPLES[folder, letter].year
    agreed = Sessions(year.possible, year.absent, 0)
    assert "fine" not in filled(folder, letter, replace(EXAMPLES[folder, letter], year=agreed))
    one_not_agreed = Sessions(year.possible, year.absent - 1, 1)
    assert "fine" in filled(folder, letter, replace(EXAMPLES[folder, letter], year=one_not_agreed))
