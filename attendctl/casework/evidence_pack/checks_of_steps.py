"""Whether what comes first was done: a warning, telling the parent, a notice to improve, the decision."""

from __future__ import annotations

from datetime import date, timedelta

from attendctl.casework.evidence_pack.chronology import LetterSent
from attendctl.casework.evidence_pack.pack_facts import REFUSED, Check, PackFacts
from attendctl.casework.notices.notice import NOTICE_TO_IMPROVE, OFFERED, RUNNING, Notice
from attendctl.casework.notices.notice_words import MET, PROCEED
from attendctl.casework.wording import date_in_words
from attendctl.ledger.case_log import LoggedEntry

WARNING = "penalty-warning"
WARNINGS = frozenset({WARNING, "notice-to-improve", "leave-refused"})
"""Letters that tell the family, under every policy, that a penalty notice may follow."""
_PENALTY_TOPIC = "penalty"
_CONTACT = frozenset({"contact", "call", "conversation", "meeting", "visit", "plan", "contract"})
_IN_VAIN = frozenset({"no-answer", "missed", "refused", "nobody-in", "arranged"})


def family_was_warned(facts: PackFacts) -> list[Check]:
    """Whether a warning went out before the last of the sessions, so that there was time to improve."""
    last = facts.last_day
    if last is None:
        return []
    written = [letter for letter in facts.standing_letters if is_warning(letter) and letter.written_on < last]
    logged = [entry for entry in _warnings_logged(facts) if entry.happened_on < last]
    if written or logged:
        said = _of_letter(written[0]) if written else _of_entry(logged[0])
        return [Check("warning", "fulfilled", f"The family was warned before the last session: {said}.")]
    talked = [entry for entry in _contacts(facts) if entry.happened_on < last]
    if talked:
        return [
            Check(
                "warning",
                "judge",
                f"No letter of warning; {_of_entry(talked[0])} came before the last session.",
                remedy="Make sure that a penalty notice was spoken of, and say so in a note.",
            )
        ]
    return [
        Check(
            "warning",
            "fault",
            f"No warning and no contact before the last session, {date_in_words(last)}.",
            remedy=f"Warn the family first: {_warn(facts)}",
        )
    ]


def parent_was_told_of_leave(facts: PackFacts) -> list[Check]:
    """Whether the parent was told, before a holiday, that it would be unauthorised."""
    conduct, codes, identity = facts.row.conduct, facts.row.law.holiday_codes, facts.row.pupil.identity
    holidays = sorted({one.date for one in facts.sessions.relied_on if one.code in codes})
    if not holidays or not conduct.parent_told_in_advance:
        return []
    refused = facts.leave_decisions(*REFUSED)
    checks = []
    for leave in refused:
        told = leave.entry.happened_on
        began = next((day for day in holidays if leave.covers(day)), None)
        if began is not None and told >= began:
            said = f"Leave was refused on {date_in_words(told)}, and it began on {date_in_words(began)}"
            checks.append(
                Check(
                    "told_of_leave",
                    "fault",
                    f"{said} (case log {leave.entry.entry_id}): the parent was not told in advance.",
                    remedy="If the parent was told earlier, withdraw the entry and log the right day.",
                    rule=conduct.title,
                )
            )
    alone = [day for day in holidays if not any(leave.covers(day) for leave in refused)]
    if alone:
        checks.append(
            Check(
                "told_of_leave",
                "fault",
                "Nothing shows that the parent was told in advance: no leave was refused for these days.",
                tuple(date_in_words(day) for day in alone),
                f"Log it: attendctl leave {identity} --from DAY --to DAY --kind holiday --refuse",
                conduct.title,
            )
        )
    return checks or [
        Check("told_of_leave", "fulfilled", "The parent was told in advance that leave was refused.")
    ]


def parent_was_told_of_the_request(facts: PackFacts) -> list[Check]:
    """Whether the parent was told that a penalty notice may be asked for."""
    conduct = facts.row.conduct
    if not facts.sessions.relied_on or not conduct.parent_told_in_advance:
        return []
    written = [letter for letter in facts.standing_letters if is_warning(letter)]
    logged = _warnings_logged(facts)
    if written or logged:
        said = _of_letter(written[-1]) if written else _of_entry(logged[-1])
        return [
            Check("told_of_request", "fulfilled", f"The parent was told that a notice may follow: {said}.")
        ]
    return [
        Check(
            "told_of_request",
            "fault",
            "No letter tells the parent that a penalty notice may be asked for.",
            remedy=f"Write it: {_warn(facts)}",
            rule=conduct.title,
        )
    ]


def decision_was_taken(facts: PackFacts) -> list[Check]:
    """Whether the framework's questions were answered, and the answer was to proceed."""
    decisions = [entry for entry in facts.row.decisions if entry.happened_on <= facts.on]
    how = f"Answer the questions: attendctl penalties decide {facts.row.pupil.identity}"
    if not decisions:
        return [Check("decision", "fault", "No decision is logged.", remedy=how)]
    last, met_on = decisions[-1], facts.sessions.met_on
    said = f"The decision of {date_in_words(last.happened_on)} (case log {last.entry_id})"
    if met_on is not None and last.happened_on < met_on:
        said += f" is from before the threshold was met, {date_in_words(met_on)}."
        return [Check("decision", "fault", said, remedy=how)]
    if last.outcome != PROCEED:
        said += f" was: {' '.join((last.outcome or '').split('-'))}."
        return [Check("decision", "fault", said, remedy="Keep to it, or decide anew.")]
    return [Check("decision", "fulfilled", f"{said} was to proceed.")]


def improvement_was_offered(facts: PackFacts) -> list[Check]:
    """Whether a notice to improve was offered where support can change something, and where it stands."""
    if facts.improvements:
        return _improvement_stands(facts, facts.improvements[-1])
    codes, relied_on = facts.row.law.holiday_codes, facts.sessions.relied_on
    is_holiday = bool(relied_on) and all(one.code in codes for one in relied_on)
    if is_holiday and not facts.row.conduct.improvement_for_holidays:
        return [Check("improvement", "fulfilled", "A notice to improve is not used for a holiday.")]
    remedy = "Offer one (attendctl notice improve), or say in the decision why it would change nothing."
    return [Check("improvement", "judge", "No notice to improve was offered.", remedy=remedy)]


def _improvement_stands(facts: PackFacts, last: Notice) -> list[Check]:
    said = f"The notice to improve {last.number} of {date_in_words(last.on)}"
    weeks, title = facts.row.conduct.improvement_act_after_weeks, facts.row.conduct.title
    if last.status != RUNNING:
        outcome = " ".join(last.status.split("-"))
        return [Check("improvement", "judge" if last.status == MET else "fulfilled", f"{said}: {outcome}.")]
    if weeks is not None and facts.on < last.on + timedelta(weeks=weeks):
        said += f" has run for less than {weeks} weeks."
        return [Check("improvement", "fault", said, remedy="Wait until then.", rule=title)]
    if last.until is not None and facts.on <= last.until:
        said += f" runs until {date_in_words(last.until)}: before then its own grounds are needed."
        remedy = f"End it early with the grounds: attendctl notice end {last.number}"
        return [Check("improvement", "judge", said, remedy=remedy)]
    return []  # over without an outcome: that is said with the dates


def what_the_authority_returns(facts: PackFacts) -> list[Check]:
    """What the authority's own code says it returns a request for."""
    conduct = facts.row.conduct
    if not conduct.return_of_packs:
        return []
    return [
        Check(
            "authority",
            "judge",
            f"{conduct.title} lists what a request is returned for. Look through it by hand.",
            tuple(conduct.return_of_packs),
            rule=conduct.title,
        )
    ]


def is_warning(letter: LetterSent) -> bool:
    """Whether a letter tells the family that a penalty notice may follow."""
    return letter.letter in WARNINGS or letter.topic == _PENALTY_TOPIC


def _warn(facts: PackFacts) -> str:
    return f"attendctl letters --letter {WARNING} --pupil {facts.row.pupil.identity}"


def _warnings_logged(facts: PackFacts) -> list[LoggedEntry]:
    """Return the entries that are a warning by themselves: a notice to improve, leave refused."""
    return [
        entry
        for entry in facts.logged
        if (entry.kind == NOTICE_TO_IMPROVE and entry.outcome == OFFERED)
        or (entry.kind == "leave" and entry.outcome in REFUSED)
    ]


def _contacts(facts: PackFacts) -> list[LoggedEntry]:
    since = _first_monday(facts)
    return [
        entry
        for entry in facts.logged
        if entry.kind in _CONTACT and entry.outcome not in _IN_VAIN and entry.happened_on >= since
    ]


def _first_monday(facts: PackFacts) -> date:
    """Contact counts from the first week of the window on: before that it was about something else."""
    return facts.sessions.mondays[0] if facts.sessions.mondays else facts.on


def _of_letter(letter: LetterSent) -> str:
    return f"letter {letter.reference} of {date_in_words(letter.written_on)}"


def _of_entry(entry: LoggedEntry) -> str:
    what = " ".join(entry.kind.split("-"))
    return f"{what} of {date_in_words(entry.happened_on)} (case log {entry.entry_id})"
