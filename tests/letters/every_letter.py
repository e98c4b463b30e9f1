"""One example of every letter of every policy: what it rests on is written by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from attendctl.casework.decision import Decision, Outcome
from attendctl.casework.standing import Sessions, WrittenLetter
from attendctl.casework.steps.facts import PeriodFigures, PupilFacts
from attendctl.ledger.case_log import LoggedEntry
from attendctl.letters.fields import Occasion
from attendctl.measures.counts import SessionCount
from attendctl.measures.spells import Spell
from attendctl.policies import load_policy
from attendctl.policies.framework import with_framework
from tests.letters.example_letters import PUPIL, SCHOOL
from tests.letters.penalty_row_by_hand import SIX, TWELVE, Marks, cited, row_of

AUTUMN, YEAR, WEEK = "autumn term 2025", "school year 2025/26", "week of 2025-11-03"
_JUDGED = {  # the last day counted, and the day of the letter
    "": (date(2025, 11, 7), date(2025, 11, 10)),
    WEEK: (date(2025, 11, 7), date(2025, 11, 10)),
    AUTUMN: (date(2025, 12, 19), date(2026, 1, 5)),
    YEAR: (date(2026, 7, 17), date(2026, 7, 20)),
}
_TERM, _WHOLE_YEAR = Sessions(140, 0, 0), Sessions(380, 0, 0)


@dataclass(frozen=True)
class Example:
    """What one letter rests on, beside the pupil's sessions of the year."""

    year: Sessions
    since: Sessions | None = None
    late: int = 0
    late_after_close: int = 0
    minutes_late: int = 0
    counted: int | None = None
    is_spell: bool = False
    period: str = ""
    entry: tuple[str, str | None] | None = None  # kind and outcome
    note: str | None = None
    details: Mapping[str, Any] = field(default_factory=dict)
    marks: Marks = ()  # of the penalty window
    target: tuple[int, date] | None = None  # sessions and last day, agreed on 20 October


def _leave(outcome: str, reason: str, **more: str) -> Example:
    """A request for ten sessions from 17 November; 86 of 90 were attended before it, so 86 of 100 after."""
    return Example(
        Sessions(90, 3, 1),
        entry=("leave", outcome),
        details={
            "leave_from": "2025-11-17",
            "leave_to": "2025-11-21",
            "leave_sessions": 10,
            "leave_reason": reason,
            "attendance_after_leave": "86.0%",
            **more,
        },
    )


_AGREED = (
    "Ada comes to breakfast club on Mondays. Mr Hill greets Ada at the gate and helps with the first lesson."
)
_PLAN = Example(
    Sessions(90, 6, 2),  # 91.1
    entry=("plan", None),
    note=_AGREED,
    details={"plan_review_on": "2025-12-05", "target_sessions": 2, "target_by": "2025-12-05"},
)
_CONTRACT = replace(_PLAN, year=Sessions(90, 8, 4), entry=("contract", None))  # 86.7
_FULL_TERM, _FULL_YEAR = Example(_TERM, period=AUTUMN), Example(_WHOLE_YEAR, period=YEAR)
_NOTABLE = Example(Sessions(140, 2, 0), period=AUTUMN)  # 98.6
_EVIDENCE = Example(Sessions(90, 10, 0), is_spell=True)
_LATE = {"late": 2, "late_after_close": 1, "minutes_late": 55}

EXAMPLES: dict[tuple[str, str], Example] = {
    ("national", "1a"): Example(Sessions(90, 4, 2)),  # 93.3
    ("national", "1b"): Example(Sessions(120, 8, 1), Sessions(40, 3, 0)),  # 92.5, since 92.5
    ("national", "2a"): Example(Sessions(90, 6, 5)),  # 87.8, persistent
    ("national", "2b"): Example(Sessions(120, 16, 2), Sessions(40, 6, 0)),  # 85.0, since 85.0
    ("national", "3a"): Example(Sessions(90, 45, 0)),  # 50.0, severe
    ("national", "attendance-plan"): _PLAN,
    ("national", "attendance-contract"): _CONTRACT,
    ("national", "leave-granted"): _leave("granted", "A close family member has died."),
    ("national", "leave-refused"): _leave(
        "refused", "A holiday is not one of the reasons for which the law lets us grant leave."
    ),
    ("greenhill", "1a"): Example(Sessions(90, 4, 1), **_LATE),  # 94.4
    ("greenhill", "1b"): Example(Sessions(120, 6, 1), Sessions(40, 2, 0)),  # 94.2, since 95.0
    ("greenhill", "2a"): Example(Sessions(90, 3, 4), **_LATE),  # 92.2
    ("greenhill", "2b"): Example(Sessions(120, 9, 1), Sessions(40, 3, 1)),  # 91.7, since 90.0
    ("greenhill", "3a"): Example(Sessions(90, 10, 1)),  # 87.8, persistent
    ("greenhill", "attendance-plan"): _PLAN,
    ("greenhill", "attendance-contract"): _CONTRACT,
    ("greenhill", "leave-granted"): _leave(
        "granted", "A close family member has died.", return_by="2025-11-28"
    ),
    ("greenhill", "leave-refused"): _leave("refused", "We do not authorise holidays in term time."),
    ("greenhill", "termly-report"): Example(Sessions(140, 5, 1), period=AUTUMN, **_LATE),  # 95.7
    ("greenhill", "hero-of-the-week"): Example(Sessions(90, 2, 0), period=WEEK),
    ("greenhill", "certificate-100-term"): _FULL_TERM,
    ("greenhill", "certificate-100-year"): _FULL_YEAR,
    ("greenhill", "notable-bronze"): _NOTABLE,
    ("greenhill", "notable-silver"): _NOTABLE,
    ("greenhill", "notable-gold"): _NOTABLE,
    ("greenhill", "most-improved"): Example(Sessions(140, 9, 0), period=AUTUMN),
    ("reach2", "green"): Example(Sessions(90, 3, 1)),  # 95.6
    ("reach2", "yellow"): Example(Sessions(90, 4, 1)),  # 94.4
    ("reach2", "meeting"): Example(Sessions(120, 6, 1), Sessions(40, 2, 1)),  # 94.2, since 92.5
    ("reach2", "congratulation"): Example(Sessions(120, 5, 1), Sessions(40, 1, 0)),  # 95.0, since 97.5
    ("reach2", "amber-meeting"): Example(Sessions(90, 4, 2)),  # 93.3
    ("reach2", "red"): Example(Sessions(90, 6, 4)),  # 88.9, persistent
    ("reach2", "truancy-warning"): Example(Sessions(90, 2, 1), entry=("event", "truancy")),
    ("reach2", "attendance-contract"): _CONTRACT,
    ("reach2", "leave-granted"): _leave("granted", "A close family member has died."),
    ("reach2", "leave-refused"): _leave("refused", "Your child's record has unauthorised absence."),
    ("cheetwood", "concern-amber-green"): Example(Sessions(90, 3, 2), target=(2, date(2025, 12, 19))),  # 94.4
    ("cheetwood", "meeting-amber-green"): Example(Sessions(120, 6, 1), Sessions(40, 2, 0)),  # 94.2
    ("cheetwood", "concern-red-amber"): Example(Sessions(90, 5, 2)),  # 92.2
    ("cheetwood", "meeting-red-amber"): Example(Sessions(120, 8, 2), Sessions(40, 3, 0)),  # 91.7
    ("cheetwood", "panel"): Example(Sessions(120, 8, 3), Sessions(40, 3, 1)),  # 90.8
    ("cheetwood", "no-contact"): Example(Sessions(90, 2, 6), entry=("visit", "nobody-in")),
    ("cheetwood", "attendance-contract"): _CONTRACT,
    ("cheetwood", "leave-granted"): _leave("granted", "A close family member has died."),
    ("cheetwood", "leave-refused"): _leave("refused", "We do not authorise family holidays in term time."),
    ("cheetwood", "certificate-green-term"): _NOTABLE,
    ("cheetwood", "certificate-green-year"): Example(Sessions(380, 6, 0), period=YEAR),  # 98.4
    ("cheetwood", "certificate-100-year"): _FULL_YEAR,
    ("copnor", "evidence"): _EVIDENCE,
    ("copnor", "medical-1"): Example(Sessions(90, 8, 0), counted=8),
    ("copnor", "medical-2"): Example(Sessions(120, 12, 2)),  # 88.3
    ("copnor", "punctuality"): Example(
        Sessions(90, 0, 4), late=3, late_after_close=4, minutes_late=40, counted=4
    ),
    ("copnor", "formal-meeting"): Example(Sessions(120, 11, 3), Sessions(40, 5, 0)),  # 88.3, persistent
    ("copnor", "attendance-plan"): _PLAN,
    ("copnor", "leave-granted"): _leave("granted", "A close family member has died."),
    ("copnor", "leave-refused"): _leave(
        "refused", "Leave in term time is only for exceptional circumstances."
    ),
    ("copnor", "leave-refused-added-days"): _leave(
        "refused-added-days",
        "Leave in term time is only for exceptional circumstances.",
        evidence_by="2025-12-01",
    ),
    ("copnor", "termly-green"): Example(Sessions(140, 3, 0), period=AUTUMN),  # 97.9
    ("copnor", "termly-amber"): Example(Sessions(140, 9, 2), period=AUTUMN, late=2),  # 92.1
    ("copnor", "termly-red"): Example(Sessions(140, 16, 2), period=AUTUMN),  # 87.1, persistent
    ("copnor", "certificate-100-term"): _FULL_TERM,
    ("copnor", "certificate-100-year"): _FULL_YEAR,
    ("aletheia", "concern"): Example(Sessions(90, 5, 1)),  # 93.3
    ("aletheia", "evidence"): Example(Sessions(90, 6, 0), entry=("evidence", "wanted")),
    ("aletheia", "illness-not-accepted"): Example(
        Sessions(90, 6, 1),
        entry=("evidence", "not-accepted"),
        note="a note from the chemist of another day",
        details={"reply_by": "2025-11-17"},
    ),
    ("aletheia", "notice-to-improve"): Example(
        Sessions(90, 2, 12),  # 84.4
        entry=("notice-to-improve", "offered"),
        details={
            "offences_in_words": "12 sessions (6 days)",
            "improvement_period": "4 weeks",
            "improvement_until": "2025-12-08",
            "support_so_far": "We met on 3 October 2025. We offered breakfast club and a call each Monday.",
            "support_on_offer": "Breakfast club is still open to Ada. The nurse would like to meet you.",
            "improvement_means": "No more than 2 sessions are missed without our agreement.",
            "early_end_grounds": "If 3 more sessions are missed without our agreement, we may act at once.",
        },
    ),
    ("aletheia", "attendance-contract"): _CONTRACT,
    ("aletheia", "leave-granted"): _leave("granted", "A close family member has died."),
    ("aletheia", "leave-refused"): _leave("refused", "We do not grant leave for a protest in school hours."),
    ("every-policy", "withdrawal"): Example(  # of no policy's ladder: it answers a register put right
        Sessions(90, 3, 0),
        entry=("withdrawal", None),
        details={
            "withdrawn_reference": "K7QM-2W9D",
            "withdrawn_date": "2025-10-03",
            "withdrawn_title": "Attendance alert and offer of support",
        },
    ),
    ("every-policy", "penalty-warning"): Example(Sessions(90, 2, 6), marks=SIX),
    ("every-policy", "notice-to-improve"): Example(
        Sessions(90, 2, 12),
        entry=("notice-to-improve", "offered"),
        details={
            "parent": {"name": "Mrs Grace Okoro", "relationship": "Mother", "position": 1},
            "sessions": cited(TWELVE),
            "improvement_period": "6 weeks",
            "improvement_until": "2025-12-22",
            "support_so_far": "We met on 3 October 2025. We offered breakfast club and a call each Monday.",
            "support_on_offer": "Breakfast club is still open to Ada. The nurse would like to meet you.",
            "improvement_means": "No more than 2 sessions are missed without our agreement.",
            "early_end_grounds": "If 3 more sessions are missed without our agreement, we may act at once.",
        },
    ),
    ("every-policy", "notice-to-improve-met"): Example(
        Sessions(90, 2, 12),
        entry=("notice-to-improve", "met"),
        details={"parent": {"name": "Mrs Grace Okoro", "relationship": "Mother", "position": 1}},
    ),
    ("every-policy", "penalty-not-proceeding"): Example(
        Sessions(90, 2, 12),
        entry=("penalty-decision", "do-not-proceed"),
        details={"decision_reason": "You have asked for help, and it has just begun."},
        marks=TWELVE,
    ),
    ("every-policy", "penalty-referral"): Example(
        Sessions(90, 2, 12),
        entry=("penalty-decision", "proceed"),
        note="The family was away from 22 to 26 September. Leave had been asked for and refused.",
        details={
            "answers": {
                "threshold": "Yes, on 26 September 2025.",
                "support": "No. It was a holiday, and help would not have changed that.",
                "best-tool": "Yes. The family was told before that a fine could follow.",
                "equality": "No duty under the Act is touched.",
                "public-interest": "Yes.",
            }
        },
        marks=TWELVE,
    ),
}
"""By policy and letter."""


def example_decision(policy: str, letter: str, example: Example | None = None) -> tuple[Decision, Occasion]:
    """Return the decision of an example as casework makes it, and when it was made.

    Args:
        policy: its key; of the letters of no ladder, "every-policy".
        letter: its name.
        example: another than the one of ``EXAMPLES``.
    """
    one = example or EXAMPLES[policy, letter]
    rules = with_framework(load_policy("national" if policy == "every-policy" else policy))
    band, step = rules.band_of(one.year.tenths), rules.step_for(letter)
    assert band is not None
    pupil = replace(
        PUPIL,
        year=one.year,
        late=one.late,
        late_after_close=one.late_after_close,
        minutes_late=one.minutes_late,
        minutes_late_before_close=one.minutes_late,
    )
    as_of, written_on = _JUDGED[one.period]
    monday = date(2025, 11, 3)
    followed = rules.step_for(step.follows) if step and step.follows else None
    facts = PupilFacts(
        pupil,
        counts={letter: SessionCount(1, letter, 7, one.counted, as_of, date(2025, 9, 15), as_of)}
        if one.counted
        else {},
        spells={letter: [Spell(1, letter, 7, monday, as_of, 5, as_of, True)]} if one.is_spell else {},
        logged=[_target(*one.target)] if one.target else [],
        periods={one.period: PeriodFigures(one.year, one.late)} if one.period else {},
        penalty=row_of(one.marks) if one.marks else None,
    )
    decision = Decision(
        pupil=pupil,
        outcome=Outcome.DUE,
        letter=letter,
        band=band.name,
        why="worked by hand",
        source="the policy",
        previous=(WrittenLetter(7, policy, followed.name, "OLD1-OLD2", date(2025, 10, 3)),)
        if followed and followed.letter
        else (),
        since_previous=one.since,
        step=step,
        occasion=one.period,
        entry=_entry(one),
        facts=facts,
    )
    return decision, Occasion(rules, SCHOOL, as_of, written_on)


def _entry(example: Example) -> LoggedEntry | None:
    if example.entry is None:
        return None
    kind, outcome = example.entry
    entry = _logged(kind, date(2025, 11, 6))
    return replace(entry, outcome=outcome, note=example.note, details=dict(example.details))


def _target(sessions: int, until: date) -> LoggedEntry:
    return replace(_logged("target", date(2025, 10, 20)), sessions=sessions, until=until)


def _logged(kind: str, day: date) -> LoggedEntry:
    return LoggedEntry(
        school_id=1,
        pupil_id=7,
        kind=kind,
        happened_on=day,
        by_name="R. Amadi",
        by_position="Attendance Officer",
        known_on=day,
        entry_id=1,
    )
