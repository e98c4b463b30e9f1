"""From decisions to letters ready to print: every field and every recipient checked first.

Nothing is written here. A letter that lacks something is held back with what is missing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from attendctl.calendar import academic_year_start
from attendctl.casework.decision import Decision
from attendctl.casework.recipients import Contact, Household
from attendctl.casework.wording import date_in_words
from attendctl.letters.delivery import Delivery, usable_emails
from attendctl.letters.fields import FieldHasNoValue, Occasion, values_of
from attendctl.letters.joint_letters import Addressed, shared_households
from attendctl.letters.letter_template import LetterTemplate
from attendctl.letters.markdown_blocks import blocks_of
from attendctl.letters.paper import Paper
from attendctl.letters.readers import held_back_for, readers_of
from attendctl.letters.references import reference_for
from attendctl.letters.sheet import Letterhead, Sheet
from attendctl.letters.templates import LetterTemplates
from attendctl.letters.word_template import words_of

_UNSAFE_IN_A_FILE_NAME = re.compile(r"[^A-Za-z0-9]+")
_LONGEST_IDENTITY = 40
_BY_POST = Delivery()


@dataclass(frozen=True)
class Envelope:
    """One copy of a letter: to one household, with all that its files are made of."""

    household: Household
    markdown: str
    paper: Paper

    @property
    def sheet(self) -> Sheet:
        """The letter as a page."""
        return self.paper.sheet

    @property
    def file_name(self) -> str:
        """The name of the copy as PDF."""
        return f"{self.paper.stem}.pdf"


@dataclass(frozen=True)
class PreparedLetter:
    """A letter about one pupil or several siblings, one envelope for each household it goes to."""

    decisions: tuple[Decision, ...]
    occasion: Occasion
    reference: str
    title: str
    template: LetterTemplate
    envelopes: tuple[Envelope, ...]

    @property
    def decision(self) -> Decision:
        """The decision about the pupil, or about the first of several."""
        return self.decisions[0]


@dataclass(frozen=True)
class _Lacking:
    """Fields that a template prints and that have no value."""

    fields: Sequence[str]


def prepare_letter(
    decision: Decision,
    contacts: Sequence[Contact],
    occasion: Occasion,
    template: LetterTemplate,
    delivery: Delivery = _BY_POST,
) -> PreparedLetter | Decision:
    """Fill one letter about one pupil, or hold it back with what is missing.

    Args:
        decision: with outcome "due".
        contacts: the pupil's, in any order.
        occasion: policy, school and dates of this run.
        template: of the decision's letter.
        delivery: how it reaches the households.

    Returns:
        The letter, or the decision again as held back, marked as a fault.
    """
    households, faults = readers_of(decision, contacts, occasion.school, delivery)
    if not households:
        return faults[0]
    return _own_letter(decision, households, occasion, template)


def prepare_letters(
    decisions: Sequence[Decision],
    contacts: Mapping[int, Sequence[Contact]],
    occasion: Occasion,
    templates: LetterTemplates,
    delivery: Delivery = _BY_POST,
) -> tuple[list[PreparedLetter], list[Decision]]:
    """Fill every letter of one school that is due; siblings at one home share a letter.

    Every template is found and checked before the first letter is filled. Where a
    template was written for one child, or says something that differs between siblings,
    each gets a letter of their own.

    Returns:
        The letters in the order given, and the decisions held back for a fault. A
        decision is in both where one of the pupil's households cannot be reached.

    Raises:
        NotFound: a letter has no template.
        WrongUsage: a template is not right.
    """
    folder = occasion.policy.template_folder
    letters = {decision.letter or "" for decision in decisions}
    found = {letter: templates.template_for(folder, letter) for letter in sorted(letters)}
    held_back: list[Decision] = []
    addressed: list[Addressed] = []
    for decision in decisions:
        households, faults = readers_of(
            decision, contacts.get(decision.pupil.pupil_id, ()), occasion.school, delivery
        )
        held_back += faults
        if households:
            addressed.append((decision, households))
    prepared: dict[tuple[int, ...], PreparedLetter] = {}
    own: dict[int, list[Household]] = {}
    for together in shared_households(addressed):
        about = [addressed[place][0] for place in together.places]
        template = found[about[0].letter or ""]
        if len(about) > 1 and template.knows_of_several_children:
            joint = _filled(about, together.households, occasion, template)
            if isinstance(joint, PreparedLetter):
                prepared[together.places] = joint
                continue
        homes = {household.who_and_where for household in together.households}
        for place in together.places:
            of_pupil = addressed[place][1] if len(about) > 1 else together.households
            own.setdefault(place, []).extend(one for one in of_pupil if one.who_and_where in homes)
    for place, own_homes in own.items():
        decision, all_homes = addressed[place]
        own_homes.sort(key=all_homes.index)
        letter = _own_letter(decision, own_homes, occasion, found[decision.letter or ""])
        if isinstance(letter, PreparedLetter):
            prepared[place,] = letter
        else:
            held_back.append(letter)
    in_order = sorted(prepared, key=lambda places: (places[0], -len(places)))
    return [prepared[places] for places in in_order], held_back


def hold_back_for_characters(letter: PreparedLetter, characters: Sequence[str]) -> list[Decision]:
    """Hold back a letter that no font of this machine can print.

    The characters are named by number: a name must not reach a message.
    """
    numbers = ", ".join(f"U+{ord(character):04X}" for character in characters)
    why = (
        f"No font on this machine has {numbers}. Install one that does (the Noto fonts cover every script) "
        "and write the letter again."
    )
    return [held_back_for(decision, why) for decision in letter.decisions]


def _own_letter(
    decision: Decision, households: Sequence[Household], occasion: Occasion, template: LetterTemplate
) -> PreparedLetter | Decision:
    letter = _filled([decision], households, occasion, template)
    if isinstance(letter, _Lacking):
        return held_back_for(decision, f"The letter has no value for: {', '.join(letter.fields)}.")
    return letter


def _filled(
    decisions: Sequence[Decision],
    households: Sequence[Household],
    occasion: Occasion,
    template: LetterTemplate,
) -> PreparedLetter | _Lacking:
    """Fill one letter for every household, or return the fields that have no value."""
    own = [_reference(decision, occasion) for decision in decisions]
    reference = own[0] if len(own) == 1 else reference_for("joint", *sorted(own))
    title = f"Attendance letter {decisions[0].letter}, reference {reference}"
    envelopes = []
    for number, household in enumerate(households, start=1):
        values = values_of(decisions, household, occasion, reference=reference)
        try:
            filled = template.fill(values, occasion.written_on)
        except FieldHasNoValue:
            return _Lacking(template.missing(values, occasion.written_on))
        is_word = isinstance(filled, bytes)
        text = words_of(filled) if isinstance(filled, bytes) else filled
        sheet = Sheet(
            reference=reference,
            date_line=date_in_words(occasion.written_on),
            letterhead=_letterhead(occasion),
            addressee=(household.addressee, *household.address),
            blocks=() if is_word else tuple(blocks_of(text, template=template.name)),
        )
        paper = Paper(
            stem=_file_stem(decisions[0], reference, number),
            title=title,
            written_on=occasion.written_on,
            sheet=sheet,
            emails=usable_emails(household),
            word=filled if isinstance(filled, bytes) else None,
            text=text if is_word else "",
        )
        envelopes.append(Envelope(household, text, paper))
    return PreparedLetter(tuple(decisions), occasion, reference, title, template, tuple(envelopes))


def _reference(decision: Decision, occasion: Occasion) -> str:
    return reference_for(
        occasion.school.urn or occasion.school.name,
        decision.pupil.identity,
        decision.letter,
        occasion.policy.key,
        occasion.policy.version,
        academic_year_start(occasion.as_of).year,
        *(part for part in (decision.occasion, decision.after_withdrawal) if part),
    )


def _letterhead(occasion: Occasion) -> Letterhead:
    school = occasion.school
    lines = [*school.address]
    lines += [f"Telephone {school.telephone}"] if school.telephone else []
    lines += [line for line in (school.email, school.website) if line]
    return Letterhead(school.name, tuple(lines))


def _file_stem(decision: Decision, reference: str, number: int) -> str:
    """Return a name made of letter, pupil's number and reference: safe whatever a pupil is called."""
    who = _UNSAFE_IN_A_FILE_NAME.sub("", decision.pupil.identity)[:_LONGEST_IDENTITY]
    parts = [decision.letter or "", who, reference.replace("-", ""), str(number) if number > 1 else ""]
    return "-".join(part for part in parts if part)
