"""Notices, and what a command did about one, as lines and JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from textwrap import wrap
from typing import Any

from attendctl.casework.case_file import CaseOutcome
from attendctl.casework.notices.notice import Notice
from attendctl.casework.notices.notice_list import ListedNotice
from attendctl.casework.notices.notice_log import NoticeLogged
from attendctl.casework.wording import date_in_words, sessions_in_words
from attendctl.reports.case_shown import outcome_dict, outcome_text
from attendctl.reports.showable_text import showable_text

WIDTH = 96
_KINDS = {True: "penalty notice", False: "notice to improve"}


def logged_dict(done: NoticeLogged, *, saved: bool) -> dict[str, Any]:
    """Return what a command did as plain values for JSON; what is not saved has no number."""
    number = None if done.is_new and not saved else done.entry.entry_id
    notice = None if done.notice is None else _notice_dict(done.notice)
    if notice is not None and done.notice is not None and done.notice.number == done.entry.entry_id:
        notice["notice"] = number
    outcome = CaseOutcome(done.entry, done.pupil, done.is_new)
    return outcome_dict(outcome, saved=saved) | {"said": list(done.said), "notice": notice}


def logged_text(done: NoticeLogged, *, saved: bool) -> str:
    """Return what a command did as lines; the pupil goes by a number."""
    outcome = CaseOutcome(done.entry, done.pupil, done.is_new)
    lines = [line for said in done.said for line in _wrapped(said)]
    return outcome_text(outcome, saved=saved) + "".join(showable_text(line) + "\n" for line in lines)


def notices_dict(listed: Sequence[ListedNotice], *, on: date) -> dict[str, Any]:
    """Return the notices as plain values for JSON."""
    return {"as_of": on, "notices": [_listed_dict(one) for one in listed]}


def notices_text(listed: Sequence[ListedNotice], *, on: date) -> str:
    """Return the notices as lines: what it is, what became of it, what is to pay, and the days to watch."""
    if not listed:
        return "The case log holds no such notice.\n"
    several_schools = len({one.school.school_id for one in listed}) > 1
    lines = []
    for one in listed:
        lines += _notice_lines(one, on, with_school=several_schools)
    return "".join(showable_text(line.rstrip()) + "\n" for line in lines)


def _notice_lines(one: ListedNotice, on: date, *, with_school: bool) -> list[str]:
    notice = one.notice
    who = ", ".join(part for part in (one.pupil.surname, one.pupil.forename) if part) if one.pupil else ""
    who = f"{who} ({one.pupil.identity})" if one.pupil else "a pupil no longer in the register"
    school = f", {one.school.name}" if with_school else ""
    rank = f", number {notice.rank} to this parent" if notice.rank else ""
    lines = [f"{notice.number:>5}  {notice.on}  {_KINDS[notice.is_penalty]}: {who}{school}"]
    said = [f"To {_parent(notice)}{rank}, by {notice.issued_by}." if notice.issued_by else ""]
    said[0] = said[0] or f"To {_parent(notice)}{rank}."
    if notice.sessions:
        days = [session.date for session in notice.sessions]
        said.append(
            f"Cites {sessions_in_words(len(days))}, {date_in_words(min(days))} to {date_in_words(max(days))}."
        )
    said.append(_status(notice))
    if one.to_pay is not None and one.to_pay.pounds is not None and one.to_pay.until is not None:
        said.append(
            f"On {date_in_words(on)}, day {one.to_pay.day}, £{one.to_pay.pounds} is to pay, "
            f"enough until {date_in_words(one.to_pay.until)}."
        )
    said += [
        f"{date_in_words(deadline.on)}: {deadline.in_words}."
        for deadline in one.deadlines
        if deadline.on > on
    ]
    return lines + [line for text in said for line in _wrapped(text, " " * 19)]


def _status(notice: Notice) -> str:
    if not notice.events:
        until = f", until {date_in_words(notice.until)}" if notice.until else ""
        return f"Running{until}."
    told = []
    for event in notice.events:
        amount = f" £{event.details['amount']}" if "amount" in event.details else ""
        result = f" ({event.details['result']})" if "result" in event.details else ""
        reason = f": {event.note}" if event.note else ""
        told.append(f"{event.outcome}{amount}{result} on {date_in_words(event.happened_on)}{reason}")
    text = "; ".join(told)
    return f"{text[0].upper()}{text[1:]}."


def _parent(notice: Notice) -> str:
    relationship = f" ({notice.parent.relationship})" if notice.parent.relationship else ""
    return f"{notice.parent.name}{relationship}"


def _listed_dict(one: ListedNotice) -> dict[str, Any]:
    paying = one.to_pay
    return _notice_dict(one.notice) | {
        "school": one.school.name,
        "upn": one.pupil.upn if one.pupil else None,
        "surname": one.pupil.surname if one.pupil else None,
        "forename": one.pupil.forename if one.pupil else None,
        "counts_toward_cap": one.counts,
        "to_pay": None
        if paying is None
        else {"pounds": paying.pounds, "until": paying.until, "day": paying.day, "why": paying.why},
        "deadlines": [{"on": one.on, "what": one.what, "in_words": one.in_words} for one in one.deadlines],
    }


def _notice_dict(notice: Notice) -> dict[str, Any]:
    return {
        "notice": notice.number,
        "kind": notice.kind,
        "status": notice.status,
        "parent": {"name": notice.parent.name, "relationship": notice.parent.relationship},
        "on": notice.on,
        "received_on": notice.received_on,
        "until": notice.until,
        "rank": notice.rank,
        "issued_by": notice.issued_by,
        "elsewhere": notice.elsewhere,
        "sessions": [
            {"date": session.date, "session": session.half, "code": session.code}
            for session in notice.sessions
        ],
        "events": [
            {
                "entry_id": event.entry_id,
                "outcome": event.outcome,
                "on": event.happened_on,
                "amount": event.details.get("amount"),
                "result": event.details.get("result"),
                "note": event.note,
            }
            for event in notice.events
        ],
    }


def _wrapped(text: str, indent: str = "  ") -> list[str]:
    return wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
