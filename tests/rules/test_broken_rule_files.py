"""A rule file that is not exactly right is refused, with the file and the key."""

from __future__ import annotations

from pathlib import Path

import pytest

from attendctl.rules.absence_thresholds import AbsenceThreshold
from attendctl.rules.attendance_codes import CODES_FILE, load_attendance_codes
from attendctl.rules.reader import ENGLAND, RuleFileWrong, load_rule
from attendctl.rules.returns_to_authority import RETURNS_FILE, returns_to_authority
from attendctl.rules.school_terms import SchoolTermLimits

BROKEN = Path(__file__).parent / "broken"
KEY_NAMED = {
    "unknown_key": "value 1.colour",
    "unknown_key_of_head": "colour",
    "wrong_type": "value 1.missed",
    "share_of_everything": "value 1",
    "fraction_of_a_session": "value 1.missed",
    "date_as_text": "value 1.from",
    "date_with_a_time": "value 1.from",
    "no_source": "value 1.reference",
    "no_unit": "unit",
    "no_values": "value",
    "same_key_twice": "the file",
    "values_overlap": "value.from",
    "values_share_a_day": "value.from",
    "ends_before_it_starts": "value.until",
    "not_toml": "the file",
}


@pytest.mark.parametrize("path", sorted(BROKEN.glob("*.toml")), ids=lambda path: path.stem)
def test_broken_rule_file_is_refused_by_file_and_key(path: Path) -> None:
    with pytest.raises(RuleFileWrong) as refused:
        load_rule(path, AbsenceThreshold)
    assert str(refused.value).startswith(f"{path.name}, {KEY_NAMED[path.stem]}: ")


def test_every_kind_of_fault_has_its_broken_file() -> None:
    assert {path.stem for path in BROKEN.glob("*.toml")} == set(KEY_NAMED)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('statistical_class = "administrative"', 'statistical_class = "somewhere"', "statistical_class"),
        ('name = "authorised"\n', 'name = "attending"\n', "class.name"),
        ("until = 2011-08-31", "until = 2011-09-01", "code D.from"),
        ('code = "Y1"', 'code = "Y2"', "code Y2.from"),
        ("until = 2020-08-31", "until = 2020-08-31\naccepted_late = true", "code X.accepted_late"),
        ('lateness = "before_register_closed"', 'lateness = "a little"', "lateness"),
        ('counts_as = "missing"', 'counts_as = "present"', "counts_as"),
    ],
)
def test_broken_code_table_is_refused_by_file_and_key(tmp_path: Path, old: str, new: str, key: str) -> None:
    broken = tmp_path / "attendance_codes.toml"
    text = CODES_FILE.read_text(encoding="utf-8")
    assert old in text
    broken.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RuleFileWrong, match=r"attendance_codes\.toml") as refused:
        load_attendance_codes(broken)
    assert key in str(refused.value)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('name = "illness"', 'name = "sickness"', "duty 3.name"),
        ('name = "illness"', 'name = "deletion_not_returned"', "duty.name"),
        ("from = 2024-08-19", "from = 2024-08-18", "duty unauthorised_absence.from"),
        ("school_days = 10", "school_weeks = 10", "duty 1.school_days"),
        ("school_days = 10", "school_days = 0", "duty 1.school_days"),
        ('counted = "in a row"', 'counted = "somehow"', "duty 1.counted"),
    ],
)
def test_broken_table_of_returns_is_refused_by_file_and_key(
    tmp_path: Path, old: str, new: str, key: str
) -> None:
    broken = tmp_path / "returns_to_authority.toml"
    text = RETURNS_FILE.read_text(encoding="utf-8")
    assert old in text
    broken.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RuleFileWrong, match=r"returns_to_authority\.toml") as refused:
        returns_to_authority(broken)
    assert key in str(refused.value)


@pytest.mark.parametrize("text", ["13-01", "02-30", "2-5", "10-08-2025"])
def test_limit_of_a_break_is_a_day_of_every_year(tmp_path: Path, text: str) -> None:
    broken = tmp_path / "school_terms.toml"
    shipped = (ENGLAND / "school_terms.toml").read_text(encoding="utf-8")
    broken.write_text(shipped.replace("10-08", text, 1), encoding="utf-8")
    with pytest.raises(RuleFileWrong, match=r"school_terms\.toml, value 1\.october\.first_monday"):
        load_rule(broken, SchoolTermLimits)
