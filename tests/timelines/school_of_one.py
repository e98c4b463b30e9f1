"""A school year of one invented pupil: marks by hand, and an officer who does what is due and logs it.

The year is 2025/26: 38 weeks from Monday to Friday, 190 school days, ten sessions a week; no closures.

=======  =====================================  =====================================
term     first half                             second half
=======  =====================================  =====================================
autumn   weeks 1 to 7: 8 September, 24 October  weeks 8 to 14: 3 November, 19 December
spring   weeks 15 to 20: 5 January, 13 February weeks 21 to 25: 23 February, 27 March
summer   weeks 26 to 31: 13 April, 22 May       weeks 32 to 38: 1 June, 17 July
=======  =====================================  =====================================

The end of week n has 10n possible sessions. Pupils played together share the calendar and nothing else:
each is its own school of one, and one look at the register a day is enough for all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from attendctl.casework import chosen_schools
from attendctl.casework.decision import Decision, Outcome
from attendctl.casework.steps_due import steps_due
from attendctl.policies import load_policy
from attendctl.policies.policy import Policy
from attendctl.settings import CalendarSettings, SchoolSettings, Settings
from tests.letters.register_by_hand import register

SCHOOL = "Hillside School"
_WEEKS_FROM = [
    (date(2025, 9, 8), 7),
    (date(2025, 11, 3), 7),
    (date(2026, 1, 5), 6),
    (date(2026, 2, 23), 5),
    (date(2026, 4, 13), 6),
    (date(2026, 6, 1), 7),
]
SCHOOL_WEEKS = [monday + timedelta(weeks=n) for monday, weeks in _WEEKS_FROM for n in range(weeks)]
SCHOOL_DAYS = [monday + timedelta(days=n) for monday in SCHOOL_WEEKS for n in range(5)]
FRIDAYS = [monday + timedelta(days=4) for monday in SCHOOL_WEEKS]
STATED_TERMS = CalendarSettings.model_validate(
    {
        "terms": [
            {
                "name": "autumn",
                "from": date(2025, 9, 8),
                "to": date(2025, 12, 19),
                "half_term_from": date(2025, 10, 27),
                "half_term_to": date(2025, 10, 31),
            },
            {
                "name": "spring",
                "from": date(2026, 1, 5),
                "to": date(2026, 3, 27),
                "half_term_from": date(2026, 2, 16),
                "half_term_to": date(2026, 2, 20),
            },
            {
                "name": "summer",
                "from": date(2026, 4, 13),
                "to": date(2026, 7, 17),
                "half_term_from": date(2026, 5, 25),
                "half_term_to": date(2026, 5, 29),
            },
        ]
    }
)

Codes = Mapping[date, str]
"""By day, the code of both sessions ("I", "C2") or those of morning and afternoon ("/ I"); else present."""

DONE_BY = {
    "conversation": ("conversation", None),
    "contact": ("contact", "reached"),
    "meeting": ("meeting", "held"),
    "visit": ("visit", "seen"),
    "evidence": ("evidence", "wanted"),
    "monitoring": ("monitoring", None),
    "plan": ("plan", None),
    "contract": ("contract", None),
    "referral": ("referral", "made"),
    "return": ("return", None),
}
"""How a step that writes no letter is logged as done: kind and outcome; any other as a ``step``."""


@dataclass(frozen=True)
class Entry:
    """What the officer logs on a day without being asked by a step."""

    on: date
    kind: str
    outcome: str | None = None
    step: str | None = None
    until: date | None = None
    note: str | None = None


@dataclass(frozen=True)
class OnePupil:
    """One pupil's year. ``left_undone``: steps that nobody does, so that they stay on the list."""

    codes: Codes = field(default_factory=dict)
    diary: Sequence[Entry] = ()
    left_undone: Collection[str] = ()
    last_day: date | None = None  # the last day with marks: the pupil leaves
    first_day: date | None = None


@dataclass(frozen=True)
class CameUp:
    """A step that came up on the list on a day: due or held back, with its reason."""

    on: date
    step: str
    outcome: Outcome
    due_on: date | None
    occasion: str
    why: str


class SchoolYearByHand:
    """A register that grows day by day, with the case log and the letters of an officer."""

    def __init__(
        self, policy: str, pupils: Mapping[str, OnePupil], *, calendar: CalendarSettings | None = None
    ) -> None:
        self.policy = policy
        self.pupils = pupils
        self.settings = Settings(
            school=[SchoolSettings(name=SCHOOL, urn="999002", policy=policy)],
            calendar=calendar or CalendarSettings(),
        )
        self.connection: Any = register([])
        self.connection.execute("SET threads = 1")  # the registers are small
        self._ids = {name: number for number, name in enumerate(pupils, start=1)}
        self._names = {number: name for name, number in self._ids.items()}
        self._marks_up_to = date.min
        self._log_up_to = date.min
        self._entries = 0
        for number in self._names:
            self.connection.execute(
                "INSERT INTO pupil (school_id, pupil_id, upn, surname, forename, year_group, class) "
                "VALUES (1, ?, ?, 'Okoro', ?, '4', ?)",
                [number, f"A9990{number:08}", f"Ada{number}", f"4{number}"],
            )

    def judge(
        self, day: date, *, letter_by_hand: str | None = None, explain: str | None = None
    ) -> list[tuple[str, Decision]]:
        """Let the register and the diaries grow up to a day, included, and judge every pupil."""
        self._take_register(day)
        for name, pupil in self.pupils.items():
            for entry in pupil.diary:
                if self._log_up_to < entry.on <= day:
                    self.log(name, entry)
        self._log_up_to = day
        with patch.object(chosen_schools, "load_policy", _policy_read_once):
            (school,) = steps_due(
                self.connection,
                self.settings,
                today=day,
                as_of=day,
                letter_by_hand=letter_by_hand,
                explain=self._ids[explain] if explain else None,
            )
        return [(self._names[one.pupil.pupil_id], one) for one in school.decisions if one.step]

    def play(
        self, days: Iterable[date], *, by_hand: Mapping[date, str] | None = None
    ) -> dict[str, list[CameUp]]:
        """Judge on each day, do what is due that day, and return when each thing came up, by pupil.

        Due again while nobody did it is not said again; that it came off the list undone and came
        up a second time is. Held back is said once for each step, occasion and hold.
        """
        came_up: dict[str, list[CameUp]] = {name: [] for name in self.pupils}
        standing: set[tuple[str, str, str, Outcome, int]] = set()
        for day in days:
            named = (by_hand or {}).get(day)
            now: set[tuple[str, str, str, Outcome, int]] = set()
            for name, one in self.judge(day, letter_by_hand=named):
                step = one.step
                assert step is not None
                if one.outcome is Outcome.NOT_DUE or (step.only_when_named and step.name != named):
                    continue
                held_by = one.entry.entry_id if one.entry and one.outcome is Outcome.HELD_BACK else 0
                key = name, step.name, one.occasion, one.outcome, held_by
                now.add(key)
                if key not in standing:
                    came_up[name].append(
                        CameUp(day, step.name, one.outcome, one.due_on, one.occasion, one.why)
                    )
                if one.outcome is Outcome.DUE and step.name not in self.pupils[name].left_undone:
                    self.do(name, one, day)
                    now.discard(key)
            standing = now
        return came_up

    def do(self, name: str, decision: Decision, day: date) -> None:
        """Write the letter that is due, or log the step as done."""
        step = decision.step
        assert step is not None
        if step.letter:
            self.write(name, step.name, day, occasion=decision.occasion)
        else:
            kind, outcome = DONE_BY.get(step.does, ("step", None))
            self.log(name, Entry(day, kind, outcome, step=step.name))

    def write(self, name: str, letter: str, day: date, *, occasion: str = "") -> None:
        """Put a letter into the record of letters."""
        (number,) = self.connection.execute("SELECT count(*) FROM letter_written").fetchone()
        self.connection.execute(
            "INSERT INTO letter_written VALUES (1, $1, $2, $3, $4, $5, $1, $1, $6)",
            [day, self._ids[name], self.policy, letter, f"R{number:05}", occasion or None],
        )

    def log(self, name: str, entry: Entry) -> None:
        """Put an entry into the case log."""
        self._entries += 1
        self.connection.execute(
            "INSERT INTO case_entry_all (entry_id, school_id, pupil_id, kind, happened_on, until, step, "
            "outcome, note, by_name, by_position, known_on) "
            "VALUES ($1, 1, $2, $3, $4, $5, $6, $7, $8, 'J. Ashby', 'Attendance Officer', $4)",
            [
                self._entries,
                self._ids[name],
                entry.kind,
                entry.on,
                entry.until,
                entry.step,
                entry.outcome,
                entry.note,
            ],
        )

    def correct(self, name: str, day: date, codes: str) -> None:
        """Change the marks of a day that the register has."""
        for session, code in enumerate(_two(codes)):
            self.connection.execute(
                "UPDATE mark SET code = ? WHERE pupil_id = ? AND date = ? AND session = ?",
                [code, self._ids[name], day, session],
            )

    def _take_register(self, up_to: date) -> None:
        rows = [
            (self._ids[name], day, session, code)
            for name, pupil in self.pupils.items()
            for day in SCHOOL_DAYS
            if self._marks_up_to < day <= up_to and (pupil.first_day or day) <= day <= (pupil.last_day or day)
            for session, code in enumerate(_two(pupil.codes.get(day, "/ \\")))
        ]
        self._marks_up_to = max(up_to, self._marks_up_to)
        if rows:
            pupils, days, sessions, codes = (list(column) for column in zip(*rows, strict=True))
            self.connection.execute(
                "INSERT INTO mark BY NAME SELECT 1 AS school_id, unnest($1::INTEGER[]) AS pupil_id, "
                "unnest($2::DATE[]) AS date, unnest($3::UTINYINT[]) AS session, "
                "unnest($4::VARCHAR[]) AS code",
                [pupils, days, sessions, codes],
            )


@cache
def _policy_read_once(name: str, *, folder: Path | None = None) -> Policy:
    return load_policy(name, folder=folder)


def day(text: str) -> date:
    """Return a school day written as 2025-09-08; a day without school is a slip of the hand."""
    found = date.fromisoformat(text)
    assert found in SCHOOL_DAYS, f"{text} is no school day"
    return found


def away(first: str, days: int, code: str = "I") -> dict[date, str]:
    """Return so many whole school days with one code, from a school day on."""
    place = SCHOOL_DAYS.index(day(first))
    return dict.fromkeys(SCHOOL_DAYS[place : place + days], code)


def missed(first: str, sessions: int, code: str = "I") -> dict[date, str]:
    """Return so many sessions in a row with one code, from the morning of a school day on."""
    whole = away(first, sessions // 2, code)
    if sessions % 2:
        place = SCHOOL_DAYS.index(day(first))
        whole[SCHOOL_DAYS[place + sessions // 2]] = f"{code} \\"
    return whole


def every_week(sessions: Mapping[int, int] | Sequence[int], code: str = "I") -> dict[date, str]:
    """Return absences by the number of the school week (1 the first): its first so many sessions."""
    weeks = sessions if isinstance(sessions, Mapping) else dict(enumerate(sessions, start=1))
    codes: dict[date, str] = {}
    for week, number in weeks.items():
        codes |= missed(SCHOOL_WEEKS[week - 1].isoformat(), number, code)
    return codes


def share(absent: int, possible: int, *, after: int = 0, code: str = "I") -> dict[date, str]:
    """Return a year of which only so many sessions are possible for the pupil, the first of them missed.

    The others are "#", school closed to this pupil: so any percentage can be had.

    Args:
        absent: sessions missed, straight away.
        possible: sessions possible.
        after: so many school days come first, which are left as they are (present).
        code: of the absence.
    """
    halves = [code] * absent + ["/"] * (possible - absent)
    halves += ["#"] * (2 * (len(SCHOOL_DAYS) - after) - possible)
    return {
        one: f"{halves[2 * place]} {halves[2 * place + 1]}" for place, one in enumerate(SCHOOL_DAYS[after:])
    }


def friday(week: int) -> date:
    """Return the Friday of a school week, 1 the first: 10 possible sessions a week so far."""
    return FRIDAYS[week - 1]


def in_short(came_up: Iterable[CameUp], *, about: Collection[str] | None = None) -> list[tuple[str, str]]:
    """Return day and step of what came up, held back marked so; ``about`` keeps only those steps."""
    return [
        (one.on.isoformat(), one.step if one.outcome is Outcome.DUE else f"{one.step} (held back)")
        for one in came_up
        if about is None or one.step in about
    ]


def due_on(
    policy: str,
    pupils: Mapping[str, OnePupil],
    on: date,
    *,
    letter_by_hand: str | None = None,
    calendar: CalendarSettings | None = None,
) -> dict[str, set[str]]:
    """Return the names of the steps due on one day, by pupil; nobody did anything before but the diaries."""
    year = SchoolYearByHand(policy, pupils, calendar=calendar)
    found: dict[str, set[str]] = {name: set() for name in pupils}
    for name, one in year.judge(on, letter_by_hand=letter_by_hand):
        if one.outcome is Outcome.DUE and one.step:
            found[name].add(one.step.name)
    return found


def _two(codes: str) -> tuple[str, str]:
    morning, _, afternoon = codes.partition(" ")
    return morning, afternoon or morning
