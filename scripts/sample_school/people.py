"""Pupils, their families and the adults a letter may go to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from scripts.sample_school.dice import Dice
from scripts.sample_school.names import (
    BOYS,
    GIRLS,
    HOUSES,
    HYPHENATED,
    MEN,
    NOT_PLAIN_ASCII,
    STREETS,
    SURNAMES,
    WOMEN,
)
from scripts.sample_school.term_dates import FIRST_DAY, LAST_DAY
from scripts.sample_school.upn import make_upn

AUTHORITY, ESTABLISHMENT = 999, 2047
CLASSES = {  # class: (year group, pupils)
    "RW": (0, 24),
    "1K": (1, 25),
    "2D": (2, 24),
    "3A": (3, 17),
    "3B": (3, 17),
    "4A": (4, 18),
    "4B": (4, 17),
    "5T": (5, 26),
    "6A": (6, 16),
    "6B": (6, 16),
}


@dataclass
class Adult:
    """One contact of a family. An empty text is "not stated"."""

    title: str
    forename: str
    surname: str
    relationship: str
    email: str = ""
    telephone: str = ""
    address: str = ""
    postcode: str = ""
    lives_with: bool = True
    responsible: bool = True
    may_be_written_to: bool = True


@dataclass
class Family:
    """Pupils who live together, and their adults in order of priority."""

    surname: str
    address: str
    postcode: str
    adults: list[Adult] = field(default_factory=list)
    pupils: int = 0


@dataclass
class Pupil:
    """One pupil as the school's system states them. First and last day on roll are both included."""

    upn: str
    admission_number: str
    surname: str
    forename: str
    preferred_forename: str
    date_of_birth: date
    sex: str
    year: int
    group: str
    house: str
    family: Family
    sen: str = "N"
    fsm: bool = False
    ever6: bool = False
    pp: bool = False
    eal: bool = False
    lac: bool = False
    social_worker: bool = False
    service_child: bool = False
    enrolment: str = "C"
    first_day: date = FIRST_DAY
    last_day: date = LAST_DAY
    left: bool = False

    @property
    def year_name(self) -> str:
        """The year group in words, as on a class list."""
        return f"Year {self.year}" if self.year else "Reception"


def _adult(dice: Dice, family: Family, woman: bool, relationship: str, *, here: bool) -> Adult:
    forename = dice.pick(WOMEN if woman else MEN)
    surname = family.surname if dice.happens(750) else dice.pick(SURNAMES)
    number = dice.between(0, 999)
    return Adult(
        title="Mr" if not woman else dice.pick(("Mrs", "Ms", "Miss", "Mrs", "Dr")),
        forename=forename,
        surname=surname,
        relationship=relationship,
        email=f"{forename.lower()}.{number:03}@mail.example" if dice.happens(850) else "",
        telephone=f"07700 900{number:03}",
        address=family.address if here else _address(dice)[0],
        postcode=family.postcode if here else _address(dice)[1],
        lives_with=here,
    )


def _address(dice: Dice) -> tuple[str, str]:
    # QX is no postcode area and Fernbrook is no town
    inward = f"{dice.between(1, 9)}{dice.pick('ABDEFGHJLN')}{dice.pick('PQRSTUWXYZ')}"
    return f"{dice.between(1, 140)} {dice.pick(STREETS)}, Fernbrook", f"QX{dice.between(1, 9)} {inward}"


def _new_family(dice: Dice, surname: str) -> Family:
    family = Family(surname, *_address(dice))
    family.adults.append(_adult(dice, family, True, "Mother", here=True))
    if dice.happens(760):
        family.adults.append(_adult(dice, family, False, "Father", here=dice.happens(750)))
    if dice.happens(90):
        grandmother = _adult(dice, family, True, "Grandmother", here=False)
        grandmother.responsible = False
        family.adults.append(grandmother)
    return family


def _born(dice: Dice, year: int) -> date:
    first = date(2020 - year, 9, 1)
    return first + timedelta(days=dice.between(0, 364))


def make_pupils(seed: int) -> list[Pupil]:
    """Return the pupils of all classes, in the order of the class lists."""
    dice = Dice(seed)
    special = {(index * 23 + 7): who for index, who in enumerate(NOT_PLAIN_ASCII)}
    families: list[Family] = []
    pupils: list[Pupil] = []
    for group, (year, size) in CLASSES.items():
        for _ in range(size):
            number = len(pupils)
            if number in special:
                surname, forename, sex = special[number]
                family = _new_family(dice, surname)
            else:
                sex = dice.pick("FM")
                forename = dice.pick(GIRLS if sex == "F" else BOYS)
                older = [one for one in families if one.pupils < 3]
                hyphenated = number % 67 == 50
                if older and not hyphenated and dice.happens(280):
                    family = dice.pick(older)
                else:
                    family = _new_family(
                        dice, HYPHENATED[number // 67] if hyphenated else dice.pick(SURNAMES)
                    )
                surname = family.surname
            if family.pupils == 0:
                families.append(family)
            family.pupils += 1
            # the sixth year's pupils were given their numbers in 2019, the youngest in 2025
            upn = make_upn(AUTHORITY, ESTABLISHMENT, 2025 - year, number + 1)
            pupils.append(
                Pupil(
                    upn=upn,
                    admission_number=f"{4100 + number:06}",
                    surname=surname,
                    forename=forename,
                    preferred_forename="Max" if number == 61 else forename,
                    date_of_birth=_born(dice, year),
                    sex=sex,
                    year=year,
                    group=group,
                    house=dice.pick(HOUSES),
                    family=family,
                )
            )
    _state_flags(dice, pupils)
    _make_exceptions(pupils)
    return pupils


def _state_flags(dice: Dice, pupils: list[Pupil]) -> None:
    for pupil in pupils:
        pupil.sen = dice.weighted({"N": 80, "K": 15, "E": 5})
        pupil.fsm = dice.happens(240)
        pupil.ever6 = pupil.fsm or dice.happens(60)
        pupil.eal = dice.happens(190) or not pupil.surname.isascii()
        pupil.service_child = dice.happens(15)
        pupil.social_worker = dice.happens(30)
        pupil.pp = pupil.ever6 or pupil.service_child


def _make_exceptions(pupils: list[Pupil]) -> None:
    """The pupils an officer meets in any school, at fixed places in the class lists."""
    joiner, leaver, looked_after, elsewhere, youngest = (pupils[n] for n in (88, 131, 42, 110, 5))
    joiner.first_day = date(2025, 11, 10)
    leaver.last_day, leaver.left = date(2026, 1, 23), True
    looked_after.lac = looked_after.social_worker = looked_after.pp = True
    home = Family(looked_after.surname, looked_after.family.address, looked_after.family.postcode, pupils=1)
    looked_after.family = home
    carer = Adult("Mrs", "Denise", "Garner", "Foster carer", "denise.garner@mail.example", "07700 900471")
    carer.address, carer.postcode, carer.responsible = home.address, home.postcode, False
    worker = Adult("Mr", "Neil", "Stott", "Social worker", "n.stott@council.example", "01632 960882")
    worker.lives_with = worker.responsible = False
    home.adults = [carer, worker]
    elsewhere.enrolment = "M"  # also registered at another school
    youngest.date_of_birth = date(2021, 8, 19)
    two_adults = [pupil.family for pupil in pupils if len(pupil.family.adults) > 1 and not pupil.lac]
    barred = two_adults[3].adults[1]  # by order of a court
    barred.lives_with = barred.responsible = barred.may_be_written_to = False
    barred.address, barred.postcode = "", ""
    unknown = two_adults[9].adults[1]
    unknown.lives_with, unknown.address, unknown.postcode = False, "", ""
    nowhere = next(pupil.family for pupil in pupils[150:] if len(pupil.family.adults) == 1)
    nowhere.adults[0].address = nowhere.adults[0].postcode = nowhere.address = nowhere.postcode = ""
