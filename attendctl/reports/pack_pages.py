"""An evidence pack in words, as its pages show it: every text that the layout sets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from attendctl.casework.wording import date_in_words
from attendctl.policies.in_words_parts import counted
from attendctl.reports.pack_dict import HALVES, WEEKDAYS
from attendctl.reports.showable_text import showable_values

STATUS_WORDS = {"fault": "Fault", "judge": "To judge", "fulfilled": "In order"}
_SIGNS = {"fault": "×", "judge": "?", "fulfilled": "√"}
_SCHOOL_WEEK = 5
_SUMS = ("sessions_possible", "sessions_attended", "sessions_authorised", "sessions_unauthorised")
_NOT_STATED = "not stated"


def pack_pages(contract: dict[str, Any]) -> dict[str, Any]:
    """Return the texts of the pages, by part of the layout.

    Args:
        contract: of ``attendctl.reports.pack_dict.pack_dict``.
    """
    pupil, faults = contract["pupil"], contract["faults"]
    identity = pupil["upn"] or pupil["admission_number"] or ""
    number = f"{faults} fault{'' if faults == 1 else 's'}" if faults else "no faults"
    pages = {
        "title": f"Evidence for a penalty notice: {identity}",
        "author": contract["school"]["name"],
        "footer": f"{identity} · marks up to {_day(contract['as_of'])}",
        "verdict": f"The check list has {number}"
        + (": a request with them would be returned." if faults else "."),
        "has_faults": bool(faults),
        "checks": [_check(check) for check in contract["checks"]],
        "summary": _summary(contract),
        "sources": _sources(contract),
        "sessions": [_session(one) for one in contract["sessions"] if one["relied_on"]],
        "left-out": [_left_out(one) for one in contract["sessions"] if not one["relied_on"]],
        "register": [_register(one, contract) for one in contract["register"]],
        "chronology": [_event(one) for one in contract["chronology"]],
        "improvements": [_improvement(one) for one in contract["notices_to_improve"]],
        "parents": [_parent(one) for one in contract["parents"]],
        "made": _made(contract),
    }
    return showable_values(pages)  # type: ignore[no-any-return]


def _check(check: dict[str, Any]) -> dict[str, Any]:
    return {
        "status": check["status"],
        "sign": _SIGNS[check["status"]],
        "word": STATUS_WORDS[check["status"]],
        "what": check["what"],
        "items": check["items"],
        "remedy": check["remedy"],
        "rule": check["rule"],
    }


def _summary(contract: dict[str, Any]) -> list[list[str]]:
    pupil, school, threshold = contract["pupil"], contract["school"], contract["threshold"]
    weeks = threshold["weeks"]
    numbers = [
        f"{what} {school[key]}" for what, key in (("URN", "urn"), ("DfE", "dfe_number")) if school[key]
    ]
    window = (
        f"{len(weeks)} school weeks, {_day(weeks[0])} to the week of {_day(weeks[-1])}" if weeks else "none"
    )
    rests_on = (
        f"{threshold['relied_on']} of {counted(threshold['free'], 'session')} in no notice to the parents"
    )
    rows = [
        ["Pupil", f"{pupil['forename']} {pupil['surname']}".strip()],
        ["UPN", pupil["upn"] or _NOT_STATED],
        ["Date of birth", _day(pupil["date_of_birth"]) or _NOT_STATED],
        [
            "Year and class",
            ", ".join(text for text in (pupil["year_group"], pupil["class"]) if text) or _NOT_STATED,
        ],
        ["School", ", ".join([school["name"], *numbers])],
        ["Threshold", f"{threshold['sessions']} sessions in {threshold['school_weeks']} school weeks"],
        ["Met on", _day(threshold["met_on"]) or "not met by these sessions"],
        ["First reached on", _day(threshold["reached_on"]) or "not reached"],
        ["The same without reasons not known", _day(threshold["firm_reached_on"]) or "not reached"],
        ["Window", window],
        ["This request rests on", rests_on],
        ["In a standing notice already", str(threshold["used"])],
        [
            f"In the window up to {_day(contract['as_of'])}",
            f"{counted(threshold['sessions_in_window'], 'session')}, "
            f"{threshold['of_which_unexplained']} of them with no known reason; "
            f"{threshold['sessions_with_cited']} with those in standing notices",
        ],
    ]
    return [*rows, ["Code of conduct", contract["code_of_conduct"]["title"]]]


def _sources(contract: dict[str, Any]) -> list[str]:
    law, code = contract["threshold"], contract["code_of_conduct"]
    return [
        ". ".join(text for text in (f"Threshold: {law['reference']}", law["href"]) if text),
        ". ".join(text for text in (f"Code of conduct: {code['reference']}", code["href"]) if text),
    ]


def _session(one: dict[str, Any]) -> list[str]:
    when = [_day(one["date"]), one["weekday"], one["session"], one["code"]]
    return [*when, one["meaning"], _notices(one)]


def _left_out(one: dict[str, Any]) -> list[str]:
    why = f"{one['why_not']}: {_notices(one)}" if one["cited_in"] else one["why_not"]
    return [_day(one["date"]), one["weekday"], one["session"], one["code"], why]


def _notices(one: dict[str, Any]) -> str:
    return ", ".join(f"notice {number}" for number in one["cited_in"])


def _register(extract: dict[str, Any], contract: dict[str, Any]) -> dict[str, Any]:
    days = [
        weekday
        for number, weekday in enumerate(WEEKDAYS)
        if number < _SCHOOL_WEEK
        or any(f"{weekday} {half}" in week["marks"] for week in extract["weeks"] for half in HALVES)
    ]
    relied_on = {
        (one["date"], one["session"])
        for one in contract["sessions"]
        if one["relied_on"] and one["school"] == extract["school"]
    }
    pupil, weeks = contract["pupil"], extract["weeks"]
    first, last = _day(weeks[0]["monday"]), _day(min(weeks[-1]["sunday"], contract["as_of"]))
    return {
        "school": extract["school"],
        "days": days,
        "weeks": [_week(week, days, relied_on) for week in weeks],
        "sums": [str(extract["sums"][name]) for name in _SUMS],
        "year_label": f"Year, {_day(extract['year']['from'])} to {_day(extract['year']['to'])}",
        "year": [str(extract["year"][name]) for name in _SUMS],
        "key": [[one["code"], one["meaning"], one["counts_as"]] for one in extract["key"]],
        "statement": (
            f"I certify that these are the entries for {pupil['forename']} {pupil['surname']} in the "
            f"attendance register of {extract['school']} for the school weeks shown, from {first} to {last}, "
            f"as the register stood on {_day(contract['known'] or contract['up_to'])}."
        ),
    }


def _week(week: dict[str, Any], days: Sequence[str], relied_on: set[tuple[str, str]]) -> dict[str, Any]:
    monday = date.fromisoformat(week["monday"])
    cells = []
    for weekday in days:
        day = date.fromordinal(monday.toordinal() + WEEKDAYS.index(weekday)).isoformat()
        for half in HALVES:
            code = week["marks"].get(f"{weekday} {half}")
            shown = "–" if code is None else code or "none"
            cells.append({"code": shown, "relied_on": (day, half) in relied_on, "owed": code == ""})
    return {"label": _short(monday), "cells": cells, "sums": [str(week[name]) for name in _SUMS]}


def _event(one: dict[str, Any]) -> dict[str, Any]:
    return {**one, "on": _day(one["on"])}


def _improvement(notice: dict[str, Any]) -> dict[str, Any]:
    events = [
        f"{_day(event['on'])}: {_plain(event['outcome'])}" + (f". {event['note']}" if event["note"] else "")
        for event in notice["events"]
    ]
    return {
        "heading": f"Notice to improve {notice['number']}",
        "rows": [
            ["To", notice["parent"]],
            ["From", _day(notice["on"])],
            ["Until", _day(notice["until"]) or _NOT_STATED],
            ["Sessions it is about", _cited(notice) or "none stated"],
            ["What became of it", "; ".join(events) or "running: nothing is logged yet"],
        ],
    }


def _parent(parent: dict[str, Any]) -> dict[str, Any]:
    notices = [
        f"Notice {notice['number']}, {_day(notice['on'])}"
        + (f", issued by {notice['issued_by']}" if notice["issued_by"] else "")
        + f": {_plain(notice['status'])}. Sessions: {_cited(notice) or 'none stated'}."
        for notice in parent["notices"]
    ]
    left = "the law of that day sets no number"
    if parent["notices_left"] is not None:
        left = str(parent["notices_left"])
        if parent["next_possible_from"]:
            left += f"; another is possible from {_day(parent['next_possible_from'])}"
    return {
        "heading": parent["name"],
        "rows": [
            ["Relationship", parent["relationship"] or _NOT_STATED],
            ["Parental responsibility", _yes_or_no(parent["parental_responsibility"])],
            ["Lives with the pupil", _yes_or_no(parent["lives_with_pupil"])],
            ["Address", ", ".join(parent["address"]) or "none in the ledger"],
            ["Earlier penalty notices", " ".join(notices) or "none"],
            ["Notices that the law leaves", left],
        ],
    }


def _made(contract: dict[str, Any]) -> list[str]:
    made = contract["made"]
    known = (
        f" Only what the ledger had been told by {_day(contract['known'])} is in it."
        if contract["known"]
        else ""
    )
    said = [
        f"Marks count up to {_day(contract['as_of'])}; letters and the case log up to "
        f"{_day(contract['up_to'])}.{known}",
        f"Made with attendctl {made['attendctl']} from the ledger. The marks shown came with:",
    ]
    return [
        *said,
        *(f"import {one['import_id']}, {one['file']}, on {_day(one['known_on'])}" for one in made["imports"]),
    ]


def _cited(notice: dict[str, Any]) -> str:
    return ", ".join(f"{_day(day)} {half} ({code})" for day, half, code in notice["sessions"])


def _day(iso: str | None) -> str:
    return date_in_words(date.fromisoformat(iso)) if iso else ""


def _short(day: date) -> str:
    return f"{day.day:02}/{day.month:02}/{day.year}"


def _plain(word: str | None) -> str:
    return " ".join((word or "").split("-"))


def _yes_or_no(stated: bool | None) -> str:
    return _NOT_STATED if stated is None else ("yes" if stated else "no")
