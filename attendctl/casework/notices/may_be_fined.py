"""What the law and the authority's code ask of the sessions of a notice, and of the child."""

from __future__ import annotations

from collections.abc import Iterator

from attendctl.casework.notices.citing import firm, in_last_window
from attendctl.casework.notices.notice import Notice
from attendctl.casework.notices.proposed import Proposed
from attendctl.casework.notices.refusals import Refusal
from attendctl.casework.penalties.penalty_row import CountedSession
from attendctl.casework.penalties.school_age import was_of_compulsory_age
from attendctl.casework.wording import date_in_words, sessions_in_words
from attendctl.policies.in_words_parts import counted
from attendctl.rules.codes_of_conduct import CodeOfConduct
from attendctl.rules.compulsory_age import compulsory_school_age


def not_at_the_threshold(proposed: Proposed) -> Iterator[Refusal]:
    """Too few sessions that are certain and free for this parent, and no reason is given to go below."""
    case, law = proposed.case, proposed.case.threshold
    if proposed.meets_the_threshold or proposed.below_threshold:
        if not proposed.sessions:
            yield Refusal(
                "no session is left to cite: every one is cited in a standing notice to this parent.",
                "See what is left: attendctl penalties. A notice that is withdrawn releases its sessions.",
                law.reference,
            )
        return
    if proposed.sessions:
        said = f"{counted(len(proposed.sessions), 'session')}, where the threshold is {law.sessions} within "
        said += f"{counted(law.school_weeks, 'school week')}."
    else:
        latest = [one for one in case.citable if one.monday >= case.row.window[0]]
        said = f"{counted(len(latest), 'session')} that can be cited in the latest "
        said += f"{counted(law.school_weeks, 'school week')}; the threshold is {law.sessions}."
    free = {(one.date, one.session) for one in case.free}
    used = [one for one in case.row.every_session if (one.date, one.session) not in free]
    used = [one for one in used if one.date <= case.on]
    if used:
        said += f" {counted(len(used), 'session')} up to {date_in_words(used[-1].date)} "
        said += "stand in a notice to this parent already, and no window older than that is gone back to."
    yield Refusal(
        f"the threshold is not met for this parent: {said}",
        "Offer support, warn the parent, or wait for the threshold. Where the authority takes a notice below "
        "it, say why: --below-threshold REASON.",
        law.reference,
    )


def used_for_this_parent(proposed: Proposed) -> Iterator[Refusal]:
    """A session named is cited in a standing penalty notice to this parent."""
    free = {(one.date, one.session) for one in proposed.case.free}
    used = [one for one in proposed.sessions if (one.date, one.session) not in free]
    if used:
        notices = ", ".join(str(notice.number) for notice in _citing(proposed, used))
        yield Refusal(
            f"{_named(used)} {'is' if len(used) == 1 else 'are'} cited in notice {notices} to this parent: "
            "a session is fined once.",
            "Leave them out of --sessions; if that notice was wrong, withdraw it: attendctl notice withdraw.",
            proposed.case.law.reference,
        )


def unexplained(proposed: Proposed) -> Iterator[Refusal]:
    """A session whose reason is not known: it is named, or without it the threshold is not met."""
    case, law = proposed.case, proposed.case.threshold
    found = [one for one in proposed.sessions if one.code in law.unexplained_codes]
    if not found and not proposed.meets_the_threshold and not proposed.below_threshold and case.free:
        latest = in_last_window(case.free, law)
        if len(latest) >= law.sessions:
            found = [one for one in latest if one.code in law.unexplained_codes]
    if found:
        codes = " and ".join(law.unexplained_codes)
        yield Refusal(
            f"{_named(found)} {'is' if len(found) == 1 else 'are'} still coded {codes}: the reason is not "
            f"known, and a notice cannot rest on it.{_due(proposed, found)}",
            "Find the reason and correct the register, then import it again.",
            law.reference,
        )


def not_of_compulsory_age(proposed: Proposed) -> Iterator[Refusal]:
    """A session on a day on which the pupil was not of compulsory school age, or may not have been."""
    row, law = proposed.case.row, proposed.case.threshold
    known = firm(proposed.case.free, law)
    # Where none is proposed, it may be the age alone that leaves too few.
    sessions = proposed.sessions or (in_last_window(known, law) if known else ())
    ages = {one: was_of_compulsory_age(row.pupil, one.date, as_of=row.as_of) for one in set(sessions)}
    source = compulsory_school_age().in_force(row.as_of).reference
    under = [one for one in sessions if ages[one] is False]
    unknown = [one for one in sessions if ages[one] is None]
    if under:
        yield Refusal(
            f"the pupil was not of compulsory school age on {_named(under)}: there is no offence.",
            "Offer support. If other sessions reach the threshold, name them with --sessions.",
            source,
        )
    if unknown:
        yield Refusal(
            f"it is not known whether the pupil was of compulsory school age on {_named(unknown)}: the "
            "register has no date of birth, and no year group that tells.",
            "Import the pupil list with dates of birth.",
            source,
        )


def spared_by_the_code(proposed: Proposed) -> Iterator[Refusal]:
    """A child in care, or a first holiday, where the authority's code does not fine for it."""
    case = proposed.case
    if case.row.pupil.looked_after and not case.conduct.fines_looked_after:
        yield Refusal(
            "the child is looked after, and the authority's code does not fine for that.",
            "Speak to the virtual school and the social worker.",
            source_of(case.conduct, "fines_looked_after"),
        )
    if only_holiday(proposed) and not case.conduct.fines_first_holiday and not case.cap.counting:
        yield Refusal(
            "it is a first holiday without leave, and the authority's code does not fine for that.",
            "Warn the parents in writing that the next one may be fined.",
            source_of(case.conduct, "fines_first_holiday"),
        )


def before_the_law(proposed: Proposed) -> Iterator[Refusal]:
    """A session before the framework began."""
    law = proposed.case.threshold
    early = [one for one in proposed.sessions if one.date < law.valid_from]
    if early:
        yield Refusal(
            f"{_named(early)} {'is' if len(early) == 1 else 'are'} before {date_in_words(law.valid_from)}, "
            "when the national framework began: earlier absence stays under the authority's old code.",
            "Leave them out of --sessions.",
            law.reference,
        )


def only_holiday(proposed: Proposed) -> bool:
    """Say whether all the sessions of a notice, at least one, are holiday without leave."""
    codes = proposed.case.threshold.holiday_codes
    return bool(proposed.sessions) and all(one.code in codes for one in proposed.sessions)


def source_of(conduct: CodeOfConduct, term: str) -> str:
    """Return where the authority's code settles one of its terms, as one line."""
    source = conduct.source_of(term)
    return f"{conduct.title}, {source.section}" if source else conduct.title


def _citing(proposed: Proposed, used: list[CountedSession]) -> list[Notice]:
    places = {(one.date, one.session) for one in used}
    return [
        notice
        for notice in proposed.case.to_this_parent
        if notice.is_penalty
        and notice.stands
        and places & {(cited.date, cited.session) for cited in notice.sessions}
    ]


def _due(proposed: Proposed, found: list[CountedSession]) -> str:
    case = proposed.case
    code = found[0].code
    steps = (one for one in case.school.policy.steps if one.kind == "unsettled" and code in one.codes)
    step = next((one for one in steps if one.school_days), None)
    if step is None or step.school_days is None:
        return ""
    last = case.calendar.nth_after(found[-1].date, step.school_days)
    return (
        f" It is settled within {step.school_days} school days, the last by {date_in_words(last)} "
        f"({case.school.policy.reference_of(step.source)})."
    )


def _named(sessions: list[CountedSession]) -> str:
    if len(sessions) > _MOST_NAMED:
        first, last = (date_in_words(one.date) for one in (sessions[0], sessions[-1]))
        return f"{sessions_in_words(len(sessions))} from {first} to {last}"
    return ", ".join(f"{date_in_words(one.date)} {one.half}" for one in sessions)


_MOST_NAMED = 6
