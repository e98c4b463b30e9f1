"""Awards as data: what a policy file may say of them, and that ``policy show`` says it back."""

from __future__ import annotations

from pathlib import Path

import pytest

from attendctl.errors import WrongUsage
from attendctl.policies import load_policy
from attendctl.policies.celebration_faults import awards_that_cannot_be
from attendctl.policies.in_words import policy_in_words
from attendctl.policies.load import policy_file
from attendctl.reports.newsletter.newsletter_dict import newsletter_dict
from tests.celebration.school_by_hand import FRIDAYS, celebrate, school

GREENHILL = policy_file("greenhill").read_text(encoding="utf-8")


def changed(folder: Path, *changes: tuple[str, str], add: str = "") -> Path:
    text = GREENHILL
    for before, after in changes:
        assert before in text
        text = text.replace(before, after, 1)
    path = folder / "ours.toml"
    path.write_text(text + add, encoding="utf-8")
    return path


def award(keys: str) -> str:
    return (
        f'\n[[award]]\nname = "ours"\ntitle = "Ours"\nwhat_for = "being here"\n{keys}\n'
        '[award.source]\nsection = "ours"\nchecked_on = 2026-11-22\n'
    )


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ('to = "pupil"\nevery = "week"\nstep = "nobody"', "award 11.step: there is no step 'nobody'"),
        ('to = "pupil"\nevery = "week"\nstep = "1a"', "1a gives no certificate at the end of a period"),
        ('to = "pupil"\nevery = "term"\nstep = "hero-of-the-week"', "hero-of-the-week is for each week"),
        ('to = "pupil"\nevery = "week"\nstep = "hero-of-the-week"\non_time = true', "say them once"),
        ('to = "pupil"\nevery = "week"\nwithin = "key_stage"', "pupils do not compete"),
        ('to = "pupil"\nevery = "week"\nfrom_percent = 98.0\nto_percent = 97.0', "to_percent is below"),
        ('to = "class"\nevery = "week"\nfrom_percent = 98.0', "has no from_percent"),
        ('to = "class"\nevery = "week"\nkey_stages = ["KS1"]', 'go with within = "key_stage"'),
        (
            'to = "house"\nevery = "week"\nwithin = "key_stage"\nkey_stages = ["KS9"]',
            "there is no key stage 'KS9'",
        ),
        ('to = "form"\nevery = "week"', "to"),
        ('to = "class"\nevery = "week"\nprize = "cake"', "there is no such key"),
    ],
)
def test_an_award_that_cannot_be_is_refused_with_its_key(tmp_path: Path, keys: str, said: str) -> None:
    path = changed(tmp_path, add=award(keys))
    with pytest.raises(WrongUsage) as refused:
        load_policy(path.name, folder=tmp_path)
    assert "award 11" in refused.value.message
    assert said in refused.value.message


def test_a_group_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    path = changed(tmp_path, ('group = "medical-need"', 'group = "medical"'))
    with pytest.raises(WrongUsage, match="there is no group 'medical' of pupils") as refused:
        load_policy(path.name, folder=tmp_path)
    assert "medical-need" in (refused.value.remedy or "")


def test_a_school_may_publish_no_class_and_always_publishes_itself(tmp_path: Path) -> None:
    both = 'percentages_of = ["school", "class"]'
    path = changed(tmp_path, (both, 'percentages_of = ["class"]'))
    with pytest.raises(WrongUsage, match="percentages_of names"):
        load_policy(path.name, folder=tmp_path)
    path = changed(tmp_path, (both, 'percentages_of = ["school"]'))
    contract = newsletter_dict(celebrate(school(), str(path), on=FRIDAYS[0]))
    assert contract["classes"] == []
    assert contract["whole_school"]["attendance_percent"] == 90.7
    assert not any("A class has no percentage" in note["text"] for note in contract["notes"])


def test_a_name_that_stands_twice_is_refused(tmp_path: Path) -> None:
    path = changed(tmp_path, ('name = "class-star"', 'name = "hero-of-the-week"'))
    with pytest.raises(WrongUsage, match="hero-of-the-week is there twice"):
        load_policy(path.name, folder=tmp_path)


def test_the_shipped_policies_have_no_fault() -> None:
    for name in ("greenhill", "copnor", "cheetwood", "reach2", "aletheia", "national"):
        assert list(awards_that_cannot_be(load_policy(name))) == []


def test_awards_are_read_back_in_words() -> None:
    said = {rule.key: rule.sentence for rule in policy_in_words(load_policy("greenhill"))}
    assert said["celebration"] == "Attendance is published of the whole school and of each class."
    assert said["award class-star"] == (
        "Attendance star, every week: to the class with the highest attendance in each key stage."
    )
    assert said["award notable-gold"] == (
        "Notable attendance, every term, gold: to every pupil of whom step notable-gold is due, for notable "
        "attendance over a term, for the third time this year."
    )
    assert said["left_out medical-need"].endswith(
        "marked I of pupils in the group medical-need (A noted medical need or disability): left out when "
        "awards to pupils are decided, as if there had been no session."
    )
    copnor = {rule.key: rule.sentence for rule in policy_in_words(load_policy("copnor"))}
    assert copnor["award house-point"] == (
        "House point, every week: to every pupil with 100% over it, for being here every session of the "
        "week; published is how many of each house."
    )


def test_a_school_may_leave_illness_out_of_the_class_race_and_then_no_figure_tells_how_much(
    tmp_path: Path,
) -> None:
    """Without Ida's illness and Jo's dentist 3C has 24 of 24 in week 1; 4D has 38 of 40."""
    path = changed(
        tmp_path,
        ('group = "medical-need"\n', 'group = "medical-need"\nawards_to = ["pupil", "class"]\n'),
        ('codes = ["M"]\n', 'codes = ["M"]\nawards_to = ["pupil", "class"]\n'),
    )
    found = celebrate(school(), str(path), on=FRIDAYS[0])
    (of_school,) = found.schools
    star = next(one for one in of_school.races if one.stage and one.stage.name == "KS2")
    assert [(winner.name, winner.attendance_tenths) for winner in star.winners] == [("3C", None)]
    # 3C won, so another class is withheld beside that of two pupils: the next smallest that won nothing
    assert [one.name for one in of_school.classes if one.is_withheld] == ["4D", "5E"]
    assert next(one for one in of_school.classes if one.name == "3C").published_tenths == 800


def test_levels_may_be_percentages_of_the_award_itself(tmp_path: Path) -> None:
    """Week 1: Ann Beck has 90%; Max 80%; Jo's dentist is left out. Late is attended."""
    keys = 'to = "pupil"\nevery = "week"\nfrom_percent = 80.0\nto_percent = 99.9\nlevel = "bronze"'
    path = changed(tmp_path, add=award(keys))
    (of_school,) = celebrate(school(), str(path), on=FRIDAYS[0]).schools
    assert [one.shown for prize, one in of_school.reached.pupils if prize.name == "ours"] == ["Ann B", "Max"]
