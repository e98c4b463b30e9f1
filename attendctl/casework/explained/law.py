"""Persistent and severe absence in law, decided on whole sessions, with the numbers that decide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from attendctl.casework.explained.arithmetic import percent_before_rounding
from attendctl.casework.standing import Sessions
from attendctl.rules.absence_thresholds import AbsenceThreshold, persistent_absence, severe_absence
from attendctl.rules.reader import NoRuleInForce, Rule


@dataclass(frozen=True)
class LawExplained:
    """One threshold of the law for one pupil.

    ``missed_until``: so many more sessions missed in a row reach it; ``attended_until``: so many
    attended in a row end it. One of the two is None: there is nothing to reach, or to end.
    """

    name: str
    sessions: Sessions
    threshold: AbsenceThreshold
    is_reached: bool
    absence_before_rounding: str
    missed_until: int | None
    attended_until: int | None

    @property
    def arithmetic(self) -> str:
        """The comparison in whole numbers.

        >>> explain_law(Sessions(380, 38, 0), on=date(2025, 11, 3))[0].arithmetic
        '10 × 38 = 380 is at least 1 × 380 = 380'
        """
        threshold, sessions = self.threshold, self.sessions
        if threshold.fixed_sessions is not None:
            than = "at least" if self.is_reached else "fewer than"
            return f"{sessions.absent} is {than} {threshold.fixed_sessions} sessions"
        left, right = threshold.of * sessions.absent, threshold.missed * sessions.possible
        than = "at least" if left >= right else "less than"
        return (
            f"{threshold.of} × {sessions.absent} = {left} is {than} "
            f"{threshold.missed} × {sessions.possible} = {right}"
        )


def explain_law(sessions: Sessions, *, on: date) -> tuple[LawExplained, ...]:
    """Explain persistent and severe absence by the law of a day. Nothing where nothing was possible.

    Args:
        sessions: of the academic year so far.
        on: the day judged.
    """
    if not sessions.possible:
        return ()
    rules: list[tuple[str, Rule[AbsenceThreshold]]] = [
        ("persistent absence", persistent_absence()),
        ("severe absence", severe_absence()),
    ]
    explained = []
    for name, rule in rules:
        try:
            threshold = rule.in_force(on)
        except NoRuleInForce:
            continue
        explained.append(_explained(name, sessions, threshold))
    return tuple(explained)


def _explained(name: str, sessions: Sessions, threshold: AbsenceThreshold) -> LawExplained:
    absent, possible = sessions.absent, sessions.possible
    is_reached = threshold.is_reached(absent=absent, possible=possible)
    return LawExplained(
        name,
        sessions,
        threshold,
        is_reached,
        percent_before_rounding(absent, possible),
        None if is_reached else threshold.missed_until_reached(absent=absent, possible=possible),
        threshold.attended_until_left(absent=absent, possible=possible) if is_reached else None,
    )
