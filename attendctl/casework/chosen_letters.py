"""Which of the decisions the officer asked for: by band, letter or pupil."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import duckdb

from attendctl.casework.decision import Decision, Outcome
from attendctl.casework.pupil_meant import pupils_meant, pupils_of
from attendctl.casework.steps_due import SchoolDecisions
from attendctl.casework.wording import date_in_words
from attendctl.errors import NotFound
from attendctl.policies import Policy


@dataclass(frozen=True)
class Wanted:
    """What the officer asked for; None is everything."""

    band: str | None = None
    letter: str | None = None
    pupil: str | None = None  # UPN, admission number, MIS id or name
    withdraw: str | None = None  # the reference of a letter to take back

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


def choose_decisions(
    connection: duckdb.DuckDBPyConnection, schools: Sequence[SchoolDecisions], wanted: Wanted
) -> list[SchoolDecisions]:
    """Keep the decisions asked for.

    Letters due and held back are kept where band, letter and pupil fit. What is
    not due is kept only as the answer to a question about a pupil or a letter.

    Args:
        connection: has the ledger's view ``pupil``.
        schools: the decisions to choose from.
        wanted: what was asked for.

    Raises:
        NotFound: there is no such pupil, or the pupil has no session this year.
        WrongUsage: several pupils have that name.
    """
    pupils = _pupils_asked_for(connection, schools, wanted.pupil) if wanted.pupil is not None else None
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


def _pupils_asked_for(
    connection: duckdb.DuckDBPyConnection, schools: Sequence[SchoolDecisions], asked: str
) -> set[int]:
    judged = {decision.pupil.pupil_id for school in schools for decision in school.decisions}
    pupils = pupils_of(connection, {school.school.school_id for school in schools})
    try:
        # a namesake of an earlier year does not stand in the way
        meant = pupils_meant([pupil for pupil in pupils if pupil.pupil_id in judged], asked)
    except NotFound:
        pupils_meant(pupils, asked)
        raise NotFound(
            "The pupil that --pupil says has no sessions in this academic year.",
            remedy="Choose a day of an earlier year with --as-of.",
        ) from None
    return {pupil.pupil_id for pupil in meant}
