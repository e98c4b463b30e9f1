"""Everything held about one child, put so that the child or its parents can read it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from attendctl.casework.case_kinds import case_kinds
from attendctl.casework.chosen_schools import choose_schools
from attendctl.casework.pupil_meant import PupilMeant, pupils_meant, pupils_of
from attendctl.casework.subject_access.other_children import without_other_children
from attendctl.errors import NotFound, WrongUsage
from attendctl.ledger.about_one_pupil import (
    AboutPupil,
    Rows,
    everything_about,
    names_of_pupils,
    pupils_ever_stated,
    schools_ever_stated,
)
from attendctl.rules.attendance_codes import load_attendance_codes
from attendctl.settings import Settings

NOTICES = "attendctl notice"
NO_TEXT = "The text is left out: it is about another child as well, whose name the ledger no longer has."


@dataclass(frozen=True)
class LetterText:
    """The text that one household was sent; ``shortened``: what it said of other children is left out."""

    reference: str
    copy: int
    text: str
    shortened: bool


@dataclass(frozen=True)
class HeldAboutPupil:
    """What is held about a child, by table, oldest first. ``made_on`` is the day it was put together."""

    pupil: PupilMeant
    schools: tuple[str, ...]
    made_on: date
    tables: dict[str, Rows]
    letter_texts: tuple[LetterText, ...]


def held_about(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    asked: str,
    *,
    today: date,
    school: str | None = None,
) -> HeldAboutPupil:
    """Gather everything that is held about one child.

    Args:
        connection: has the ledger's reading views of all it was told.
        settings: other names that schools go by.
        asked: the pupil, by UPN, admission number, MIS id or name.
        today: the day it is put together.
        school: one school, by name, URN or DfE number; None for all that know the pupil.

    Raises:
        NotFound: no such pupil or school.
        WrongUsage: several pupils go by it.
    """
    schools = _schools(connection, settings, school)
    try:
        found = pupils_meant(pupils_of(connection, schools), asked, option="PUPIL")
    except NotFound:  # what was withdrawn is held all the same
        stated = [PupilMeant(*row) for row in pupils_ever_stated(connection, schools)]
        found = pupils_meant(stated, asked, option="PUPIL")
    if len({pupil.pupil_id for pupil in found}) > 1:
        raise WrongUsage(
            f"{len(found)} pupils go by what PUPIL says.",
            remedy="Name the school as well, with --school, or the pupil by UPN.",
        )
    pupil = found[0]
    held = everything_about(connection, pupil.pupil_id, schools)
    others = {other for letter in held.letters for other in letter["others"]}
    names = names_of_pupils(connection, [pupil.pupil_id, *others])
    notices = {kind.name for kind in case_kinds() if kind.command == NOTICES}
    for row in held.case_log:
        row["details"] = json.loads(row["details"] or "{}")
    return HeldAboutPupil(
        pupil=pupil,
        schools=tuple(sorted({row["school"] for row in [*held.marks, *held.statements, *held.case_log]})),
        made_on=today,
        tables={
            "numbers": held.numbers,
            "register": _with_meanings(held.marks),
            "amendments": held.amendments,
            "totals": held.totals,
            "statements": held.statements,
            "contacts": held.contacts,
            "letters": [_letter(letter) for letter in held.letters],
            "case_log": held.case_log,
            "notices": [row for row in held.case_log if row["kind"] in notices],
            "imports": held.imports,
        },
        letter_texts=tuple(_texts(held, pupil.pupil_id, names)),
    )


def _schools(connection: duckdb.DuckDBPyConnection, settings: Settings, wanted: str | None) -> list[int]:
    """Return the schools asked about by number, those known from withdrawn imports alone too."""
    every = schools_ever_stated(connection)
    if wanted is None:
        return [school_id for school_id, *_ in every]
    try:
        return [one.school_id for one in choose_schools(connection, settings, wanted)]
    except NotFound:
        word = wanted.strip().casefold()
        found = [school_id for school_id, *words in every if word in (str(one).casefold() for one in words)]
        if found:
            return found
        raise


def _with_meanings(marks: Rows) -> Rows:
    """Put beside every code what it meant on its day."""
    codes = load_attendance_codes()
    for row in marks:
        try:
            row["meaning"] = codes.accepted(row["code"], row["date"]).meaning
        except NotFound:  # taken in under a code that was in force nowhere: the code itself is what is held
            row["meaning"] = None
    return marks


def _letter(letter: dict[str, Any]) -> dict[str, Any]:
    """Return a letter without what is recorded of other children.

    The reason is of the pupil the letter is recorded under.
    """
    given = {name: value for name, value in letter.items() if name not in ("first", "others")}
    given["reason"] = json.loads(letter["reason"] or "null") if letter["first"] else None
    given["addressed_to"] = json.loads(letter["addressed_to"] or "[]")
    given["figures"] = json.loads(letter["figures"] or "null")
    given["about_others_too"] = bool(letter["others"])
    return given


def _texts(held: AboutPupil, pupil_id: int, names: dict[int, set[str]]) -> list[LetterText]:
    others = {letter["reference"]: letter["others"] for letter in held.letters}
    texts = []
    for copy in held.copies:
        text = copy["markdown"] or json.loads(copy["sheet"]).get("text") or ""
        of_others = others[copy["reference"]]
        if of_others and not all(names[other] for other in of_others):
            text = NO_TEXT
        elif of_others:
            text = without_other_children(
                text,
                own=names[pupil_id],
                others={name for other in of_others for name in names[other]},
            )
        texts.append(LetterText(copy["reference"], copy["copy"], text, bool(of_others)))
    return texts
