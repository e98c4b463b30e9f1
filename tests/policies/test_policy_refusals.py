"""A policy file that is not right: one message with file, key and remedy, exit status 2."""

from __future__ import annotations

from pathlib import Path

import pytest

from attendctl import policies
from attendctl.errors import NotFound, WrongUsage
from attendctl.policies import load_policy
from attendctl.policies.load import shipped_policies

GREENHILL = Path(policies.__file__).with_name("greenhill.toml").read_text(encoding="utf-8")

# (what is wrong, text before, text after, key in the message)
BROKEN = [
    ("an unknown key", 'key = "greenhill"', 'key = "greenhill"\ncolour = "blue"', "colour"),
    ("a number in quotation marks", "from_percent = 93.0", 'from_percent = "93"', "band 2.from_percent"),
    ("two decimals", "from_percent = 93.0", "from_percent = 93.05", "band 2.from_percent"),
    ("more than everything", "to_percent = 100.0", "to_percent = 101.0", "band 1.to_percent"),
    ("overlapping bands", "to_percent = 95.9", "to_percent = 96.0", "band 2.to_percent"),
    ("a hole without a word", "from_percent = 90.1", "from_percent = 90.2", "band"),
    (
        "a hole that is none",
        "from_percent = 90.0\nto_percent = 90.0",
        "from_percent = 89.9\nto_percent = 90.0",
        "hole 1",
    ),
    ("an unknown band for a hole", 'we_use_band = "red"', 'we_use_band = "pink"', "hole 1.we_use_band"),
    ("no reason for a hole", "because = ", "becos = ", "hole 1.because"),
    ("an unknown band of a step", 'band = "yellow"\nnot_before', 'band = "lilac"\nnot_before', "step 1.band"),
    ("a step that waits for itself", 'follows = "1a"', 'follows = "1b"', "step 2.follows"),
    (
        "a step that is needless after a later one",
        'band = "yellow"\nnot_before',
        'band = "yellow"\nunless_done = ["2a"]\nnot_before',
        "step 1.unless_done",
    ),
    ("a step after a later one", 'follows = "1a"', 'follows = "2a"', "step 2.follows"),
    (
        "a step that also follows a later one",
        'follows = "1a"',
        'follows = "1a"\nalso_follows = ["2a"]',
        "step 2.also_follows",
    ),
    (
        "a step that also follows itself",
        'follows = "1a"',
        'follows = "1a"\nalso_follows = ["1b"]',
        "step 2.also_follows",
    ),
    (
        "later than what is not said",
        'entry = "leave"\noutcome = "granted"',
        'entry = "leave"\noutcome = "granted"\nor_later = true',
        ".or_later",
    ),
    (
        "a review without a period",
        'follows = "1a"\nreview_school_weeks = 4',
        'follows = "1a"',
        "step 2.review_school_weeks",
    ),
    (
        "a review of no weeks",
        "review_school_weeks = 4",
        "review_school_weeks = 0",
        "step 2.review_school_weeks",
    ),
    ("a missing source", "[target.source]", "[target.saucer]", "target.source"),
    ("a date that is text", "effective_from = 2025-07-01", 'effective_from = "2025-07-01"', "effective_from"),
    (
        "the same key twice",
        "[target]\npercent = 96.0",
        "[target]\npercent = 96.0\npercent = 95.0",
        "cannot be read",
    ),
    ("a step twice", 'name = "1b"', 'name = "1a"', "step 2.name"),
    ("a path for a letter", 'name = "1b"', 'name = "../1b"', "step 2.name"),
]


@pytest.mark.parametrize(
    ("before", "after", "key"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN]
)
def test_a_broken_policy_is_refused_with_file_and_key(
    tmp_path: Path, before: str, after: str, key: str
) -> None:
    assert before in GREENHILL
    path = tmp_path / "ours.toml"
    path.write_text(GREENHILL.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(WrongUsage) as refused:
        load_policy("ours.toml", folder=tmp_path)
    assert "ours.toml" in refused.value.message
    assert key in refused.value.message
    assert refused.value.remedy
    assert refused.value.exit_status == 2


def test_the_file_is_right_before_it_is_broken(tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_text(GREENHILL, encoding="utf-8")
    assert load_policy("ours.toml", folder=tmp_path) == load_policy("greenhill")


def test_an_unknown_policy_names_the_ones_there_are() -> None:
    with pytest.raises(NotFound, match=r"greenhil") as refused:
        load_policy("greenhil")
    assert refused.value.exit_status == 4
    for name in shipped_policies():
        assert name in refused.value.remedy


def test_a_policy_is_not_taken_from_anywhere_by_a_bare_name(tmp_path: Path) -> None:
    (tmp_path / "ours").write_text(GREENHILL, encoding="utf-8")
    with pytest.raises(NotFound):
        load_policy("ours", folder=tmp_path)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('key = "greenhill"', 'key = "Our Policy"', "key key: does not have the form ^[a-z0-9]"),
        ('title = "Greenhill', 'title = 5 # "Greenhill', "key title: must be text, in quotation marks."),
        ('section = "School attendance every day counts"', 'section = ""', "must not be empty."),
        ("school_weeks = 4\n", "school_weeks = 4.5\n", "must be a whole number, without quotation marks."),
        ("review_school_weeks = 4", "review_school_weeks = 0", "must be 1 or more."),
        ("effective_from = 2025-07-01", 'effective_from = "July"', "must be a day such as 2025-09-01"),
        ("from_percent = 93.0", "from_percent = nan", "must be a percentage such as 95.9"),
        ("gentler_letters = false", 'gentler_letters = "no"', "must be true or false"),
        ('kind = "in_band"', 'kind = "in_bnd"', "key step 1.kind: must be 'in_band'"),
    ],
)
def test_a_wrong_type_is_said_in_plain_words(tmp_path: Path, before: str, after: str, said: str) -> None:
    assert before in GREENHILL
    path = tmp_path / "ours.toml"
    path.write_text(GREENHILL.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(WrongUsage) as refused:
        load_policy(str(path))
    assert said in refused.value.message
