"""The newsletter in words, as its pages show it: every text that the layouts set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from attendctl.reports.showable_text import showable_values

_NO_FIGURE = "–"
_METALS = {"gold": "Gold", "silver": "Silver", "bronze": "Bronze"}


def newsletter_words(contract: dict[str, Any]) -> dict[str, Any]:
    """Return the texts of the newsletter, a section a school.

    Args:
        contract: of ``attendctl.reports.newsletter.newsletter_dict.newsletter_dict``.
    """
    period = contract["period"]
    several = contract["school"]["name"] is None
    title = f"Attendance: {period['name']}"
    sections = [_section(contract, school) for school in contract["schools"]]
    words = {
        "title": title,
        "author": contract["school"]["name"] or "attendctl",
        "period": _capital(period["name"]) + ("" if period["has_ended"] else ", so far"),
        "together": f"All the schools together: {percent_text(contract['whole_school'])}"
        if several
        else None,
        "sections": sections,
    }
    return showable_values(words)  # type: ignore[no-any-return]


def percent_text(row: dict[str, Any]) -> str:
    """Return a percentage as it is printed; an en dash where there is none.

    >>> percent_text({"attendance_percent": 96.0}), percent_text({"attendance_percent": None})
    ('96.0%', '–')
    """
    percent = row["attendance_percent"]
    return _NO_FIGURE if percent is None else f"{percent:.1f}%"


def _section(contract: dict[str, Any], school: dict[str, Any]) -> dict[str, Any]:
    def of(key: str) -> list[dict[str, Any]]:
        return [row for row in contract[key] if row["school"] == school["name"]]

    return {
        "school": school["name"],
        "percent": percent_text(school),
        "classes": [[row["class"], percent_text(row)] for row in of("classes")],
        "races": [*_races(of("race"), "class"), *_races(of("houses"), "house")],
        "numbers": list(_numbers(of("house_numbers"))),
        "awards": list(_awards([*of("heroes"), *of("certificates")])),
        "notes": [row["text"] for row in of("notes")],
    }


def _races(rows: Sequence[dict[str, Any]], to: str) -> Iterator[dict[str, Any]]:
    """Yield each race with its winners: who is ahead, while the period goes on."""
    for row in rows:
        where = f", {_small(row['key_stage_title'])}" if row["key_stage_title"] else ""
        so_far = "" if row["is_final"] else " (so far)"
        yield {
            "title": f"{row['title']}{where}{so_far}",
            "what_for": f"For {row['what_for']}",
            "winners": [
                {"name": winner[to], "percent": percent_text(winner)}
                if winner["attendance_percent"] is not None
                else {"name": winner[to], "percent": None}
                for winner in row["winners"]
            ],
        }


def _numbers(rows: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for award in dict.fromkeys(row["award"] for row in rows):
        of_award = [row for row in rows if row["award"] == award]
        yield {
            "title": f"{of_award[0]['title']}s",
            "what_for": f"For {of_award[0]['what_for']}",
            "rows": [[row["house"], str(row["pupils"])] for row in of_award],
        }


def _awards(rows: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield each award with the children of each class who have it."""
    for award in dict.fromkeys(row["award"] for row in rows):
        of_award = [row for row in rows if row["award"] == award]
        first = of_award[0]
        level = f": {first['level']}" if first["level"] else ""
        yield {
            "title": f"{first['title']}{level}",
            "what_for": f"For {first['what_for']}",
            "level": first["level"],
            "classes": [
                [name or "", ", ".join(row["name"] for row in of_award if row["class"] == name)]
                for name in dict.fromkeys(row["class"] for row in of_award)
            ],
        }


def certificate_words(contract: dict[str, Any], *, dated: str) -> dict[str, Any]:
    """Return the texts of the certificates, a page each.

    Args:
        contract: of ``attendctl.reports.newsletter.certificates_dict.certificates_dict``.
        dated: the date that they carry, in words.
    """
    period = _capital(contract["period"]["name"])
    words = {
        "title": f"Certificates: {contract['period']['name']}",
        "author": contract["school"]["name"] or "attendctl",
        "certificates": [
            {
                "title": row["title"],
                "level": row["level"],
                "metal": _METALS.get(row["level"] or ""),
                "name": f"{row['forename']} {row['surname']}",
                "class": f"Class {row['class']}" if row["class"] else "",
                "what_for": f"for {row['what_for']}",
                "period": period,
                "school": row["school"],
                "date": dated,
            }
            for row in contract["certificates"]
        ],
    }
    return showable_values(words)  # type: ignore[no-any-return]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
