"""Rules as attendctl rules show prints them: each number with its unit, its codes, days and source."""

from __future__ import annotations

import json
from datetime import date

from attendctl.reports.rules_shown import rule_json, rule_text
from attendctl.rules.catalogue import find_rule


def test_a_duty_is_a_sentence_with_its_numbers() -> None:
    rule = find_rule("returns_to_authority")
    lines = rule_text(rule, rule.values_on(date(2025, 11, 7)), date(2025, 11, 7)).splitlines()
    assert lines[1] == "england.returns_to_authority · law · unit: school days, those of the pupil"
    assert [line.split(": ")[-1] for line in lines if line.startswith("registration may end")] == [
        "made as joint enquiry, school days 20, counted in a row, codes G N O U",
        "made as joint enquiry, school days 10, counted after leave ended, codes G N O U",
    ]
    assert "2006" not in "\n".join(lines)


def test_codes_and_limits_are_read_as_words() -> None:
    threshold, terms = find_rule("penalty_threshold"), find_rule("school_terms")
    assert "sessions 10, school weeks 10, codes G N O U" in rule_text(threshold, threshold.values, None)
    assert "christmas 12-18 to 01-04, february 02-05 to 02-28" in rule_text(terms, terms.values, None)
    as_json = json.loads(rule_json(terms, terms.values, None))
    assert as_json["values"][0]["may"] == {"first_monday": "05-18", "last_monday": "06-08"}
