"""Siblings who are due the same letter: which of their households may get one letter about all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from attendctl.casework.decision import Decision
from attendctl.casework.recipients import Household
from attendctl.policies import Step

# Entries of the case log that may be about siblings at once: one request for leave, one visit, one meeting.
_ABOUT_THE_FAMILY = frozenset({"leave", "visit", "meeting", "withdrawal"})

Addressed = tuple[Decision, Sequence[Household]]


@dataclass(frozen=True)
class Together:
    """Pupils, by their place in the run, and the households that get one letter about all of them."""

    places: tuple[int, ...]
    households: tuple[Household, ...]


def shared_households(letters: Sequence[Addressed]) -> list[Together]:
    """Return who can be written to together.

    Joined are letters of the same step and occasion to the same people at the same
    address. Parents who live apart share nothing: each home is looked at by itself.

    Args:
        letters: pupils of one school, each with the households to write to.

    Returns:
        Each household of each pupil is in exactly one entry; households that share
        the same pupils are in one. In the order of the first pupil, most pupils first.
    """
    by_home: dict[tuple[object, ...], list[int]] = {}
    homes: dict[tuple[object, ...], list[Household]] = {}
    for place, (decision, households) in enumerate(letters):
        for number, household in enumerate(households):
            where = household.who_and_where
            alone = (place, number) if where is None else ()
            key = (decision.letter, *_about(decision, place), where, *alone)
            if place in by_home.get(key, ()):
                key = (*key, place, number)
            by_home.setdefault(key, []).append(place)
            homes.setdefault(key, []).append(household)
    together: dict[tuple[int, ...], list[Household]] = {}
    for key, places in by_home.items():
        together.setdefault(tuple(places), []).append(_one_of(homes[key]))
    return sorted(
        (Together(places, tuple(households)) for places, households in together.items()),
        key=lambda one: (one.places[0], -len(one.places)),
    )


def _about(decision: Decision, place: int) -> tuple[object, ...]:
    """Return what two siblings' letters must have in common beside the step, to be one letter."""
    if decision.step is not None and _is_of_one_child(decision.step):
        return ("of one child", place)
    entry = decision.entry
    if entry is None:
        return (decision.occasion,)
    if entry.kind in _ABOUT_THE_FAMILY:
        return (entry.kind, entry.happened_on, entry.until)
    return ("of one child", place)


def _is_of_one_child(step: Step) -> bool:
    """Whether each child has their own: a certificate, and a warning, for a fine is for one child."""
    return step.does == "certificate" or step.kind == "penalty_warning"


def _one_of(households: Sequence[Household]) -> Household:
    """Return a home as one envelope: an e-mail address that one child's record has holds for all."""
    first = households[0]
    if len(households) == 1:
        return first
    emails = {
        contact.formal_name: contact.email
        for household in reversed(households)
        for contact in household.contacts
        if contact.email
    }
    return replace(
        first,
        contacts=tuple(
            contact if contact.email else replace(contact, email=emails.get(contact.formal_name))
            for contact in first.contacts
        ),
    )
