"""``[calendar]`` of attendctl.toml: what it may say, and what each slip is answered with."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from attendctl.errors import WrongUsage
from attendctl.settings import CalendarSettings, read_settings

AUTUMN = '{ name = "autumn", from = 2025-09-03, to = 2025-12-19 }'
SPRING = '{ name = "spring", from = 2026-01-05, to = 2026-03-27 }'


def calendar_of(tmp_path: Path, text: str) -> CalendarSettings:
    """Read a file that holds these lines under [calendar]."""
    path = tmp_path / "attendctl.toml"
    path.write_text(f"[calendar]\n{text}\n", encoding="utf-8")
    return read_settings(path).calendar


def test_terms_weeks_and_days_are_read_in_order_of_time(tmp_path: Path) -> None:
    calendar = calendar_of(
        tmp_path,
        f"terms = [{SPRING}, {AUTUMN}]\n"
        "assessment_weeks = [2026-06-08, 2026-05-11, 2026-05-11]\nclosed_days = [2026-05-04]",
    )
    assert [(term.name, term.academic_year) for term in calendar.terms] == [
        ("autumn", 2025),
        ("spring", 2025),
    ]
    assert calendar.assessment_weeks == [date(2026, 5, 11), date(2026, 6, 8)]
    assert calendar.closed_days == [date(2026, 5, 4)]


def test_autumn_that_starts_in_late_august_is_of_the_year_that_follows(tmp_path: Path) -> None:
    calendar = calendar_of(tmp_path, 'terms = [{ name = "autumn", from = 2026-08-27, to = 2026-12-18 }]')
    assert calendar.terms[0].academic_year == 2026


@pytest.mark.parametrize(
    ("text", "key", "message"),
    [
        ("holidays = []", "calendar.holidays", "there is no such key"),
        ('terms = [{ name = "michaelmas", from = 2025-09-03, to = 2025-12-19 }]', "calendar.terms.name", ""),
        ('terms = [{ name = "autumn", from = 2025-09-03 }]', "calendar.terms.to", "Field required"),
        (
            f"terms = [{AUTUMN.replace(' }', ', break = 2025-10-27 }')}]",
            "calendar.terms.break",
            "there is no such key",
        ),
        (
            'terms = [{ name = "autumn", from = 2025-12-19, to = 2025-09-03 }]',
            "calendar.terms",
            "the autumn term from 2025-12-19 ends before it starts",
        ),
        (
            'terms = [{ name = "summer", from = 2026-04-13, to = 2026-09-21 }]',
            "calendar.terms",
            "the summer term from 2026-04-13 goes on into another school year",
        ),
        (
            f"terms = [{AUTUMN.replace(' }', ', half_term_from = 2025-10-27 }')}]",
            "calendar.terms",
            "the autumn term from 2025-09-03 needs both ends of its half term",
        ),
        (
            f"terms = [{AUTUMN.replace(' }', ', half_term_from = 2025-12-15, half_term_to = 2025-12-19 }')}]",
            "calendar.terms",
            "the half term of the autumn term from 2025-09-03 does not lie within the term",
        ),
        (
            f"terms = [{AUTUMN.replace(' }', ', half_term_from = 2025-10-31, half_term_to = 2025-10-27 }')}]",
            "calendar.terms",
            "does not lie within the term",
        ),
        (
            f"terms = [{AUTUMN}, {SPRING.replace('2026-01-05', '2025-12-19')}]",
            "calendar.terms",
            "the autumn term to 2025-12-19 and the spring term from 2025-12-19 overlap",
        ),
        (
            f"terms = [{AUTUMN}, {SPRING.replace('spring', 'autumn')}]",
            "calendar.terms",
            "the terms of 2025/26 are not autumn, spring and summer, each once and in that order",
        ),
        (
            f"terms = [{AUTUMN.replace('autumn', 'spring')}, {SPRING.replace('spring', 'autumn')}]",
            "calendar.terms",
            "the terms of 2025/26 are not autumn, spring and summer, each once and in that order",
        ),
        ("assessment_weeks = [2026-05-12]", "calendar.assessment_weeks", "2026-05-12 is not a Monday"),
        ('closed_days = ["Easter Monday"]', "calendar.closed_days", ""),
        (
            "october_half_term = 2025-10-20\n"
            f"terms = [{AUTUMN.replace(' }', ', half_term_from = 2025-10-27, half_term_to = 2025-10-31 }')}]",
            "calendar",
            "october_half_term 2025-10-20 is not in the half term that the autumn term states",
        ),
    ],
)
def test_slip_is_answered_with_the_file_and_the_key(
    tmp_path: Path, text: str, key: str, message: str
) -> None:
    with pytest.raises(WrongUsage) as refused:
        calendar_of(tmp_path, text)
    assert str(refused.value).startswith(f"attendctl.toml, key {key}: ")
    assert message in str(refused.value)
    assert "Value error" not in str(refused.value)


@pytest.mark.parametrize("day", ["2025-10-27", "2025-10-29", "2025-11-02", "2024-10-23"])
def test_both_ways_to_state_the_october_half_term_may_agree(tmp_path: Path, day: str) -> None:
    stated = AUTUMN.replace(" }", ", half_term_from = 2025-10-27, half_term_to = 2025-10-31 }")
    assert calendar_of(tmp_path, f"october_half_term = {day}\nterms = [{stated}]").terms


def test_october_half_term_is_taken_from_the_autumn_term_too(tmp_path: Path) -> None:
    stated = AUTUMN.replace(" }", ", half_term_from = 2025-10-20, half_term_to = 2025-10-31 }")
    assert calendar_of(tmp_path, f"terms = [{stated}]").october_half_term_of(2025) == date(2025, 10, 31)
    assert calendar_of(tmp_path, f"terms = [{AUTUMN}, {SPRING}]").october_half_term_of(2025) is None
    single = calendar_of(tmp_path, "october_half_term = 2025-10-29")
    assert [single.october_half_term_of(year) for year in (2024, 2025)] == [None, date(2025, 10, 29)]
