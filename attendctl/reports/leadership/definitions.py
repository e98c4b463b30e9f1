"""What the words of the leadership workbook mean, a sentence each."""

from __future__ import annotations

from attendctl.casework.leadership.lines import LeadershipReport

_ALWAYS = (
    ("Session", "Half a school day, morning or afternoon."),
    (
        "Attendance %",
        "Sessions attended of sessions possible, from sums, rounded half up to one decimal. "
        "A figure of several schools or groups is made of their sums, never of their percentages.",
    ),
    ("Year", "From 1 September of the academic year up to the last day counted, both included."),
    (
        "Pupils",
        "Everyone with a row in the register in the year: those who have left since are in every sum.",
    ),
    (
        "Persistent and severe absence",
        "Decided for each pupil on whole sessions of the year by the national rule in force that day. "
        "The percentage is of the pupils with a possible session.",
    ),
    ("Missing", "No mark where one is owed: neither possible nor absent."),
    ("Times late", "Marks of lateness, before the register closed and after it. The minutes are of both."),
    (
        "Band",
        "Of the year's attendance, by the policy of the pupil's school. Bands of different policies are "
        "not added up.",
    ),
    ("Band the week before", "At the end of the school week before, by what the register says now."),
    (
        "Moved",
        "The band at the end of the school week before and the band now are not the same. Attendance moved "
        "a pupil whose band is another by this week's marks; a correction, one whose band at the end of the "
        "week before is another by the register now than by the register then; both, where both did. "
        "A pupil without a band at the end of the week before has not moved.",
    ),
    (
        "Cancelled out",
        "A correction and attendance moved the pupil there and back: the band is the one it was.",
    ),
    (
        "Correction",
        "Only of a session that the register had been told of then. One that was told later, such as a "
        "Friday that came in on Monday, counts as it stands now.",
    ),
    (
        "Actions open and overdue",
        "Open is what the policy and the law make due by the last day counted. Overdue is the part that "
        "came due before the Monday of that day's week. What is held back is in neither. Letters to many "
        "parents at once and the school's routines are not counted; attendctl actions lists them.",
    ),
    (
        "No band now",
        "Corrections took every possible session away.",
    ),
    ("Groups", "As the pupil list states them; what it does not state is called not stated."),
    ("Joiner", "First mark after the school's first week of the year."),
    ("Leaver", "Left by the last day counted, or has no row in the school's latest week."),
)


def definitions(found: LeadershipReport) -> list[dict[str, str]]:
    """Return a term and what it says here, for everything that could be read in two ways."""
    rows = [*_ALWAYS, *_settling(found), *_movement(found)]
    return [{"term": term, "says": says} for term, says in rows]


def _settling(found: LeadershipReport) -> list[tuple[str, str]]:
    several = len(found.settling_rules) > 1
    rows = []
    for rule in found.settling_rules:
        codes = " or ".join(rule.codes)
        where = f" ({', '.join(rule.policies)})" if several else ""
        rows.append(
            (
                f"Marks to settle{where}",
                f"{codes} of this academic year: the reason is not known yet. Too old is one with more than "
                f"{rule.school_days} school days after it, of its own school: {rule.source}. Actions look "
                "a year back: there, marks of the year before may be due too.",
            )
        )
    return rows


def _movement(found: LeadershipReport) -> list[tuple[str, str]]:
    movement = found.movement
    if movement.before is None:
        return [("The register then", "It is the first school week of the year: nobody can have moved.")]
    unknown = [school for school, day in movement.told_up_to.items() if day is None]
    if not unknown:
        return [
            (
                "The register then",
                f"What the ledger had been told by {movement.known_by}, the end of the school week before.",
            )
        ]
    where = "" if len(unknown) == len(movement.told_up_to) else f" of {', '.join(unknown)}"
    return [
        (
            "The register then",
            f"The ledger had been told nothing{where} by {movement.known_by}, so a correction cannot be told "
            "from attendance there: every move is put down to attendance.",
        )
    ]
