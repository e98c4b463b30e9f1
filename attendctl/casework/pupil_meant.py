"""Which pupil a word on the command line means: a UPN, the school's own number, or a name.

The word may be a child's name, so no message repeats it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import duckdb

from attendctl.errors import NotFound, WrongUsage

_PUPILS = """
SELECT school_id, pupil_id, upn, admission_number, mis_id,
       surname, forename, preferred_surname, preferred_forename
FROM pupil
ORDER BY school_id, pupil_id
"""


@dataclass(frozen=True)
class PupilMeant:
    """A pupil of one school, with every number and name that may stand for it."""

    school_id: int
    pupil_id: int
    upn: str | None
    admission_number: str | None
    mis_id: str | None
    surname: str | None
    forename: str | None
    preferred_surname: str | None = None
    preferred_forename: str | None = None

    @property
    def identity(self) -> str:
        """The UPN, or the school's own number where there is none: what a message may say."""
        return self.upn or self.admission_number or self.mis_id or ""

    @property
    def numbers(self) -> set[str]:
        """What it goes by, without a name; an admission number with and without its leading noughts."""
        without_noughts = (self.admission_number or "").lstrip("0")
        every = (self.upn, self.admission_number, without_noughts, self.mis_id)
        return {_comparable(number) for number in every if number}

    @property
    def names(self) -> set[str]:
        """Forename and surname either way round, and the surname alone, as registered and as preferred."""
        surnames = {name for name in (self.surname, self.preferred_surname) if name}
        forenames = {name for name in (self.forename, self.preferred_forename) if name}
        both = {
            written
            for surname in surnames
            for forename in forenames
            for written in (f"{forename} {surname}", f"{surname} {forename}", f"{surname}, {forename}")
        }
        return {_comparable(name) for name in both | surnames}


def pupils_of(
    connection: duckdb.DuckDBPyConnection, school_ids: Collection[int] | None = None
) -> list[PupilMeant]:
    """Return the pupils of the ledger's view ``pupil``, of all schools or of some."""
    found = [PupilMeant(*row) for row in connection.execute(_PUPILS).fetchall()]
    return [pupil for pupil in found if school_ids is None or pupil.school_id in school_ids]


def pupils_meant(pupils: Iterable[PupilMeant], asked: str, *, option: str = "--pupil") -> list[PupilMeant]:
    """Return the pupils that a word means: all with that number, else the one of that name.

    An admission number is a school's own: of several schools it may mean several pupils.
    Accents, capitals and spaces make no difference.

    Args:
        pupils: those to choose from.
        asked: UPN, admission number, MIS id or name.
        option: what the messages call the word.

    Raises:
        NotFound: no pupil goes by it.
        WrongUsage: several pupils have that name.

    >>> ann = PupilMeant(1, 1, "A999200000010", "0417", None, "Åsberg", "Zoë")
    >>> [pupils_meant([ann], word) == [ann] for word in ("a999200000010", "417", "zoe  ASBERG")]
    [True, True, True]
    """
    pupils = list(pupils)
    word = _comparable(asked)
    by_number = [pupil for pupil in pupils if word in pupil.numbers] if word else []
    if by_number:
        return by_number
    by_name = [pupil for pupil in pupils if word in pupil.names] if word else []
    if not by_name:
        raise NotFound(
            f"No pupil in the ledger goes by what {option} says.",
            remedy="Name a pupil by UPN, admission number, or forename and surname.",
        )
    different = len({pupil.pupil_id for pupil in by_name})
    if different > 1:
        raise WrongUsage(
            f"{different} pupils go by what {option} says.",
            remedy="Name the pupil by UPN or admission number.",
        )
    return by_name


def the_pupil_meant(pupils: Iterable[PupilMeant], asked: str, *, option: str = "PUPIL") -> PupilMeant:
    """Return the one pupil, of one school, that a word means. For what is written down about a child.

    Raises:
        NotFound: no pupil goes by it.
        WrongUsage: several do, or one does in several schools.
    """
    found = pupils_meant(pupils, asked, option=option)
    if len(found) > 1:
        what = (
            "pupils go" if len({pupil.pupil_id for pupil in found}) > 1 else "schools have the pupil who goes"
        )
        raise WrongUsage(
            f"{len(found)} {what} by what {option} says.", remedy="Name the school as well, with --school."
        )
    return found[0]


def refuse_unknown_class(connection: duckdb.DuckDBPyConnection, class_name: str) -> None:
    """Raise NotFound for a class that no pupil of the ledger is in."""
    rows = connection.execute(
        "SELECT DISTINCT class FROM pupil WHERE class IS NOT NULL ORDER BY class"
    ).fetchall()
    classes = [name for (name,) in rows]
    if class_name not in classes:
        raise NotFound(
            f"There is no class {class_name!r} in the ledger.",
            remedy=f"The classes: {', '.join(classes)}."
            if classes
            else "No pupil's class is stated: import the pupils with their classes.",
        )


def _comparable(text: str) -> str:
    letters = unicodedata.normalize("NFKD", " ".join(text.split()))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()
