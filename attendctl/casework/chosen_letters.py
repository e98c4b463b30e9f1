"""Which of the decisions the officer asked for: by band, letter or pupil."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from attendctl.casework.decision import Decision, Outcome
from attendctl.casework.letters_due import SchoolDecisions
from attendctl.casework.wording import date_in_words
from attendctl.errors import NotFound, WrongUsage
from attendctl.policies import Policy


@dataclass(frozen=True)
class Wanted:
    """What the officer asked for; None is everything."""

    band: str | None = None
    letter: str | None = None
    pupil: str | None = None  # UPN, admission number, MIS id or name

    @property
    def is_about_something(self) -> bool:
        """Whether "not due" is an answer too: a pupil or a letter was asked for by name."""
        return self.letter is not None or self.pupil is not None


def refuse_unknown_bands_and_letters(wanted: Wanted, policies: Iterable[Policy]) -> None:
    """Refuse a band or letter that no policy in use has.

    Raises:
        NotFound: names the ones there are.
    """
    policies = list(policies)
    bands = list(dict.fromkeys(band.name for policy in policies for band in policy.bands))
    letters = list(dict.fromkeys(letter for policy in policies for letter in policy.letters))
    keys = " and ".join(dict.fromkeys(policy.key for policy in policies))
    for asked, there, what in ((wanted.band, bands, "band"), (wanted.letter, letters, "letter")):
        if asked is not None and asked not in there:
            raise NotFound(
                f"The policy {keys} has no {what} {asked!r}.", remedy=f"Its {what}s are: {', '.join(there)}."
            )


def choose_decisions(schools: Sequence[SchoolDecisions], wanted: Wanted) -> list[SchoolDecisions]:
    """Keep the decisions asked for.

    Letters due and held back are kept where band, letter and pupil fit. What is
    not due is kept only as the answer to a question about a pupil or a letter.

    Raises:
        NotFound: there is no such pupil.
        WrongUsage: several pupils have that name.
    """
    decisions = [decision for school in schools for decision in school.decisions]
    pupils = _pupils_meant(decisions, wanted.pupil) if wanted.pupil is not None else None
    return [
        replace(
            school,
            decisions=tuple(
                chosen
                for decision in school.decisions
                if (pupils is None or decision.pupil.pupil_id in pupils)
                and (chosen := _as_asked(decision, wanted)) is not None
            ),
        )
        for school in schools
    ]


def _as_asked(decision: Decision, wanted: Wanted) -> Decision | None:
    if wanted.band is not None and decision.band != wanted.band:
        return None
    if wanted.letter is not None and decision.letter != wanted.letter:
        written = next((one for one in decision.previous if one.letter == wanted.letter), None)
        if written is None:
            return decision if wanted.pupil is not None and decision.outcome is not Outcome.DUE else None
        return replace(
            decision,
            outcome=Outcome.NOT_DUE,
            letter=written.letter,
            why=f"Letter {written.letter} was written on {date_in_words(written.written_on)}, "
            f"reference {written.reference}.",
            is_fault=False,
        )
    if decision.outcome is Outcome.NOT_DUE and not wanted.is_about_something:
        return None
    return decision


def _pupils_meant(decisions: Sequence[Decision], asked: str) -> set[int]:
    """Return the pupils a word may mean: by number first, else by name. The word may be a name: not said."""
    word = asked.strip().casefold()
    by_number = {
        decision.pupil.pupil_id
        for decision in decisions
        if word
        in {
            number.casefold()
            for number in (
                decision.pupil.upn,
                decision.pupil.admission_number,
                decision.pupil.admission_number and decision.pupil.admission_number.lstrip("0"),
                decision.pupil.mis_id,
            )
            if number
        }
    }
    if by_number:
        return by_number
    by_name = {
        decision.pupil.pupil_id
        for decision in decisions
        if word in _names(decision.pupil.forename or "", decision.pupil.surname or "")
    }
    if not by_name:
        raise NotFound(
            "No pupil with sessions in this academic year goes by what --pupil says.",
            remedy="Name a pupil by UPN, admission number, or forename and surname.",
        )
    if len(by_name) > 1:
        raise WrongUsage(
            f"{len(by_name)} pupils go by what --pupil says.",
            remedy="Name the pupil by UPN or admission number.",
        )
    return by_name


def _names(forename: str, surname: str) -> set[str]:
    both = f"{forename} {surname}".strip(), f"{surname}, {forename}", f"{surname} {forename}", surname
    return {name.casefold() for name in both if name.strip(" ,")}
