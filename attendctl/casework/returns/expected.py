"""Illness that the officer expects to last: the law asks for the return before the days are counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from attendctl.casework.returns.absence import Absence
from attendctl.casework.returns.duties import ILLNESS
from attendctl.casework.returns.illness import Illness
from attendctl.casework.returns.made import EXPECTED, Logged, by_pupil, latest_of


def expected_illness(said: Sequence[Logged], illness: Illness, absences: Sequence[Absence]) -> list[Absence]:
    """Return the illnesses that, by the latest word of each, are expected to reach the number.

    Args:
        said: what the officer expects, as the case log has it.
        illness: of the academic year, as the register shows it now.
        absences: those that have reached their number: of them nothing needs to be expected.

    Returns:
        Each once. Illness that the register no longer shows is left out.
    """
    counted = [one for one in absences if one.duty == ILLNESS]
    words = by_pupil(said)
    found: list[Absence] = []
    for one in said:
        absence = _meant(one, illness) if one.entry.outcome == EXPECTED else None
        if absence is None or latest_of(words, absence) != one:
            continue
        if not any(one.is_of(other) for other in [*counted, *found]):
            found.append(absence)
    return found


def _meant(one: Logged, illness: Illness) -> Absence | None:
    """Return the illness that was spoken of, with the days it has grown by since; None if there is none."""
    latest = illness.latest(one.entry.school_id, one.entry.pupil_id)
    from_day, to_day = one.spell_from, one.spell_to
    if latest is None or from_day is None or to_day is None:
        return None
    every = illness.spells.get((latest.school_id, latest.pupil_id), ())
    own = [spell for spell in every if spell.first_day <= to_day and from_day <= spell.last_day]
    if own:
        from_day, to_day = own[0].first_day, own[-1].last_day
    meant = replace(
        latest,
        counted="in all",
        spell_from=from_day,
        spell_to=to_day,
        is_open=own[-1].is_open if own else False,
    )
    if one.counted != "in a row":
        return meant
    if not own:
        return None
    days = 2 * sum(spell.school_days for spell in own)
    return replace(meant, counted="in a row", first_day=from_day, last_day=to_day, half_days=days)
