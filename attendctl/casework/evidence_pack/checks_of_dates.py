"""Dates that disagree: of leave, of notices and their sessions, of letters and the register since."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from attendctl.casework.evidence_pack.chronology import Amendment, LetterSent
from attendctl.casework.evidence_pack.pack_facts import REFUSED, Check, PackFacts, session_in_words
from attendctl.casework.notices.notice import RUNNING, Notice
from attendctl.casework.wording import date_in_words


def leave_fits_the_register(facts: PackFacts) -> list[Check]:
    """Whether the days of a holiday in the register are the days that leave was decided on."""
    holidays = [one for one in facts.sessions.relied_on if one.code in facts.row.law.holiday_codes]
    decided = facts.leave_decisions()
    if not holidays or not decided:
        return []
    refused = facts.leave_decisions(*REFUSED)
    outside = [one for one in holidays if not any(leave.covers(one.date) for leave in refused)]
    if not outside:
        return [Check("leave_dates", "fulfilled", "The holiday in the register is in the leave refused.")]
    days = "; ".join(f"{' '.join((leave.entry.outcome or '').split('-'))} {leave}" for leave in decided)
    number = f"{len(outside)} session{'s' if len(outside) > 1 else ''}"
    return [
        Check(
            "leave_dates",
            "fault",
            f"{number} of a holiday in the register outside the leave that was decided on ({days}).",
            tuple(f"{session_in_words(one.date, one.session)}: {one.code}" for one in outside),
            "Correct the code or the days; where the family stayed longer, log the decision on those days.",
        )
    ]


def granted_leave_is_authorised(facts: PackFacts) -> list[Check]:
    """Whether no session that the request rests on is in leave that was granted."""
    granted = facts.leave_decisions("granted")
    inside = [(one, leave) for one in facts.sessions.relied_on for leave in granted if leave.covers(one.date)]
    if not inside:
        return []
    return [
        Check(
            "leave_granted",
            "fault",
            "The request rests on sessions of leave that was granted.",
            tuple(
                f"{session_in_words(one.date, one.session)}: {one.code}, case log {leave.entry.entry_id}"
                for one, leave in inside
            ),
            "Correct the register, or withdraw the entry: attendctl case withdraw NUMBER",
        )
    ]


def notices_follow_their_sessions(facts: PackFacts) -> list[Check]:
    """Whether each notice was issued no earlier than the last session it is about."""
    early = [
        one
        for one in facts.row.notices
        if one.stands and one.sessions and one.on < max(cited.date for cited in one.sessions)
    ]
    return [
        Check(
            "notice_dates",
            "fault",
            f"The {_name(one)} {one.number} of {date_in_words(one.on)} is about sessions after that day.",
            tuple(
                session_in_words(cited.date, cited.session) for cited in one.sessions if cited.date > one.on
            ),
            f"Withdraw the entry and log it anew: attendctl case withdraw {one.number}",
        )
        for one in early
    ]


def letters_agree_with_the_register(facts: PackFacts) -> list[Check]:
    """Whether no session that counts, or counted, was changed after a letter that it was part of."""
    counts = set(facts.row.law.codes)
    touching = [one for one in facts.amendments if counts & {one.code_from, one.code_to}]
    checks = []
    for letter in facts.standing_letters:
        changed = [one for one in touching if one.day <= letter.as_of and one.seen_on > letter.known_on]
        if changed:
            checks.append(_changed_since(letter, changed))
    if not checks and facts.standing_letters:
        checks.append(Check("letter_dates", "fulfilled", "No letter is about marks that were changed since."))
    return checks


def amendments_are_explained(facts: PackFacts) -> list[Check]:
    """Whether each change of the register in the extract says why, and who made it."""
    bare = [one for one in facts.amendments if not (one.reason and one.person)]
    if not facts.amendments:
        return []
    if not bare:
        return [Check("amendments", "fulfilled", "Each change of the register says why, and who made it.")]
    return [
        Check(
            "amendments",
            "judge",
            f"{len(bare)} change{'s' if len(bare) > 1 else ''} of the register without a reason or a name.",
            tuple(_amendment(one) for one in bare),
            "Have the reason, the day and the name and position of who made it at hand.",
        )
    ]


def improvements_are_in_order(facts: PackFacts) -> list[Check]:
    """Whether notices to improve do not overlap, and each that is over has its outcome."""
    checks = []
    for before, after in combinations(facts.improvements, 2):
        is_same = before.parent.key == after.parent.key
        is_over = any(event.happened_on <= after.on for event in before.events)
        if is_same and not is_over and before.until is not None and after.on <= before.until:
            said = f"The notices to improve {before.number} and {after.number} to one parent overlap."
            remedy = "Withdraw the one that was not offered: attendctl case withdraw NUMBER"
            checks.append(Check("improvement_dates", "fault", said, remedy=remedy))
    for one in facts.improvements:
        if one.status == RUNNING and one.until is not None and one.until < facts.on:
            said = f"The notice to improve {one.number} ended on {date_in_words(one.until)}"
            said += ", and its outcome is not logged."
            remedy = f"Review it: attendctl notice review {one.number}"
            checks.append(Check("improvement_outcome", "fault", said, remedy=remedy))
    return checks


def _changed_since(letter: LetterSent, changed: Sequence[Amendment]) -> Check:
    return Check(
        "letter_dates",
        "fault",
        f"The letter {letter.reference} of {date_in_words(letter.written_on)} is about marks changed since.",
        tuple(_amendment(one) for one in changed),
        f"If it no longer holds, take it back: attendctl letters --withdraw {letter.reference}",
    )


def _amendment(one: Amendment) -> str:
    return (
        f"{session_in_words(one.day, one.session)}: {one.code_from} to {one.code_to}, "
        f"seen on {date_in_words(one.seen_on)}"
    )


def _name(notice: Notice) -> str:
    return " ".join(notice.kind.split("-"))
