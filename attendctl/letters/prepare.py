"""From decisions to letters ready to print: every field and every recipient checked first.

Nothing is written here. A letter that lacks something is held back with what is missing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from attendctl.calendar import academic_year_start
from attendctl.casework.decision import Decision, Outcome
from attendctl.casework.recipients import Contact, Household, PupilAtHome, households_to_write_to
from attendctl.casework.wording import date_in_words
from attendctl.letters.fields import Occasion, fields_of
from attendctl.letters.markdown_blocks import blocks_of
from attendctl.letters.pdf import Letterhead, Sheet
from attendctl.letters.references import reference_for
from attendctl.letters.templates import LetterTemplate, LetterTemplates

_UNSAFE_IN_A_FILE_NAME = re.compile(r"[^A-Za-z0-9]+")
_LONGEST_IDENTITY = 40


@dataclass(frozen=True)
class Envelope:
    """One printed copy of a letter: to one household, under one file name."""

    household: Household
    file_name: str
    markdown: str
    sheet: Sheet


@dataclass(frozen=True)
class PreparedLetter:
    """A letter about one pupil, one envelope for each household it goes to."""

    decision: Decision
    occasion: Occasion
    reference: str
    title: str
    template: LetterTemplate
    envelopes: tuple[Envelope, ...]


def prepare_letter(
    decision: Decision,
    contacts: Sequence[Contact],
    occasion: Occasion,
    template: LetterTemplate,
) -> PreparedLetter | Decision:
    """Fill one letter that is due, or hold it back with what is missing.

    Args:
        decision: with outcome "due".
        contacts: the pupil's, in any order.
        occasion: policy, school and dates of this run.
        template: of the decision's letter.

    Returns:
        The letter, or the decision again as held back, marked as a fault.
    """
    pupil = decision.pupil
    name = f"{pupil.forename} {pupil.surname}"
    home = PupilAtHome(name, pupil.address, pupil.postcode, pupil.salutation, pupil.addressee)
    households = households_to_write_to(home, contacts)
    if not households:
        return _held_back(decision, "None of the pupil's contacts may be written to.")
    reference = reference_for(
        occasion.school.urn or occasion.school.name,
        pupil.identity,
        decision.letter,
        occasion.policy.key,
        occasion.policy.version,
        academic_year_start(occasion.as_of).year,
    )
    envelopes = []
    for number, household in enumerate(households, start=1):
        values = fields_of(decision, household, occasion, reference=reference)
        missing = template.missing(values)
        if missing:
            return _held_back(decision, f"The letter has no value for: {', '.join(missing)}.")
        markdown = template.fill(values)
        sheet = Sheet(
            reference=reference,
            date_line=date_in_words(occasion.written_on),
            letterhead=_letterhead(occasion),
            addressee=(household.addressee, *household.address),
            blocks=tuple(blocks_of(markdown, template=template.name)),
        )
        envelopes.append(Envelope(household, _file_name(decision, reference, number), markdown, sheet))
    return PreparedLetter(
        decision,
        occasion,
        reference,
        f"Attendance letter {decision.letter}, reference {reference}",
        template,
        tuple(envelopes),
    )


def prepare_letters(
    decisions: Sequence[Decision],
    contacts: Mapping[int, Sequence[Contact]],
    occasion: Occasion,
    templates: LetterTemplates,
) -> tuple[list[PreparedLetter], list[Decision]]:
    """Fill every letter of one school that is due.

    Every template is found and checked before the first letter is filled.

    Returns:
        The letters in the order given, and the decisions held back for a fault.

    Raises:
        NotFound: a letter has no template.
        WrongUsage: a template is not right.
    """
    folder = occasion.policy.template_folder
    letters = {decision.letter or "" for decision in decisions}
    found = {letter: templates.template_for(folder, letter) for letter in sorted(letters)}
    prepared: list[PreparedLetter] = []
    held_back: list[Decision] = []
    for decision in decisions:
        result = prepare_letter(
            decision,
            contacts.get(decision.pupil.pupil_id, ()),
            occasion,
            found[decision.letter or ""],
        )
        if isinstance(result, PreparedLetter):
            prepared.append(result)
        else:
            held_back.append(result)
    return prepared, held_back


def hold_back_for_characters(letter: PreparedLetter, characters: Sequence[str]) -> Decision:
    """Hold back a letter that no font of this machine can print.

    The characters are named by number: a name must not reach a message.
    """
    numbers = ", ".join(f"U+{ord(character):04X}" for character in characters)
    return _held_back(
        letter.decision,
        f"No font on this machine has {numbers}. Install one that does (the Noto fonts cover every script) "
        "and write the letter again.",
    )


def _held_back(decision: Decision, why: str) -> Decision:
    return replace(decision, outcome=Outcome.HELD_BACK, why=why, is_fault=True)


def _letterhead(occasion: Occasion) -> Letterhead:
    school = occasion.school
    lines = [*school.address]
    lines += [f"Telephone {school.telephone}"] if school.telephone else []
    lines += [line for line in (school.email, school.website) if line]
    return Letterhead(school.name, tuple(lines))


def _file_name(decision: Decision, reference: str, number: int) -> str:
    """Return a name made of letter, pupil's number and reference: safe whatever a pupil is called."""
    who = _UNSAFE_IN_A_FILE_NAME.sub("", decision.pupil.identity)[:_LONGEST_IDENTITY]
    parts = [decision.letter or "", who, reference.replace("-", ""), str(number) if number > 1 else ""]
    return "-".join(part for part in parts if part) + ".pdf"
