"""What was done in the period: letters written and steps logged, counted by kind, about nobody by name."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from attendctl.casework.case_kinds import case_kinds
from attendctl.casework.chosen_schools import ChosenSchool
from attendctl.casework.disclosure.gather import Kind, gather_small
from attendctl.casework.earlier_letters import WITHDRAWAL, letters_written
from attendctl.casework.governors.days import DaysOfSchools
from attendctl.casework.letter_titles import titles_of_letters
from attendctl.casework.notices.notice import NOTICE_TO_IMPROVE, PENALTY_NOTICE, read_notices
from attendctl.ledger.case_log import case_entries
from attendctl.rules.small_numbers import SmallNumbers
from attendctl.settings import Settings

COUNTED = {
    "call": "Telephone calls to families",
    "conversation": "Talks with pupils or families",
    "contact": "Other messages to families",
    "meeting": "Meetings with families",
    "visit": "Home visits",
    "plan": "Attendance plans agreed",
    "contract": "Attendance contracts signed",
    "target": "Targets agreed",
    "monitoring": "Monitoring begun",
    "referral": "Referrals to other services",
    "step": "Other steps of the policy",
    NOTICE_TO_IMPROVE: "Notices to improve",
    PENALTY_NOTICE: "Penalty notices issued",
}
"""The steps that governors are told of. Left out is what the office keeps for itself: evidence, groups,
holds, returns, decisions."""

_NOT_DONE = {"missed", "refused", "arranged", "not-found"}
_LETTERS = ("Other letters, each about very few pupils", "Letters of all kinds together")
_STEPS = ("Other steps, each about very few pupils", "Steps of all kinds together")


@dataclass(frozen=True)
class _Done:
    what: str
    reference: Hashable
    pupil: tuple[int, int]


def letters_in(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    schools: Sequence[ChosenSchool],
    days: DaysOfSchools,
    rule: SmallNumbers,
) -> tuple[Kind, ...] | None:
    """Count the letters written in the days of each school, by kind; without those taken back.

    Returns:
        The commonest first; None where all of them together are about one or two pupils.
    """
    titles = {one.school_id: titles_of_letters(one.policy, settings) for one in schools}
    done = [
        _Done(
            _letter(titles[one.school_id], one.letter.policy, one.letter.letter),
            one.letter.reference,
            (one.school_id, one.letter.pupil_id),
        )
        for one in letters_written(connection)
        if _is_in(days, one.school_id, one.letter.written_on)
        and one.letter.letter != WITHDRAWAL
        and not one.is_withdrawn
    ]
    return _counted(done, rule, _LETTERS)


def steps_in(
    connection: duckdb.DuckDBPyConnection, days: DaysOfSchools, rule: SmallNumbers, *, upto: date
) -> tuple[Kind, ...] | None:
    """Count what the case log says was done in the days of each school, by kind.

    A meeting counts when it was held; a notice when it was issued and stands on the day ``upto``.
    """
    logged = [one for one in case_entries(connection) if one.school_id in days]
    entries = [
        _Done(COUNTED[one.kind], one.entry_id, (one.school_id, one.pupil_id))
        for one in logged
        if one.kind in _kinds_of_entries()
        and one.outcome not in _NOT_DONE
        and _is_in(days, one.school_id, one.happened_on)
    ]
    notices = [
        _Done(COUNTED[one.kind], one.number, (one.school_id, one.pupil_id))
        for one in read_notices(logged, upto=upto)
        if one.stands and not one.elsewhere and _is_in(days, one.school_id, one.on)
    ]
    return _counted([*entries, *notices], rule, _STEPS)


def _counted(done: Sequence[_Done], rule: SmallNumbers, names: tuple[str, str]) -> tuple[Kind, ...] | None:
    references: dict[str, set[Hashable]] = {}
    pupils: dict[str, set[Hashable]] = {}
    for one in done:
        references.setdefault(one.what, set()).add(one.reference)
        pupils.setdefault(one.what, set()).add(one.pupil)
    kinds = [Kind(what, len(of), pupils[what]) for what, of in references.items()]
    kinds.sort(key=lambda kind: (-kind.number, kind.name))
    other, every = names
    gathered = gather_small(kinds, rule, other=other, every=every)
    return None if gathered is None else tuple(gathered)


def _letter(title_and_topic: Callable[[str, str], tuple[str, str]], policy: str, letter: str) -> str:
    title = title_and_topic(policy, letter)[0]
    return title if title.casefold() == letter.casefold() else f"{letter}: {title}"


def _kinds_of_entries() -> set[str]:
    notices = {NOTICE_TO_IMPROVE, PENALTY_NOTICE}
    return {kind.name for kind in case_kinds() if kind.name in COUNTED} - notices


def _is_in(days: DaysOfSchools, school_id: int, day: date) -> bool:
    first, last = days.get(school_id, (date.max, date.min))
    return first <= day <= last
