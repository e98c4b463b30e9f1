"""Codes of conduct: what each shipped one settles or takes from the model, and what a file may not say."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from attendctl.errors import NotFound, WrongUsage
from attendctl.reports.conduct_shown import conduct_lines
from attendctl.rules.catalogue import find_rule
from attendctl.rules.codes_of_conduct import (
    AUTHORITIES,
    TERMS,
    load_code_of_conduct,
    read_code_of_conduct,
    shipped_codes,
)

PAGE = Path(__file__).parents[2] / "docs" / "codes-of-conduct.md"
OWN = """\
key = "our-authority"
title = "Our authority's code of conduct"
authority = "Our Council"
follows = "national"
from = 2024-09-01
reference = "Our Council, code of conduct, 2024"
checked_on = 2026-11-22

counts_unexplained = false
improvement_usual_weeks = 4

[[source]]
terms = ["counts_unexplained", "improvement_usual_weeks"]
section = "4 and 6"
checked_on = 2026-11-22
"""


def own(folder: Path, text: str = OWN) -> Path:
    path = folder / "our-authority.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_codes_that_come_with_attendctl() -> None:
    assert shipped_codes() == [
        "buckinghamshire",
        "manchester",
        "national",
        "norfolk",
        "nottinghamshire",
        "rotherham",
        "southwark",
        "stockton",
        "warwickshire",
    ]


@pytest.mark.parametrize("name", shipped_codes())
def test_every_term_of_a_shipped_code_has_a_source(name: str) -> None:
    code = load_code_of_conduct(name)
    assert code.key == name
    stated = tomllib.loads((AUTHORITIES / f"{name}.toml").read_text(encoding="utf-8"))
    for term in TERMS:
        assert (term in code.inherited) is (name != "national" and term not in stated)
        if getattr(code, term) is not None:
            assert code.source_of(term) is not None, term
    if name != "national":
        assert code.follows == "national"
        assert "as in the model" in (code.note or "")


@pytest.mark.parametrize(
    ("name", "counted"),
    [("norfolk", False), *((one, True) for one in ("manchester", "southwark", "rotherham", "stockton"))],
)
def test_whether_a_session_without_a_reason_counts_is_the_code_s_own_word(name: str, counted: bool) -> None:
    code = load_code_of_conduct(name)
    assert code.counts_unexplained is counted
    assert "counts_unexplained" not in code.inherited


@pytest.mark.parametrize("name", ["norfolk", "southwark"])
def test_six_school_weeks_of_at_most_30_school_days(name: str) -> None:
    code = load_code_of_conduct(name)
    weeks = (code.improvement_shortest_weeks, code.improvement_usual_weeks, code.improvement_longest_weeks)
    assert (*weeks, code.improvement_weeks_are) == (6, 6, 6, "school weeks")
    assert code.improvement_school_days == 30


def test_buckinghamshire_has_60_sessions_and_may_act_after_three_weeks() -> None:
    code = load_code_of_conduct("buckinghamshire")
    assert (code.improvement_usual_weeks, code.improvement_sessions) == (6, 60)
    assert code.improvement_act_after_weeks == 3
    assert load_code_of_conduct().improvement_act_after_weeks is None


def test_the_council_offers_the_notice_to_improve_in_stockton() -> None:
    assert load_code_of_conduct("stockton").improvement_issued_by == "authority"
    assert load_code_of_conduct("norfolk").improvement_issued_by == "school"


def test_the_model_leaves_three_to_six_weeks_and_no_notice_to_improve_for_a_holiday() -> None:
    code = load_code_of_conduct()
    assert (code.improvement_shortest_weeks, code.improvement_longest_weeks) == (3, 6)
    assert not code.improvement_for_holidays
    assert code.fines_first_holiday
    assert not code.fines_looked_after


def test_an_authority_of_one_s_own_states_what_it_settles_and_follows_in_the_rest(tmp_path: Path) -> None:
    own(tmp_path)
    code = load_code_of_conduct("our-authority.toml", folder=tmp_path)
    assert (code.key, code.counts_unexplained, code.improvement_usual_weeks) == ("our-authority", False, 4)
    assert code.improvement_longest_weeks == load_code_of_conduct().improvement_longest_weeks
    assert set(code.inherited) == set(TERMS) - {"counts_unexplained", "improvement_usual_weeks"}
    assert code.valid_from == date(2024, 9, 1)


def test_a_code_may_follow_another_authority_s(tmp_path: Path) -> None:
    text = OWN.replace('follows = "national"', 'follows = "southwark"')
    text = text.replace("improvement_usual_weeks = 4\n", "").replace(', "improvement_usual_weeks"', "")
    code = read_code_of_conduct(own(tmp_path, text))
    assert code.improvement_school_days == 30
    weeks, told = (code.source_of(term) for term in ("improvement_usual_weeks", "parent_told_in_advance"))
    assert weeks is not None
    assert "30 school days" in weeks.section
    assert told is not None
    assert told.ours  # from the model, by way of the code it follows


def test_an_unknown_code_is_refused_with_those_there_are(tmp_path: Path) -> None:
    for name in ("atlantis", "atlantis.toml", "", "nested/national"):
        with pytest.raises(NotFound, match="There is no code of conduct") as refused:
            load_code_of_conduct(name, folder=tmp_path)
        assert "norfolk" in refused.value.remedy


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "counts_unexplained = false",
            "count_unexplained = false",
            "key count_unexplained: there is no such key.",
        ),
        (
            "counts_unexplained = false",
            'counts_unexplained = "no"',
            "key counts_unexplained: must be true or false",
        ),
        ("weeks = 4", 'weeks = "four"', "key improvement_usual_weeks: must be a whole number"),
        ("from = 2024-09-01", 'from = "1 September"', "key from: must be a day such as"),
        ('follows = "national"\n', "", "key notices_count_from: it is missing. Write it in, or follows"),
        ('"national"', '"atlantis"', "key follows: there is no code 'atlantis' to follow"),
        ('"national"', "7", "key follows: there is no code 7 to follow"),
        ('"national"', "[]", "key follows: there is no code [] to follow"),
        ('key = "our-authority"', 'key = "Our Authority"', "key key: does not have the form"),
        ("checked_on = 2026-11-22\n\ncounts", "counts", "key checked_on: it is missing."),
        ("weeks = 4", "weeks = 2", "key improvement_usual_weeks: 2 is not within the weeks 3 to 6"),
        ("weeks = 4", "weeks = 7", "key improvement_usual_weeks: 7 is not within the weeks 3 to 6"),
        ("weeks = 4", "weeks = 0", "key improvement_usual_weeks: must be more than 0"),
        ("usual_weeks", "longest_weeks", "key improvement_usual_weeks: 6 is not within the weeks 3 to 4"),
        ("from = 2024-09-01", "from = 2024-08-18", "key from: the national framework starts on 2024-08-19."),
        ('"improvement_usual_weeks"]', '"improvement_weeks"]', "'improvement_weeks' is no term of a code"),
        (', "improvement_usual_weeks"]', "]", "key improvement_usual_weeks: it has no source"),
        ("improvement_usual_weeks = 4\n", "", "key source 1.terms: the file does not state"),
        ('section = "4 and 6"\n', "", "key source 1.section: it is missing"),
        ("counts_unexplained = false", "followed = 1", "key followed: there is no such key"),
        ("false", "nein", "our-authority.toml cannot be read"),
    ],
)
def test_what_a_file_may_not_say(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in OWN
    text = OWN.replace(old, new)
    with pytest.raises(WrongUsage) as refused:
        read_code_of_conduct(own(tmp_path, text))
    assert said in str(refused.value)
    assert refused.value.remedy


@pytest.mark.parametrize(
    ("term", "weeks", "accepted"),
    [
        ("improvement_shortest_weeks", 2, False),
        ("improvement_shortest_weeks", 3, True),
        ("improvement_shortest_weeks", 4, True),
        ("improvement_shortest_weeks", 5, False),  # above the usual four
        ("improvement_longest_weeks", 4, True),
        ("improvement_longest_weeks", 6, True),
        ("improvement_longest_weeks", 7, False),
        ("improvement_act_after_weeks", 1, True),
        ("improvement_act_after_weeks", 6, True),
        ("improvement_act_after_weeks", 7, False),
    ],
)
def test_a_code_stays_within_what_the_law_leaves_open(
    tmp_path: Path, term: str, weeks: int, accepted: bool
) -> None:
    text = OWN.replace("improvement_usual_weeks = 4", f"improvement_usual_weeks = 4\n{term} = {weeks}")
    text = text.replace('"improvement_usual_weeks"]', f'"improvement_usual_weeks", "{term}"]')
    path = own(tmp_path, text)
    if accepted:
        assert getattr(read_code_of_conduct(path), term) == weeks
        return
    with pytest.raises(WrongUsage, match=r"is not within the weeks .*notice_to_improve"):
        read_code_of_conduct(path)


def test_a_term_has_one_source(tmp_path: Path) -> None:
    twice = OWN + '\n[[source]]\nterms = ["counts_unexplained"]\nsection = "5"\nchecked_on = 2026-11-22\n'
    with pytest.raises(WrongUsage, match="'counts_unexplained' has two sources"):
        read_code_of_conduct(own(tmp_path, twice))


def test_an_own_file_of_a_shipped_name_does_not_follow_itself(tmp_path: Path) -> None:
    path = tmp_path / "norfolk.toml"
    path.write_text(OWN.replace('"national"', '"norfolk"'), encoding="utf-8")
    with pytest.raises(WrongUsage, match="there is no code 'norfolk' to follow"):
        read_code_of_conduct(path)


def test_a_code_is_shown_with_each_term_and_where_it_is_from(monkeypatch: Any, tmp_path: Path) -> None:
    shown = conduct_lines(load_code_of_conduct("norfolk"))
    assert shown[0] == "Norfolk County Council, following the national code in what it does not state:"
    assert shown[1] == "  counts unexplained: no (article 61582: absences coded G, O and U)"
    assert any(
        line.startswith("  warning from sessions: 5 (national: ") and "Ours: " in line for line in shown
    )
    assert not any("improvement sessions" in line for line in shown)
    own(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert find_rule("our-authority.toml").name == "code_of_conduct_our-authority"
    assert find_rule("authorities.norfolk") == find_rule("code_of_conduct_norfolk")
    with pytest.raises(NotFound):
        find_rule("atlantis.toml")


def test_the_page_explains_every_term_and_its_example_is_read(tmp_path: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    table = page[page.index("## The terms") :]
    explained = [
        term for row in re.findall(r"^\| (`.*?) \|", table, re.MULTILINE) for term in row.split(", ")
    ]
    assert sorted(term.strip("`") for term in explained) == sorted(TERMS)
    example = next(block for block in re.findall(r"```toml\n(.*?)```", page, re.DOTALL) if "follows" in block)
    assert read_code_of_conduct(own(tmp_path, example)).improvement_usual_weeks == 4
