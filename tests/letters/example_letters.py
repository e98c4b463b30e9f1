"""Letters filled from a decision written by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from attendctl.casework.decision import Decision, Outcome
from attendctl.casework.recipients import Contact
from attendctl.casework.standing import PupilStanding, Sessions, WrittenLetter
from attendctl.letters.fields import Occasion
from attendctl.letters.prepare import PreparedLetter, prepare_letter
from attendctl.letters.templates import LetterTemplates
from attendctl.policies import load_policy
from attendctl.settings import SchoolSettings

SCHOOL = SchoolSettings(
    name="Hillside School",
    urn="999002",
    address=["1 Hill Road", "Hilltown", "QX1 2AB"],
    telephone="01632 960123",
    email="office@hillside.example",
    signatory="R. Amadi",
    signatory_role="Attendance Officer",
)
PUPIL = PupilStanding(
    school_id=1,
    pupil_id=7,
    upn="A999000000001",
    mis_id=None,
    admission_number="001234",
    surname="Okoro",
    forename="Ada",
    year_group="4",
    class_name="4K",
    year=Sessions(possible=90, authorised=4, unauthorised=2),
    is_leaver=False,
    address="3 Low Lane, Hilltown",
    postcode="QX1 9ZZ",
)
MOTHER = Contact(
    1,
    1,
    title="Mrs",
    forename="Grace",
    surname="Okoro",
    relationship="Mother",
    parental_responsibility=True,
    lives_with_pupil=True,
    may_be_written_to=True,
)


def decided(
    policy: str, letter: str, year: Sessions, *, since: Sessions | None = None, **pupil: Any
) -> Decision:
    """Return a letter that is due, in the band its sessions give."""
    rules = load_policy(policy)
    band = rules.band_of(year.tenths)
    step = rules.step_for(letter)
    assert band is not None
    assert step is not None
    earlier = WrittenLetter(7, policy, step.follows or "", "OLD1-OLD2", date(2025, 10, 3))
    return Decision(
        pupil=replace(PUPIL, year=year, **pupil),
        outcome=Outcome.DUE,
        letter=letter,
        band=band.name,
        why="worked by hand",
        source="the policy",
        previous=(earlier,) if step.follows else (),
        since_previous=since,
        step=step,
    )


def occasion_of(policy: str, school: SchoolSettings = SCHOOL) -> Occasion:
    """Return a Monday's run on the marks up to the Friday before."""
    return Occasion(load_policy(policy), school, date(2025, 11, 7), date(2025, 11, 10))


def prepared(
    policy: str,
    letter: str,
    year: Sessions,
    *,
    since: Sessions | None = None,
    contacts: tuple[Contact, ...] = (MOTHER,),
    school: SchoolSettings = SCHOOL,
    templates: LetterTemplates | None = None,
    **pupil: Any,
) -> PreparedLetter:
    """Return one filled letter."""
    occasion = occasion_of(policy, school)
    template = (templates or LetterTemplates()).template_for(occasion.policy.template_folder, letter)
    result = prepare_letter(decided(policy, letter, year, since=since, **pupil), contacts, occasion, template)
    assert isinstance(result, PreparedLetter), result
    return result


def markdown(policy: str, letter: str, year: Sessions, **more: Any) -> str:
    """Return the first envelope's letter as Markdown."""
    return prepared(policy, letter, year, **more).envelopes[0].markdown
