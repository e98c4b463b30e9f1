"""One pupil for each kind of step, explained: numbers, sessions and sentences worked out by hand.

The register is that of ``register_by_hand``: ten school weeks up to Friday 21 November 2025, 100 sessions.
The pupil misses the morning of Monday in every second week: 5 of 100, 95.0%, yellow by Greenhill's policy.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from attendctl.casework.decision import Outcome
from attendctl.casework.explained.steps import StepExplained
from attendctl.casework.explanation import Explanation, explain_pupil
from attendctl.policies import load_policy, shipped_policies
from attendctl.policies.framework import with_framework
from attendctl.reports.explanation_dict import explanation_dict
from attendctl.reports.explanation_shown import explanation_text
from attendctl.settings import SchoolSettings, Settings
from tests.letters.register_by_hand import Absences, Pupil, register

UPN = "A999000000001"
FRIDAY = date(2025, 11, 21)
AM, PM = 0, 1
Marks = dict[tuple[date, int], str]


def every_second_week(week: int) -> int:
    return 1 if week % 2 == 0 else 0


def explained(
    *,
    policy: str = "greenhill",
    absences: Absences = every_second_week,
    code: str = "I",
    marks: Marks | None = None,
    letters: Sequence[tuple[str, date]] = (),
    entries: Sequence[dict[str, Any]] = (),
    as_of: date = FRIDAY,
    weeks: int = 10,
    **pupil: Any,
) -> Explanation:
    connection = register([Pupil(UPN, absences, code=code, **pupil)], weeks=weeks)
    for column in ("band", "policy_version", "template_sha256", "reason"):
        connection.execute(f"ALTER TABLE letter_written ADD COLUMN {column} VARCHAR")
    for (day, session), mark in (marks or {}).items():
        connection.execute("UPDATE mark SET code = $1 WHERE date = $2 AND session = $3", [mark, day, session])
    for letter, day in letters:
        connection.execute(
            "INSERT INTO letter_written BY NAME SELECT 1 AS school_id, $1::DATE AS as_of, 1 AS pupil_id, "
            "$2 AS policy, $3 AS letter, $3 || '-1' AS reference, $1::DATE AS written_on, "
            "$1::DATE AS known_on",
            [day, policy, letter],
        )
    for number, entry in enumerate(entries, start=1):
        row = {
            "entry_id": number,
            "school_id": 1,
            "pupil_id": 1,
            "by_name": "A. Person",
            "by_position": "Head",
            "known_on": entry["happened_on"],
            **entry,
        }
        places = ", ".join("?" * len(row))
        connection.execute(
            f"INSERT INTO case_entry_all ({', '.join(row)}) VALUES ({places})", list(row.values())
        )
    settings = Settings(school=[SchoolSettings(name="Hillside School", urn="999002", policy=policy)])
    return explain_pupil(connection, settings, UPN, today=as_of, as_of=as_of)


def step(name: str, **given: Any) -> StepExplained:
    (found,) = [one for one in explained(**given).steps if one.step.name == name]
    return found


def sessions(found: StepExplained) -> list[tuple[str, str, str]]:
    return [(mark.day.isoformat(), mark.half_day, mark.code) for mark in found.rests.marks]


@pytest.mark.parametrize("policy", shipped_policies())
@pytest.mark.parametrize("missed", [0, 1, 5], ids=["never absent", "1 of 10", "5 of 10"])
def test_every_step_appears_once_with_a_reason_and_its_rule(policy: str, missed: int) -> None:
    steps = explained(policy=policy, absences=lambda week: missed, code="O").steps
    own = [one.name for one in load_policy(policy).steps]
    framework = [one.name for one in with_framework(load_policy(policy)).steps[len(own) :]]
    assert [one.step.name for one in steps] == own + framework
    for one in steps:
        assert all(decision.why for decision in one.decisions), one.step.name
        assert one.rule.endswith("."), one.step.name
        assert one.source
        if one.outcome is not Outcome.NOT_DUE:
            assert one.changes, one.step.name


def test_the_band_with_its_arithmetic() -> None:
    # 95 of 102 is 93.1, 95 of 103 is 92.2; 118 of 123 is 95.9, 119 of 124 is 96.0
    band = explained().band
    assert band is not None
    assert (band.band.name, band.before_rounding, band.lowest, band.highest) == ("yellow", "95", 930, 959)
    assert band.may_be_missed == 2
    assert band.down is not None
    assert band.up is not None
    assert (band.down.sessions, band.down.attended, band.down.possible, band.down.band) == (
        3,
        95,
        103,
        "amber",
    )
    assert (band.up.sessions, band.up.attended, band.up.possible, band.up.band) == (24, 119, 124, "green")


def test_a_percentage_in_a_hole_says_how_it_was_closed() -> None:
    # one of ten every week: 90 of 100, exactly 90.0, which the document puts in no band
    band = explained(absences=lambda week: 1).band
    assert band is not None
    assert band.band.name == "red"
    assert band.closed_here is not None
    assert (band.closed_here.lowest, band.closed_here.highest) == (900, 900)
    assert "persistent absence" in band.closed_here.because


def test_in_band() -> None:
    due = step("1a")
    assert due.outcome is Outcome.DUE
    assert due.rests.by_year
    assert due.rule == "In the yellow band (93% to 95.9%), from the October half term on."
    assert due.changes[0] == f"Writing it: attendctl letters --letter 1a --pupil {UPN}."
    assert due.changes[-1] == (
        "If the next 24 sessions (12 days) are all attended, attendance is 96% (119 of 124): the green band. "
        "It is due no more then."
    )


def test_in_a_lower_band() -> None:
    # 95 of 105 is 90.5 and 95 of 106 is 89.6
    assert step("2a").changes == (
        "If the next 3 sessions (1½ days) are all missed, attendance is 92.2% (95 of 103): the amber band.",
    )
    assert step("3a").changes == (
        "If the next 6 sessions (3 days) are all missed, attendance is 89.6% (95 of 106): the red band.",
    )


def test_before_the_half_term_it_waits() -> None:
    # Friday 3 October: 2 of 40 missed, 95.0; school goes on after the half term on 3 November
    waiting = step("1a", as_of=date(2025, 10, 3))
    assert waiting.outcome is Outcome.HELD_BACK
    assert waiting.changes == (
        "It waits until school goes on after the October half term.",
        f"By hand at once: attendctl letters --letter 1a --pupil {UPN}.",
    )


def test_too_few_sessions() -> None:
    # Friday 12 September: 10 possible, and Greenhill waits for 40
    early = step("3a", absences=lambda week: 5, as_of=date(2025, 9, 12))
    assert early.outcome is Outcome.HELD_BACK
    assert early.changes == ("30 sessions more that are possible: the policy waits for 40.",)


def test_a_hold() -> None:
    entry = {
        "kind": "hold",
        "happened_on": date(2025, 11, 17),
        "until": date(2025, 11, 28),
        "note": "bereavement",
    }
    held = step("1a", entries=[entry])
    assert held.outcome is Outcome.HELD_BACK
    assert "bereavement" in held.decisions[0].why
    assert held.changes == (
        f"The hold ends by itself after 28 November 2025; earlier with: attendctl case release {UPN}.",
    )


def test_below() -> None:
    # 95 of 111 is 85.6 and 95 of 112 is 84.8
    found = step("authority-panel")
    assert found.outcome is Outcome.NOT_DUE
    assert found.changes == (
        "If the next 12 sessions (6 days) are all missed, attendance is 84.8% (95 of 112).",
    )


def test_persistent_and_severe_absence() -> None:
    # 10 × 11 = 110 of 106, where 10 × 10 = 100 is less than 105; 2 × 95 = 190 of 190
    assert step("authority-alerted").changes == (
        "If the next 6 sessions (3 days) are all missed, attendance is 89.6% (95 of 106).",
    )
    assert step("severe-absence").changes == (
        "If the next 90 sessions (45 days) are all missed, attendance is 50% (95 of 190).",
    )
    persistent, severe = explained().law
    assert persistent.arithmetic == "10 × 5 = 50 is less than 1 × 100 = 100"
    assert (persistent.missed_until, severe.missed_until) == (6, 90)


def test_no_improvement_while_the_review_runs() -> None:
    # 1a of Friday 7 November, 1 of 20 missed since; the fourth school week after is that of 1 December
    letters = [("1a", date(2025, 11, 7))]
    running = step("1b", letters=letters, weeks=12)
    assert running.outcome is Outcome.NOT_DUE
    assert running.changes == ("The review ends on 5 December 2025; less than 96% since then makes it due.",)
    assert sessions(running) == [("2025-11-17", "AM", "I")]
    assert running.rests.review is not None
    assert str(running.rests.review.since) == "95.0% (19 of 20 sessions)"
    unknown = step("1b", letters=letters)
    assert unknown.changes == (
        "The review of 4 school weeks ends when the register shows so many, 2 so far; "
        "less than 96% since then makes it due.",
    )


def test_no_improvement_before_its_letter() -> None:
    assert step("1b").changes == ("1a has to be done first.",)


def test_no_improvement_is_due_and_says_what_it_counts() -> None:
    # On 5 December: the weeks of 10, 17, 24 November and 1 December, 2 of 40 missed: 95.0
    due = step("1b", letters=[("1a", date(2025, 11, 7))], weeks=12, as_of=date(2025, 12, 5))
    assert due.outcome is Outcome.DUE
    assert sessions(due) == [("2025-11-17", "AM", "I"), ("2025-12-01", "AM", "I")]


def test_improved() -> None:
    # never absent after week 8: since 1a of 7 November 40 of 40
    def until_november(week: int) -> int:
        return every_second_week(week) if week <= 8 else 0

    letters = [("1a", date(2025, 11, 7))]
    running = step("improved-after-1a", absences=until_november, letters=letters, weeks=12)
    assert running.changes == ("The review ends on 5 December 2025; 96% or more since then makes it due.",)
    due = step(
        "improved-after-1a", absences=until_november, letters=letters, weeks=12, as_of=date(2025, 12, 5)
    )
    assert due.outcome is Outcome.DUE
    assert sessions(due) == []


def test_a_count() -> None:
    found = step("return-15-days")
    assert (found.rests.number, found.rests.needed) == (5, 30)
    assert sessions(found) == [
        ("2025-09-15", "AM", "I"),
        ("2025-09-29", "AM", "I"),
        ("2025-10-13", "AM", "I"),
        ("2025-11-03", "AM", "I"),
        ("2025-11-17", "AM", "I"),
    ]
    assert found.changes == ("5 of 30 so far: 25 sessions more marked I.",)
    # three a week for ten weeks: the 30th
    due = step("return-15-days", absences=lambda week: 3)
    assert due.outcome is Outcome.DUE
    assert len(due.rests.marks) == 30


def test_a_spell_that_runs() -> None:
    # Wednesday 19 to Friday 21 November ill all day: three days of fifteen
    days = [date(2025, 11, 19), date(2025, 11, 20), FRIDAY]
    found = step("long-term-absence", marks={(day, half): "I" for day in days for half in (AM, PM)})
    assert found.outcome is Outcome.NOT_DUE
    assert (found.rests.number, found.rests.needed) == (3, 15)
    assert sessions(found) == [(day.isoformat(), half, "I") for day in days for half in ("AM", "PM")]
    assert found.changes == ("3 of 15 school days in a row so far: 12 school days more of absence.",)


def test_a_spell_that_is_over_is_not_denied() -> None:
    # a holiday on 9 September: long over, and not "no spell"
    found = step("holiday-referral", marks={(date(2025, 9, 9), half): "G" for half in (AM, PM)})
    assert found.decisions[0].why == (
        "The latest spell (G), 1 school day from 9 September 2025 to 9 September 2025, "
        "is over, and too long ago to be acted on now."
    )


def test_an_unsettled_mark() -> None:
    # Monday 17 November AM: four school days have passed on Friday; it is due when six have
    found = step("n-unsettled", marks={(date(2025, 11, 17), AM): "N"})
    assert (found.rests.number, found.rests.needed) == (4, 6)
    assert sessions(found) == [("2025-11-17", "AM", "N")]
    assert found.changes == (
        "The oldest mark of N has stood for 4 school days; it is due when it has stood for 6. "
        "Another code in the register settles it.",
    )
    due = step("n-unsettled", marks={(date(2025, 11, 13), AM): "N"})
    assert due.outcome is Outcome.DUE
    assert due.changes == ("Another code in the register for these sessions, once the reason is known.",)


def test_the_penalty_threshold() -> None:
    found = step("penalty-considered", code="O")
    assert (found.rests.number, found.rests.needed) == (5, 10)
    assert len(found.rests.marks) == 5
    assert found.changes == (
        "5 of 10 sessions in the 10 school weeks up to now: 5 more while these are still in the window.",
    )
    assert step("penalty-considered").rests.marks == ()


def test_something_logged() -> None:
    missing = step("attendance-plan")
    assert missing.changes == (f"An entry of the kind plan in the case log: attendctl case log plan {UPN}.",)
    due = step("attendance-plan", entries=[{"kind": "plan", "happened_on": date(2025, 11, 18)}])
    assert due.outcome is Outcome.DUE
    assert due.decisions[0].entry is not None
    assert due.decisions[0].entry.entry_id == 1


def test_some_days_after() -> None:
    assert step("meeting-yellow").changes == ("It comes due when 1b is done.",)
    due = step("meeting-yellow", letters=[("1b", date(2025, 11, 20))])
    assert due.outcome is Outcome.DUE
    assert due.changes[0] == (
        f"An entry in the case log: attendctl case log step {UPN} --step meeting-yellow."
    )


def test_contact_again_and_again() -> None:
    days = [date(2025, 11, 20), FRIDAY]
    found = step("twice-weekly-call", marks={(day, half): "I" for day in days for half in (AM, PM)})
    assert found.changes == ("2 of 15 school days in a row so far: 13 school days more of absence.",)


def test_not_back_after_leave() -> None:
    assert step("place-at-risk").changes == (
        "Leave granted in the case log, and the pupil still away 5 school days after its last day.",
    )
    # leave to Wednesday 12 November, and away to Friday 21: on Wednesday 19 five school days have passed
    away = [date(2025, 11, day) for day in (13, 14, 17, 18, 19, 20, 21)]
    entry = {
        "kind": "leave",
        "outcome": "granted",
        "happened_on": date(2025, 11, 3),
        "until": date(2025, 11, 12),
    }
    due = step(
        "place-at-risk", marks={(day, half): "O" for day in away for half in (AM, PM)}, entries=[entry]
    )
    assert due.outcome is Outcome.DUE
    assert due.decisions[0].due_on == date(2025, 11, 19)


def test_the_end_of_a_period() -> None:
    assert step("termly-report").changes == (
        "It is looked at when a term has ended: none of this academic year has.",
    )
    week = step("hero-of-the-week")
    assert week.changes == (
        "Attendance in the week of 2025-11-17 was 90.0% (9 of 10 sessions). "
        "It is looked at again when the next week has ended.",
    )
    assert sessions(week) == [("2025-11-17", "AM", "I")]


def test_the_most_improved() -> None:
    found = step("most-improved")
    assert found.outcome is Outcome.NOT_DUE
    assert found.changes == ("It is looked at when a term has ended: none of this academic year has.",)


def test_done_by_an_entry_of_the_case_log() -> None:
    entry = {"kind": "conversation", "happened_on": date(2025, 11, 20)}
    settled = step("conversation-yellow", entries=[entry])
    assert settled.outcome is Outcome.NOT_DUE
    assert settled.changes == ("Without entry 1 it is due: attendctl case withdraw 1.",)


def test_a_letter_written_is_done_for_the_year() -> None:
    assert step("1a", letters=[("1a", date(2025, 11, 7))]).changes == (
        "It is done once in an academic year: it may come due again from 1 September.",
    )


def test_what_the_case_log_settles_is_said_where_it_is_due() -> None:
    due = step("conversation-yellow")
    assert due.outcome is Outcome.DUE
    assert "An entry of the kind" in due.changes[1]
    assert "conversation" in due.changes[1]


def test_marks_add_up_to_what_the_measures_say() -> None:
    marks: Marks = {
        (date(2025, 9, 9), AM): "U",
        (date(2025, 9, 9), PM): "Y4",
        (date(2025, 9, 10), AM): "-",
        (date(2025, 9, 11), AM): "L",
        (date(2025, 9, 12), PM): "B",
        (date(2025, 9, 12), AM): "C2",
    }
    found = explained(marks=marks)
    possible = sum(mark.is_possible for mark in found.marks)
    assert (possible, sum(mark.is_absence for mark in found.marks)) == (
        found.pupil.year.possible,
        found.pupil.year.absent,
    )
    assert len(found.marks) == 100


def test_days_after_that_still_run() -> None:
    # The plan letter of Monday 10 November: the twentieth school day after is Monday 8 December
    letters = [("attendance-plan", date(2025, 11, 10))]
    assert step("plan-review", letters=letters, weeks=13).changes == ("It comes due on 8 December 2025.",)
    assert step("plan-review", letters=letters).changes == (
        "It comes due when the register shows 20 school days since then, 9 so far.",
    )


def test_contact_that_is_kept_up_says_its_next_day() -> None:
    # Away from Monday 3 November to Friday 21: the fifteenth school day is that Friday. A call that day; then
    # every second school day: Tuesday 25 November.
    away = [date(2025, 11, day) for day in (*range(3, 8), *range(10, 15), *range(17, 22))]
    marks = {(day, half): "I" for day in away for half in (AM, PM)}
    call = {"kind": "call", "outcome": "reached", "happened_on": FRIDAY}
    due = step("twice-weekly-call", marks=marks, entries=[call], weeks=11)
    assert due.outcome is Outcome.NOT_DUE
    assert due.changes == ("It comes due on 25 November 2025.",)


def test_a_conversation_that_waits_for_the_half_term_is_no_letter() -> None:
    waiting = step("conversation-yellow", as_of=date(2025, 10, 3))
    assert waiting.outcome is Outcome.HELD_BACK
    assert waiting.changes == ("It waits until school goes on after the October half term.",)


def test_severe_absence_takes_the_place_of_the_letters_of_the_band() -> None:
    # National: 50 of 100 missed; 2 × 50 = 100 is less than 101, so one session attended ends it
    found = step("2a", policy="national", absences=lambda week: 5)
    assert found.outcome is Outcome.NOT_DUE
    assert found.changes == ("Attending the next session ends severe absence.",)


def test_a_pupil_with_nothing_possible_has_no_band_and_no_step() -> None:
    # registered elsewhere as well (D): not possible at this school, where another pupil comes every day
    pupils = [Pupil(UPN, lambda week: 10, code="D"), Pupil("B999000000002", lambda week: 0)]
    connection = register(pupils, weeks=10)
    for column in ("band", "policy_version", "template_sha256", "reason"):
        connection.execute(f"ALTER TABLE letter_written ADD COLUMN {column} VARCHAR")
    found = explain_pupil(connection, Settings(), UPN, today=FRIDAY)
    assert (found.band, found.law, found.steps) == (None, (), ())
    assert "there is nothing to judge" in " ".join(explanation_text(found).split())
    assert explanation_dict(found)["year"]["attendance_percent"] is None
