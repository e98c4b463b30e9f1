"""Offering a notice to improve: the last support before a penalty notice, for a time the code settles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from attendctl.casework.case_checks import Asked, checked_entry, needed_text
from attendctl.casework.case_kinds import kind_named
from attendctl.casework.notices.citing import as_cited
from attendctl.casework.notices.improvement_time import SCHOOL_WEEKS, ImprovementTime, improvement_time
from attendctl.casework.notices.may_be_fined import (
    before_the_law,
    not_at_the_threshold,
    not_of_compulsory_age,
    only_holiday,
    source_of,
    spared_by_the_code,
    unexplained,
)
from attendctl.casework.notices.notice import (
    NOTICE_TO_IMPROVE,
    OFFERED,
    RUNNING,
    details_of_parent,
    details_of_sessions,
)
from attendctl.casework.notices.notice_case import NoticeCase, read_notice_case
from attendctl.casework.notices.notice_log import NoticeLogged, append_notice
from attendctl.casework.notices.proposed import Proposed, proposed
from attendctl.casework.notices.refusals import Refusal, raise_all
from attendctl.casework.notices.sessions_said import AUTO
from attendctl.casework.wording import date_in_words, sessions_in_words
from attendctl.errors import WrongUsage
from attendctl.ledger.book import Ledger
from attendctl.rules.notice_to_improve import ImprovementLaw, notice_to_improve
from attendctl.settings import Settings

# The parts of the notice that only the school can write. The others are made from the register.
SAID_BY_HAND = ("support_so_far", "support_on_offer", "improvement_means", "early_end_grounds")


@dataclass(frozen=True)
class ImproveAsked:
    """What the officer says of a notice to improve.

    ``weeks`` None: as many as the code of conduct has usually. ``texts`` are by letter field.
    """

    parent: str
    weeks: int | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    sessions: str = AUTO
    below_threshold: str | None = None
    note: str | None = None


def improve(ledger: Ledger, settings: Settings, asked: Asked, said: ImproveAsked) -> NoticeLogged:
    """Log that a notice to improve was offered, from the day asked about on.

    Raises:
        NotFound: no such school, pupil or parent.
        WrongUsage: a number of weeks that is not allowed, or a text that is missing.
        NoticeRefused: the law, the code of conduct or the case log rules it out.
    """
    case = read_notice_case(ledger, settings, asked, said.parent)
    law = notice_to_improve().in_force(case.on)
    same = _same_notice(case)
    if same is not None:
        return same
    reason = said.below_threshold
    notice = proposed(
        case,
        said.sessions,
        below_threshold=None if reason is None else needed_text(reason, "--below-threshold"),
    )
    raise_all("The notice to improve cannot be offered", list(_refusals(notice, law)))
    _check_texts(said.texts, law)
    time = _time(case, said.weeks, law)
    cited = as_cited(notice.sessions)
    details = {
        "parent": details_of_parent(case.parent.named),
        "sessions": details_of_sessions(cited),
        "weeks": time.weeks,
        "improvement_period": time.in_words,
        "offences_in_words": sessions_in_words(len(cited)),
        "early_action_from": time.act_from.isoformat() if time.act_from else None,
        "below_threshold": notice.below_threshold,
        "offered_again_after": _withdrawn_on_the_day(case),
        **said.texts,
    }
    entry = checked_entry(
        asked,
        kind_named(NOTICE_TO_IMPROVE),
        case.school,
        case.pupil,
        outcome=OFFERED,
        until=time.last,
        note=said.note,
        details={name: value for name, value in details.items() if value is not None},
    )
    return append_notice(ledger, entry, case.pupil, [notice.which, *_time_in_lines(time, case)])


def _refusals(notice: Proposed, law: ImprovementLaw) -> Iterator[Refusal]:
    for check in (
        not_of_compulsory_age,
        spared_by_the_code,
        before_the_law,
        not_at_the_threshold,
        unexplained,
    ):
        yield from check(notice)
    conduct = notice.case.conduct
    if only_holiday(notice) and not conduct.improvement_for_holidays:
        yield Refusal(
            "every session cited is holiday without leave: support would change nothing.",
            "Decide without it: attendctl penalties decide. A penalty notice needs none before it.",
            source_of(conduct, "improvement_for_holidays"),
        )
    running = notice.case.improvement
    if running is not None and running.status == RUNNING and running.until is not None:
        number = running.number
        yield Refusal(
            f"the notice to improve {number} to this parent, until {date_in_words(running.until)}, has not "
            "been reviewed.",
            f"First attendctl notice review {number} or attendctl notice end {number}.",
            law.reference,
        )


def _check_texts(texts: Mapping[str, str], law: ImprovementLaw) -> None:
    missing = [
        part for part in law.parts if part.field in SAID_BY_HAND and not texts.get(part.field, "").strip()
    ]
    if missing:
        listed = "; ".join(f"{part.field} ({part.title})" for part in missing)
        raise WrongUsage(
            f"A notice to improve says what only the school knows. Missing: {listed}. [{law.reference}]",
            remedy=f'Say each with --say, such as --say {missing[0].field}="…"',
        )


def _time(case: NoticeCase, weeks: int | None, law: ImprovementLaw) -> ImprovementTime:
    conduct = case.conduct
    number = conduct.improvement_usual_weeks if weeks is None else weeks
    bounds = (
        ("the national framework", law.shortest_weeks, law.longest_weeks, law.reference),
        (
            "the code of conduct",
            conduct.improvement_shortest_weeks,
            conduct.improvement_longest_weeks,
            source_of(conduct, "improvement_longest_weeks"),
        ),
    )
    for whose, shortest, longest, source in bounds:
        if not shortest <= number <= longest:
            allowed = str(shortest) if shortest == longest else f"{shortest} to {longest}"
            raise WrongUsage(
                f"--weeks {number} is not what {whose} has for a notice to improve: {allowed} "
                f"{conduct.improvement_weeks_are}. [{source}]",
                remedy=f"Give {allowed}.",
            )
    return improvement_time(
        case.on,
        number,
        weeks_are=conduct.improvement_weeks_are,
        act_after_weeks=conduct.improvement_act_after_weeks,
        calendar=case.calendar,
    )


def _time_in_lines(time: ImprovementTime, case: NoticeCase) -> Iterator[str]:
    yield (
        f"{time.in_words[0].upper()}{time.in_words[1:]}, {date_in_words(time.first)} to "
        f"{date_in_words(time.last)}, both included: {time.school_days} school days, "
        f"{time.sessions} sessions on a full timetable."
    )
    if time.act_from is not None:
        yield f"A penalty notice may follow from {date_in_words(time.act_from)}, if its grounds are met."
    for said, number, unit in (
        (case.conduct.improvement_school_days, time.school_days, "school days"),
        (case.conduct.improvement_sessions, time.sessions, "sessions"),
    ):
        if said is not None and said != number:
            yield f"The code of conduct has {said} {unit} in it: by the calendar it is {number}."
    if time.beyond is not None and time.weeks_are == SCHOOL_WEEKS:
        yield (
            f"The register ends on {_day(time.beyond)}: after it every week counts that [calendar] does not "
            "state as closed. Are the holidays stated?"
        )
    if case.conduct.improvement_issued_by == "authority":
        yield "The local authority issues it; this is the school's record that it did."


def _day(day: date) -> str:
    return "no day" if day == date.min else date_in_words(day)


def _same_notice(case: NoticeCase) -> NoticeLogged | None:
    notice = case.improvement
    if notice is None or notice.on != case.on or not notice.stands:
        return None
    return NoticeLogged(notice.issue, case.pupil, notice, is_new=False)


def _withdrawn_on_the_day(case: NoticeCase) -> int | None:
    notice = case.improvement
    return notice.number if notice is not None and notice.on == case.on and not notice.stands else None
