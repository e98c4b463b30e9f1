"""Returns to the authority on the terminal, from their JSON contract."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from attendctl.casework.wording import date_in_words
from attendctl.errors import WrongUsage
from attendctl.reports.printed import json_text_by_lines, print_or_write
from attendctl.reports.showable_text import showable_text

_NO_DATE_OF_BIRTH = "date of birth not known: see whether the child is of compulsory school age"
_NO_ADDRESS = "ADDRESS MISSING"
_COUNTED = {
    "in a row": "in a row",
    "in all": "in all this academic year",
    "after leave ended": "since leave ended",
}


def write_returns(contract: dict[str, Any], format: str, output: Path | None) -> None:
    """Print the list, or write it whole to a file.

    Raises:
        WrongUsage: the file cannot be written.
    """
    if format == "xlsx":
        from attendctl.reports.returns_xlsx import returns_xlsx
        from attendctl.reports.whole_file import write_whole

        assert output is not None
        write_whole(output, returns_xlsx(contract))
    elif format == "json":
        print_or_write(json_text_by_lines(contract), output)
    else:
        print_or_write(returns_text(contract), output)


def write_new_workbook(contract: dict[str, Any], output: Path) -> None:
    """Write the workbook of returns that are made now; never over that of earlier ones.

    Raises:
        WrongUsage: there is such a file, or it cannot be written.
    """
    if output.exists():
        raise WrongUsage(
            f"{output} is there already: it may be the file of earlier returns.",
            remedy="Name another file with --output.",
        )
    write_returns(contract, "xlsx", output)


def returns_text(contract: dict[str, Any]) -> str:
    """Return the list as lines: due by duty, to be confirmed, made, and what a correction has undone.

    Where returns were recorded just now, only those.
    """
    titles = {one["duty"]: one["title"] for one in contract["duties"]}
    several_schools = len(contract["schools"]) > 1
    lines = [f"Returns to the local authority, by marks up to {_day(contract['as_of'])}"]
    for duty, title in titles.items():
        due = [one for one in contract["due"] if one["duty"] == duty]
        if due:
            lines += ["", title, *(line for one in due for line in _pupil(one, with_school=several_schools))]
    if contract["recorded"]:
        numbers = ", ".join(str(number) for number in contract["recorded"])
        lines += ["", f"Written to {contract['file']} and recorded: entries {numbers} of the case log."]
    else:
        lines += [] if contract["due"] else ["", "Nothing is due."]
        lines += _beside_what_is_due(contract, titles, several_schools=several_schools)
    return "".join(showable_text(line.rstrip()) + "\n" for line in lines)


def _beside_what_is_due(
    contract: dict[str, Any], titles: dict[str, str], *, several_schools: bool
) -> list[str]:
    return [
        *_part("To confirm: is the illness expected to reach the days of a return?", _asked(contract)),
        *_part("Illness that is not expected to", _answered(contract["not_expected"])),
        *_part("Made", _made(contract["made"], titles)),
        *_part("Made, and no longer shown by the register", _undone(contract["no_longer_supported"], titles)),
        *_part("Not of compulsory school age", _too_young_or_old(contract["not_of_compulsory_age"], titles)),
        *_part("Last made", _last_made(contract, titles, several_schools=several_schools)),
    ]


def cause_in_words(causes: Iterable[dict[str, Any]]) -> str:
    """Say the codes of an absence with what they mean and how many sessions each.

    >>> cause_in_words([{"code": "I", "meaning": "illness", "sessions": 30}])
    'I (illness): 30'
    """
    return "; ".join(f"{one['code']} ({one['meaning']}): {one['sessions']}" for one in causes)


def note_in_words(line: dict[str, Any]) -> str:
    """Say what is to be known of a line beside its numbers."""
    parts = [] if line["date_of_birth"] else [_NO_DATE_OF_BIRTH]
    if line["counted"] == "not found":
        parts.append("was not found, says the case log")
    if line["counted"] == "marks end":
        parts.append("the register has no mark since, and no leaving date")
    if line["due_on"] and line["reached_on"] and line["due_on"] > line["reached_on"]:
        parts.append(f"of compulsory school age from {_day(line['due_on'])}: the days before it are counted")
    if line["expectation"]:
        said = line["expectation"]
        parts.append(
            f"{said['outcome']}, says {said['by_name']}, {said['by_position']}, on {_day(said['on'])}"
        )
    return "; ".join(parts)


def _pupil(one: dict[str, Any], *, with_school: bool) -> list[str]:
    who = [f"{one['surname'] or ''}, {one['forename'] or ''}", one["class"] or "", _number(one)]
    who += [one["school"]] if with_school else []
    away = ", still away" if one["still_away"] and one["school_days"] else ""
    days = f"{_days(one)}{away}" if one["school_days"] else f"since {_day(one['first_day'])}"
    lines = ["  " + "  ".join(part for part in who if part), f"    {days}"]
    if one["due_on"]:
        lines[-1] += f". Due since {_day(one['due_on'])}."
    if one["causes"]:
        lines.append(f"    {cause_in_words(one['causes'])}")
    address = ", ".join(part for part in (one["address"], one["postcode"]) if part)
    lines.append(f"    {address if one['address'] else _NO_ADDRESS}")
    if note := note_in_words(one):
        lines.append(f"    {note[0].upper()}{note[1:]}.")
    return lines


def _days(one: dict[str, Any]) -> str:
    number = one["school_days"]
    counted = _COUNTED.get(one["counted"], "")
    return (
        f"{number} school day{'' if number == 1 else 's'} {counted}, "
        f"{_day(one['first_day'])} to {_day(one['last_day'])}"
    )


def _part(heading: str, lines: Iterable[str]) -> list[str]:
    lines = list(lines)
    return ["", heading, *(f"  {line}" for line in lines)] if lines else []


def _asked(contract: dict[str, Any]) -> Iterator[str]:
    for one in contract["proposed"]:
        away = ", still away" if one["still_away"] else ""
        yield f"{one['surname'] or ''}, {one['forename'] or ''}  {_number(one)}  {_days(one)}{away}"
    if contract["proposed"]:
        yield "Answer: attendctl returns confirm PUPIL --duty illness, with --no if it is not"


def _too_young_or_old(lines: Iterable[dict[str, Any]], titles: dict[str, str]) -> Iterator[str]:
    for one in lines:
        yield f"{_number(one)}  {titles[one['duty']]}, {_days(one) if one['school_days'] else 'no mark'}"


def _answered(lines: Iterable[dict[str, Any]]) -> Iterator[str]:
    for one in lines:
        said = one["expectation"]
        yield f"{_number(one)}  {_days(one)}; {said['by_name']}, {said['by_position']}, {_day(said['on'])}"


def _made(lines: Iterable[dict[str, Any]], titles: dict[str, str]) -> Iterator[str]:
    for one in lines:
        made = one["made"]
        days = _days(one) if one["school_days"] else _day(one["first_day"])
        yield (
            f"{_number(one)}  {titles[one['duty']]}, {days}: "
            f"made on {_day(made['on'])} (entry {made['entry']})"
        )


def _undone(lines: Iterable[dict[str, Any]], titles: dict[str, str]) -> Iterator[str]:
    for one in lines:
        made, then = one["made"], one["school_days_then"]
        now = f"{one['sessions_now']} sessions of it" if one["sessions_now"] else "none of it"
        which = "in all" if one["counted"] == "in all" else f"from {_day(one['first_day'])}"
        yield (
            f"{_number(one)}  {titles[one['duty']]}: {then} school days {which} were returned "
            f"on {_day(made['on'])}; the register now shows {now}"
        )
        yield f"  Tell the authority, then: {one['command']}"


def _last_made(contract: dict[str, Any], titles: dict[str, str], *, several_schools: bool) -> Iterator[str]:
    for one in contract["last_made"]:
        on = _day(one["on"]) if one["on"] else "none yet"
        school = f"{one['school']}: " if several_schools else ""
        months = ", ".join(_month(month) for month in one["months_without"])
        without = f"; no return in {months}" if months else ""
        yield f"{school}{titles[one['duty']]}: {on}{without}"


def _month(one: dict[str, Any]) -> str:
    month = date.fromisoformat(f"{one['month']}-01").strftime("%B %Y")
    return f"{month} ({one['reached']} reached)" if one["reached"] else month


def _number(one: dict[str, Any]) -> str:
    return one.get("upn") or one.get("admission_number") or "(no number)"


def _day(text: str) -> str:
    return date_in_words(date.fromisoformat(text))
