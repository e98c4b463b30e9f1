"""A list in a policy's file is read strictly: what it may not say is told with its place and a remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from attendctl import policies
from attendctl.policies import load_policy
from attendctl.policies.differences import differences
from attendctl.policies.lists_asked import lists_asked
from attendctl.policies.load import examine

NATIONAL = (Path(policies.__file__).parent / "national.toml").read_text(encoding="utf-8")
PLACE = NATIONAL.count("[[list]]") + 1
GOOD = """
[[list]]
name = "mine"
title = "Mine"
every = ["week"]
kind = "attendance"
who = ["pp"]
over = "period"
from_percent = 90.0
to_percent = 94.9
order = "lowest"
source = { section = "4", checked_on = 2026-11-22 }
"""


def faults(tmp_path: Path, text: str) -> list[tuple[str, str]]:
    file = tmp_path / "ours.toml"
    file.write_text(NATIONAL + text, encoding="utf-8")
    return [
        (key.removeprefix(f"list {PLACE}."), f"{what} {remedy}") for key, what, remedy in examine(file)[1]
    ]


def test_a_list_that_is_right_has_no_fault_and_is_asked_for_in_its_period(tmp_path: Path) -> None:
    assert faults(tmp_path, GOOD) == []
    policy = load_policy("ours.toml", folder=tmp_path)
    mine = lists_asked(policy, "week")[-1]
    assert (mine.name, mine.lowest, mine.highest, mine.who) == ("mine", 900, 949, ("pp",))
    assert "mine" not in [one.name for one in lists_asked(policy, "term")]
    added = [one for one in differences(load_policy("national"), policy) if one.key == "list mine"]
    assert [one.change for one in added] == ["added"]
    assert 'Every week, a list "Mine": pupils (pupil premium, a list each) at 90% to 94.9% in the period' in (
        added[0].after or ""
    )


@pytest.mark.parametrize(
    ("before", "after", "key", "said"),
    [
        ('over = "period"', 'ovre = "period"', "ovre", "there is no such key. Correct it, perhaps to over"),
        ('every = ["week"]', 'every = ["fortnight"]', "every 1", "half_term"),
        ('every = ["week"]', "every = []", "every", "at least 1"),
        ('who = ["pp"]', 'who = ["twins"]', "who 1", "everyone"),
        ("to_percent = 94.9\n", "", "to_percent", "has no to_percent, which a list of kind attendance needs"),
        ("to_percent = 94.9", "to_percent = 89.9", "from_percent", "goes from 90.0 to 89.9"),
        ("to_percent = 94.9", "to_percent = 94.95", "to_percent", "one decimal"),
        ('order = "lowest"', 'codes = ["I"]', "codes", "of kind attendance, which has no codes. Take it out"),
        ('name = "mine"', 'name = "at-risk"', "name", "at-risk is there twice"),
        ('kind = "attendance"', 'kind = "late"', "from_percent", "A list of kind late may say: over"),
        ('source = { section = "4", checked_on = 2026-11-22 }', "", "source", "it is missing"),
    ],
)
def test_a_list_that_is_not_right_is_told_with_its_key(
    tmp_path: Path, before: str, after: str, key: str, said: str
) -> None:
    assert GOOD.count(before) == 1
    found = dict(faults(tmp_path, GOOD.replace(before, after)))
    assert said in found[key], found


def test_a_list_of_a_band_names_one_of_the_policy(tmp_path: Path) -> None:
    of_band = GOOD.replace("from_percent = 90.0\nto_percent = 94.9\n", 'bands = ["puce"]\n')
    found = faults(tmp_path, of_band.replace('kind = "attendance"', 'kind = "band"'))
    assert found == [("bands", "there is no band 'puce'. The bands are: green, amber, red.")]
