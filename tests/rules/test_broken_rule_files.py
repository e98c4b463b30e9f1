"""A rule file that is not exactly right is refused, with the file and the key."""

from __future__ import annotations

from pathlib import Path

import pytest

from attendctl.rules.absence_thresholds import AbsenceThreshold
from attendctl.rules.attendance_codes import CODES_FILE, load_attendance_codes
from attendctl.rules.reader import RuleFileWrong, load_rule

BROKEN = Path(__file__).parent / "broken"
KEY_NAMED = {
    "unknown_key": "value 1.colour",
    "unknown_key_of_head": "colour",
    "wrong_type": "value 1.missed",
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
