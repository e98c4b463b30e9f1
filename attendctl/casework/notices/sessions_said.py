"""The sessions that an officer names for a notice, as ``2025-10-01:AM,2025-10-02``."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from attendctl.casework.notices.notice import CitedSession
from attendctl.casework.penalties.penalty_row import CountedSession
from attendctl.errors import WrongUsage

AUTO = "auto"
_HALVES = ("AM", "PM")
_HOW = "Write days and halves as 2025-10-01:AM,2025-10-01:PM, or a whole day as 2025-10-02."


def is_auto(text: str) -> bool:
    """Say whether the sessions are left to the program."""
    return text.strip().casefold() == AUTO


def names_only(text: str, places: Collection[tuple[date, int]]) -> bool:
    """Say whether a text names just these sessions, day and half; ``auto`` names whatever they are.

    >>> names_only("2025-10-01", [(date(2025, 10, 1), 0), (date(2025, 10, 1), 1)])
    True
    """
    if is_auto(text):
        return True
    named = list(_places(text))
    by_day = {day for day, half, _ in named if half is None}
    by_half = {(day, half) for day, half, _ in named if half is not None}
    return by_half <= set(places) and all(day in by_day or (day, half) in by_half for day, half in places)


def sessions_named(text: str, counted: Iterable[CountedSession], *, pupil: str) -> list[CountedSession]:
    """Return the sessions that a text names, oldest first, each once.

    Args:
        text: days with or without a half.
        counted: the pupil's sessions with a code of the threshold.
        pupil: what a message calls the pupil: a number.

    Raises:
        WrongUsage: the text is not such a list, or the register has no such code there.
    """
    by_place = {(one.date, one.session): one for one in counted}
    found: dict[tuple[date, int], CountedSession] = {}
    for day, half, _ in _places(text):
        places = [place for place in ((day, 0), (day, 1)) if half in (None, place[1]) and place in by_place]
        if not places:
            raise WrongUsage(
                f"--sessions {day}{'' if half is None else f':{_HALVES[half]}'}: the register of {pupil} has "
                "no unauthorised absence there that counts.",
                remedy=f"Those it has: attendctl penalties --pupil {pupil}",
            )
        found |= {place: by_place[place] for place in places}
    return [found[place] for place in sorted(found)]


def sessions_told(text: str) -> tuple[CitedSession, ...]:
    """Return sessions that another school or authority cited, each with its code: ``2025-10-01:AM:O``.

    >>> [(one.half, one.code) for one in sessions_told("2025-10-01:AM:O,2025-10-01:PM:g")]
    [('AM', 'O'), ('PM', 'G')]

    Raises:
        WrongUsage: the text is not such a list.
    """
    found = set()
    for day, half, code in _places(text):
        if half is None or not code:
            raise WrongUsage(
                f"--sessions {day}: of a notice from elsewhere each session needs its half and its code.",
                remedy="Write them as 2025-10-01:AM:O,2025-10-01:PM:O.",
            )
        found.add(CitedSession(day, half, code))
    return tuple(sorted(found))


def _places(text: str) -> Iterator[tuple[date, int | None, str | None]]:
    for part in filter(None, (part.strip() for part in text.split(","))):
        day, _, rest = part.partition(":")
        half, _, code = rest.partition(":")
        try:
            number = _HALVES.index(half.strip().upper()) if half else None
            yield date.fromisoformat(day.strip()), number, code.strip().upper() or None
        except ValueError:
            raise WrongUsage(f"--sessions: {part!r} is no session.", remedy=_HOW) from None
