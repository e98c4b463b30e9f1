"""The chronology of an evidence pack: everything once, oldest first."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from attendctl.casework.evidence_pack.chronology import Amendment, Event, LetterSent, chronology_of
from attendctl.ledger.case_log import LoggedEntry

SEPTEMBER = date(2025, 9, 1)
DAY = date(2025, 11, 3)


def entry(number: int, kind: str, on: date, outcome: str | None = None, **said: Any) -> LoggedEntry:
    return LoggedEntry(1, 1, kind, on, "J. Ashby", "Officer", on, outcome=outcome, entry_id=number, **said)


def letter(on: date, *, withdrawn_on: date | None = None) -> LetterSent:
    return LetterSent("AAAA-0001", "1a", "A letter", "band", on, on, on, ("Ms Åsberg",), withdrawn_on)


def amendment(seen_on: date, reason: str | None = "note came", person: str | None = "A. Clerk") -> Amendment:
    return Amendment(1, DAY, 0, "N", "O", seen_on, "marks.csv", 17, reason, person)


def what(events: tuple[Event, ...]) -> list[str]:
    return [event.what for event in events]


def test_the_oldest_comes_first_whatever_it_is() -> None:
    events = chronology_of(
        [letter(DAY + timedelta(days=3))],
        [entry(1, "meeting", DAY + timedelta(days=2), "held"), entry(2, "call", DAY, "no-answer")],
        [amendment(DAY + timedelta(days=1))],
        [(DAY + timedelta(days=4), "Threshold met")],
        since=SEPTEMBER,
    )
    assert what(events) == [
        "Call: no answer",
        "Register amended: AM of 3 November 2025, N to O",
        "Meeting: held",
        "Letter: A letter",
        "Threshold met",
    ]


def test_on_one_day_the_line_crossed_comes_first_then_marks_log_and_letters() -> None:
    events = chronology_of(
        [letter(DAY)],
        [entry(10, "call", DAY, "reached"), entry(9, "visit", DAY, "seen")],
        [amendment(DAY)],
        [(DAY, "Threshold met")],
        since=SEPTEMBER,
    )
    assert [text.split(":")[0] for text in what(events)] == [
        "Threshold met",
        "Register amended",
        "Visit",
        "Call",
        "Letter",
    ]


def test_what_lies_before_the_school_year_is_left_out_but_for_notices() -> None:
    before, first = SEPTEMBER - timedelta(days=1), SEPTEMBER
    logged = [
        entry(1, "call", before, "reached"),
        entry(2, "penalty-notice", before, "issued"),
        entry(3, "notice-to-improve", before, "offered"),
        entry(4, "call", first, "reached"),
    ]
    events = chronology_of([letter(before)], logged, [], since=SEPTEMBER)
    assert what(events) == ["Penalty notice: issued", "Notice to improve: offered", "Call: reached"]


def test_a_letter_taken_back_stays_and_has_a_line_of_its_own() -> None:
    events = chronology_of([letter(DAY, withdrawn_on=DAY + timedelta(days=7))], [], [], since=SEPTEMBER)
    assert what(events) == ["Letter: A letter", "Letter taken back: A letter, of 3 November 2025"]


def test_an_amendment_says_original_new_reason_person_and_where_it_is_kept() -> None:
    (event,) = chronology_of([], [], [amendment(DAY)], since=SEPTEMBER)
    assert event.more == ("Reason: note came.",)
    assert (event.by, event.kept_as) == ("A. Clerk", "marks.csv, line 17")
    (bare,) = chronology_of([], [], [amendment(DAY, reason=None, person=None)], since=SEPTEMBER)
    assert (bare.more, bare.by) == (("No reason is given.",), "")


def test_an_entry_says_to_whom_until_when_the_answers_and_the_note() -> None:
    notice = entry(
        7,
        "penalty-decision",
        DAY,
        "proceed",
        until=DAY,
        note="two\nlines",
        details={
            "parent": {"name": "Ms Åsberg", "relationship": "Mother"},
            "answers": {"support": "was given"},
            "amount": 80,
            "notice": 3,
            "result": "not-guilty",
        },
    )
    (event,) = chronology_of([], [notice], [], since=SEPTEMBER)
    assert event.what == "Penalty decision: proceed"
    assert event.more == (
        "To Ms Åsberg (Mother).",
        "About notice 3.",
        "£80.",
        "Result: not guilty.",
        "Until 3 November 2025.",
        "two lines",
        "Is support appropriate here, and if so, was it offered and what came of it? was given",
    )
    assert (event.by, event.kept_as) == ("J. Ashby, Officer", "case log 7")


def test_leave_says_its_kind_and_days() -> None:
    details = {"from": "2025-11-10", "to": "2025-11-14", "kind": "holiday"}
    leave = entry(1, "leave", DAY, "refused", until=date(2025, 11, 14), sessions=10, details=details)
    (event,) = chronology_of([], [leave], [], since=SEPTEMBER)
    assert event.more == ("For holiday, 10 November 2025 to 14 November 2025.",)


def test_forty_lines_are_all_there() -> None:
    logged = [entry(number, "call", DAY + timedelta(days=number // 3), "reached") for number in range(1, 41)]
    events = chronology_of([], reversed(logged), [], since=SEPTEMBER)
    assert [event.kept_as for event in events] == [f"case log {number}" for number in range(1, 41)]
