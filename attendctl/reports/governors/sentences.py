"""The sentences of the governors' paper: what it is about, in short, and what the policy asks."""

from __future__ import annotations

from typing import Any

from attendctl.reports.governors.words import day_in_words, days_given_by


def about_lines(contract: dict[str, Any]) -> list[str]:
    """Return what stands under the title: the period and its days, the day of the data, the policy."""
    period = contract["period"]
    so_far = "" if period["has_ended"] or period["is_stated"] else " so far"
    name = period["name"][:1].upper() + period["name"][1:]
    days = f"{day_in_words(period['from'])} to {day_in_words(period['to'])}"
    lines = [
        f"{days} ({days_given_by(period)})."
        if period["kind"] == "range"
        else f"{name}{so_far}: {days} ({days_given_by(period)})."
    ]
    if len({(one["from"], one["to"]) for one in period["schools"]}) > 1:
        lines += [
            f"{one['school']}: {day_in_words(one['from'])} to {day_in_words(one['to'])}."
            for one in period["schools"]
        ]
    known = f", as known on {day_in_words(contract['known'])}" if contract["known"] else ""
    lines.append(f"Marks up to {day_in_words(contract['as_of'])}{known}. Policy: {contract['policy']}.")
    return lines


def in_short(contract: dict[str, Any]) -> list[str]:
    """Return the few sentences that a governor reads who reads no table. Nothing withheld is in them."""
    period, *others = contract["headline"]
    found = []
    if period["attendance_percent"] is not None:
        found.append(
            f"Attendance was {period['attendance_percent']:.1f}% in the {period['title']}{_compared(others)}."
        )
    found += _absent(of_the_year(contract))
    reasons = contract["absence_by_reason"]["reasons"]
    named = [one for one in reasons or () if one["codes"]]
    if named:
        most = max(named, key=lambda one: one["sessions"])
        found.append(
            f"The commonest reason of absence was {most['reason']}: {most['percent_of_absence']:.1f}% of all "
            "sessions missed."
        )
    if any(group["suppressed"] for group in contract["groups"]):
        found.append("Groups so small that their figures would be about single pupils are withheld.")
    return found or ["There are too few pupils to print any figure."]


def duty_lines(contract: dict[str, Any]) -> list[str]:
    """Return what each policy asks to be reported to governors."""
    return [
        f"{duty['policy']}, {duty['section']}: {duty['title']} ({duty['every']})."
        + (f" {duty['ours']}" if duty["ours"] else "")
        for duty in contract["duties"]
    ]


def of_the_year(contract: dict[str, Any]) -> dict[str, Any]:
    """Return the headline of the year so far; of a paper on the year, that of its period."""
    columns = {column["name"]: column for column in contract["headline"]}
    found: dict[str, Any] = columns.get("year", columns["period"])
    return found


def _compared(others: list[dict[str, Any]]) -> str:
    before = next((one for one in others if one["name"] == "before"), None)
    if before is None or before["difference_points"] is None:
        return ""
    points = before["difference_points"]
    what = f"in {before['title']}" if before["title"].startswith("the ") else f"in the {before['title']}"
    then = f"({before['attendance_percent']:.1f}%)"
    if points == 0:
        return f", the same as {what} {then}"
    how = "higher" if points > 0 else "lower"
    return f", {abs(points):.1f} points {how} than {what} {then}"


def _when(period: dict[str, Any]) -> str:
    if period["kind"] != "range":
        return f"in the {period['name']}"
    if period["from"] == period["to"]:
        return f"on {day_in_words(period['from'])}"
    return f"from {day_in_words(period['from'])} to {day_in_words(period['to'])}"


def _absent(year: dict[str, Any]) -> list[str]:
    found = []
    for key, word in (("persistent_absence", "persistently"), ("severe_absence", "severely")):
        count = year[key]
        if count is None or count["suppressed"]:
            continue
        if count["pupils"] == 0:
            found.append(f"No pupil is {word} absent this year.")
        else:
            found.append(
                f"{count['pupils']:,} of {count['of']:,} pupils ({count['percent']:.1f}%) are {word} absent "
                "this year."
            )
    return found
