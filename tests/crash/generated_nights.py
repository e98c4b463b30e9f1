"""A school's nights drawn from a seed: what its officer did by day, and what lay in the inbox at night."""

from __future__ import annotations

import csv
import io
import os
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook

from tests.crash.dated import NOW
from tests.nightly.night_school import CONFIG

FIRST_MONDAY = date(2025, 9, 8)
WEEKS_BEFORE = 7  # of the first night, in one file
HALVES = ("AM", "PM")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri")
REPORTS = ("week.xlsx", "check.csv", "actions.xlsx", "lists.xlsx", "page.html", "newsletter.pdf")
EXTRAS = ("corrected", "came before", "twice", "wrong", "no table", "still coming", "link")
Rows = list[list[str]]


@dataclass
class Evening:
    """A day and its night: the commands given by day, and the files that lie in the inbox by night."""

    day: date
    by_day: list[tuple[str, ...]] = field(default_factory=list)
    files: dict[str, bytes | None] = field(default_factory=dict)  # by name, in order; None: a link
    still_coming: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Nights:
    """A school: its attendctl.toml, and its nights in order."""

    config: str
    evenings: Sequence[Evening]


def nights(seed: int, *, number: int = 3, few_reports: bool = False) -> Nights:
    """Draw a school's nights: the first takes in everything, each after it a week and what goes wrong."""
    draw = random.Random(seed)
    upns = [_upn(number) for number in draw.sample(range(1, 999), 4)]
    away = {upn: draw.choice((0, 5, 6, 8, 12)) for upn in upns}
    mode = draw.choice(("drafts", "write"))
    reports = ["check.csv"] if few_reports else draw.sample(REPORTS, draw.choice((1, 2)))
    config = f"{CONFIG}letters = {mode!r}\nreports = {reports!r}\nbackups_kept = {draw.choice((1, 2))}\n"
    first = Evening(FIRST_MONDAY + timedelta(days=7 * WEEKS_BEFORE + 5))
    first.files = {
        "pupils.csv": _bytes(draw, _pupils(upns)),
        "contacts.csv": _bytes(draw, _contacts(upns)),
        "marks.csv": _bytes(draw, _mark_rows(upns, _weeks(range(WEEKS_BEFORE)), away, draw)),
    }
    evenings = [first]
    for later in range(1, number):
        evening = Evening(first.day + timedelta(weeks=later))
        week = _weeks([WEEKS_BEFORE + later - 1])
        away_now = {upn: draw.choice((0, 0, 2, 10)) for upn in upns}
        evening.files[f"week {later}.csv"] = _bytes(draw, draw.choice(LAYOUTS)(upns, week, away_now, draw))
        if draw.random() < 0.5:
            by_hand = ("--reason", "At the other site", "--by", "A. Clerk", "--position", "Officer")
            evening.by_day.append(("amend", upns[0], f"{FIRST_MONDAY}", "AM", "B", *by_hand))
        if mode == "drafts" and draw.random() < 0.6:
            evening.by_day.append(("letters", "--release"))
        evenings.append(evening)
    for place, evening in enumerate(evenings):
        for extra in draw.sample(EXTRAS, 1 if place == 0 else 2):
            _add(extra, evening, evenings[:place], upns, draw)
    return Nights(config, evenings)


def put(evening: Evening, inbox: Path) -> None:
    """Put the files of an evening into the inbox, each older than the next."""
    for order, (name, content) in enumerate(evening.files.items()):
        path = inbox / name
        path.unlink(missing_ok=True)
        if content is None:
            path.symlink_to("../attendctl.toml")
            continue
        path.write_bytes(content)
        changed = NOW - 10 if name in evening.still_coming else 1_700_000_000 + order
        os.utime(path, (changed, changed))


def _add(
    extra: str, evening: Evening, before: Sequence[Evening], upns: Sequence[str], draw: random.Random
) -> None:
    if extra == "corrected":
        rows = _mark_rows(upns, _weeks([draw.randrange(WEEKS_BEFORE)]), dict.fromkeys(upns, 1), draw)
        evening.files["corrected.csv"] = _bytes(draw, rows)
    elif extra == "came before" and before:
        evening.files["by mail.csv"] = before[-1].files[draw.choice(list(before[-1].files)[:1])]
    elif extra == "twice":
        name = list(evening.files)[-1]
        evening.files[f"{name[:-4]} (1).csv"] = evening.files[name]
    elif extra == "wrong":
        rows = _mark_rows(upns, _weeks([0]), {}, draw)
        rows[draw.randrange(1, len(rows))][3] = "Q9"
        evening.files["wrong.csv"] = _bytes(draw, rows)
    elif extra == "no table":
        evening.files["letter.csv"] = b"Dear colleague,\n\nplease find the register attached.\n"
    elif extra == "still coming":
        evening.files["coming.csv"] = _bytes(draw, _mark_rows(upns, _weeks([0]), {}, draw))
        evening.still_coming.add("coming.csv")
    elif extra == "link":
        evening.files["shortcut.csv"] = None


def _upn(number: int) -> str:
    digits = f"999{number:09d}"
    total = sum(weight * int(digit) for weight, digit in enumerate(digits, start=2))
    return "ABCDEFGHJKLMNPQRTUVWXYZ"[total % 23] + digits


def _weeks(numbers: Sequence[int] | range) -> list[date]:
    return [FIRST_MONDAY + timedelta(weeks=number) for number in numbers]


def _pupils(upns: Sequence[str]) -> Rows:
    rows = [["UPN", "Legal Surname", "Legal Forename", "Year Group", "Reg Group"]]
    return rows + [[upn, "Okoro", f"Ada{number}", "4", "4K"] for number, upn in enumerate(upns)]


def _contacts(upns: Sequence[str]) -> Rows:
    heads = "UPN,Priority,Title,Contact Forename,Contact Surname,Relationship,Parental Responsibility"
    rows = [[*heads.split(","), "Lives with Pupil", "May be written to"]]
    return rows + [[upn, "1", "Mrs", "Grace", "Okoro", "Mother", "Yes", "Yes", "Yes"] for upn in upns]


def _codes(upn: str, weeks: Sequence[date], away: dict[str, int], draw: random.Random) -> list[str]:
    code = draw.choice("IO")
    return [
        code if place < away.get(upn, 0) else "/" if place % 2 == 0 else "\\"
        for place in range(10 * len(weeks))
    ]


def _mark_rows(upns: Sequence[str], weeks: Sequence[date], away: dict[str, int], draw: random.Random) -> Rows:
    rows = [["UPN", "Date", "Session", "Mark"]]
    for upn in upns:
        for place, code in enumerate(_codes(upn, weeks, away, draw)):
            day = weeks[place // 10] + timedelta(days=place % 10 // 2)
            rows.append([upn, f"{day:%d/%m/%Y}", HALVES[place % 2], code])
    return rows


def _day_rows(upns: Sequence[str], weeks: Sequence[date], away: dict[str, int], draw: random.Random) -> Rows:
    rows = [["UPN", "Date", "AM", "PM"]]
    for upn in upns:
        codes = _codes(upn, weeks, away, draw)
        days = [weeks[0] + timedelta(days=at) for at in range(5)]
        rows += [[upn, f"{day}", codes[2 * at], codes[2 * at + 1]] for at, day in enumerate(days)]
    return rows


def _week_rows(upns: Sequence[str], weeks: Sequence[date], away: dict[str, int], draw: random.Random) -> Rows:
    rows = [["UPN", "Week", *(day + half for day in WEEKDAYS for half in HALVES)]]
    return rows + [[upn, f"{weeks[0]:%d/%m/%Y}", *_codes(upn, weeks, away, draw)] for upn in upns]


def _wide_rows(upns: Sequence[str], weeks: Sequence[date], away: dict[str, int], draw: random.Random) -> Rows:
    days = [weeks[0] + timedelta(days=at) for at in range(5)]
    rows = [["UPN", *(f"{day:%d %b %Y} {half}" for day in days for half in HALVES)]]
    return rows + [[upn, *_codes(upn, weeks, away, draw)] for upn in upns]


def _bytes(draw: random.Random, rows: Rows) -> bytes:
    """Write a table as one of the files that a MIS makes; the name says CSV whatever it is."""
    kind = draw.choice(("csv", "semicolons", "utf-16", "workbook"))
    if kind == "workbook":
        book, file = Workbook(), io.BytesIO()
        assert book.active is not None
        for row in rows:
            book.active.append(row)
        book.save(file)
        return file.getvalue()
    text = io.StringIO()
    csv.writer(text, delimiter=";" if kind == "semicolons" else ",").writerows(rows)
    return text.getvalue().encode("utf-16" if kind == "utf-16" else "utf-8")


LAYOUTS: tuple[Callable[[Sequence[str], Sequence[date], dict[str, int], random.Random], Rows], ...] = (
    _mark_rows,
    _day_rows,
    _week_rows,
    _wide_rows,
)
