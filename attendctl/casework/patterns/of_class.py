"""The patterns looked for in the days of a whole class."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from attendctl.calendar import monday_of
from attendctl.casework.patterns.chance import luck_of, ways_to_draw, ways_together
from attendctl.casework.patterns.levels import Levels
from attendctl.casework.patterns.of_pupil import WEEKDAYS
from attendctl.casework.patterns.placed_spells import spells_in
from attendctl.casework.patterns.pupil_record import PupilRecord
from attendctl.casework.patterns.tried import Tried


def patterns_of_classes(
    pupils: Sequence[PupilRecord], school_days: Sequence[date], levels: Levels
) -> list[Tried]:
    """Look at every class that is stated: its absence by weekday, and illness of late.

    Args:
        pupils: all of one school.
        school_days: of the school, those looked at, oldest first.
        levels: what is short, what is enough.
    """
    classes = _stated_classes(pupils)
    found: list[Tried] = []
    for name, of_class in classes.items():
        found += _by_weekday(name, of_class, school_days, levels)
    return found + illness_of_classes(pupils, school_days, levels)


def illness_of_classes(
    pupils: Sequence[PupilRecord], school_days: Sequence[date], levels: Levels
) -> list[Tried]:
    """Look at every class that is stated: illness of late, where there is another class to set it against.

    Arguments as ``patterns_of_classes``.
    """
    classes = _stated_classes(pupils)
    return list(_illness(classes, school_days, levels)) if len(classes) > 1 else []


def _stated_classes(pupils: Sequence[PupilRecord]) -> dict[str, list[PupilRecord]]:
    classes: dict[str, list[PupilRecord]] = defaultdict(list)
    for pupil in pupils:
        if pupil.who.class_name:
            classes[pupil.who.class_name].append(pupil)
    return dict(sorted(classes.items()))


def _by_weekday(
    name: str, pupils: Sequence[PupilRecord], school_days: Sequence[date], levels: Levels
) -> Iterator[Tried]:
    """Look at the days away by weekday: the days of each week could have come in any order.

    So a hard week, a wave of illness or a day on which half the class was away is set against the
    other days of its own week. All days are counted: a spell that a weekend cuts looks short on the
    Friday and the Monday, and short spells alone would lean to both.
    """
    away = Counter(day.date for pupil in pupils for day in pupil.days if day.is_away)
    weeks: dict[date, list[date]] = defaultdict(list)
    for day in school_days:
        weeks[monday_of(day)].append(day)
    for weekday in sorted({day.weekday() for day in school_days}):
        of_weekday = {
            monday: [day for day in days if day.weekday() == weekday] for monday, days in weeks.items()
        }
        parts = [[away[day] for day in weeks[monday]] for monday, days in of_weekday.items() if days]
        if sum(any(part) for part in parts) < levels.class_weeks:
            continue
        hits = [day for days in of_weekday.values() for day in days if away[day]]
        seen = sum(away[day] for day in hits)
        school_id, of = pupils[0].who.school_id, sum(sum(part) for part in parts)
        luck = luck_of(ways_together(parts), seen)
        yield Tried("class-weekday", WEEKDAYS[weekday], school_id, seen, of, luck, class_name=name, days=hits)


def _illness(
    classes: Mapping[str, Sequence[PupilRecord]], school_days: Sequence[date], levels: Levels
) -> Iterator[Tried]:
    """Look at the illnesses that began in each class in the last fortnight of school.

    Expected is what the class had before and what the rest of the school has now: of all illnesses
    that began, so many were of the fortnight and so many of the class, and luck draws the one from
    the other.
    """
    mondays = sorted({monday_of(day) for day in school_days})
    if len(mondays) < levels.illness_weeks + levels.illness_weeks_before:
        return
    since = mondays[-levels.illness_weeks]
    begun = {name: [day for pupil in pupils for day in _illnesses(pupil)] for name, pupils in classes.items()}
    in_all = sum(map(len, begun.values()))
    of_late = sum(day >= since for days in begun.values() for day in days)
    for name, days in begun.items():
        if len(days) < levels.class_illnesses:
            continue
        recent = sorted(day for day in days if day >= since)
        luck = luck_of(ways_to_draw(of=in_all, marked=of_late, drawn=len(days)), len(recent))
        school_id = classes[name][0].who.school_id
        yield Tried(
            "class-illness", "illness", school_id, len(recent), len(days), luck, class_name=name, days=recent
        )


def _illnesses(pupil: PupilRecord) -> list[date]:
    """Return the first day of each illness: of each unbroken run of days with illness."""
    return [pupil.days[first].date for first, _ in spells_in([bool(day.ill) for day in pupil.days])]
