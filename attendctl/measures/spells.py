"""Spells of absence: school days in a row on which a pupil missed every possible session for a reason.

"Five consecutive days of illness", "absent continuously for ten school days":
counted in the days of that pupil, so that holidays neither end nor lengthen a spell.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import duckdb

from attendctl.measures.engine import fill_table, materialise
from attendctl.measures.rule_names import refuse_doubled_rules

SPELL_RULE = {
    "school_id": "SMALLINT",
    "rule": "VARCHAR",
    "codes": "VARCHAR",
    "at_least_days": "INTEGER",
}
SPELL_CODE = {"school_id": "SMALLINT", "codes": "VARCHAR", "code": "VARCHAR"}


@dataclass(frozen=True)
class SpellRule:
    """Which codes make a spell, and on which of its days it is due; ``rule`` is a name, once a school."""

    rule: str
    codes: Collection[str]
    at_least_days: int


class Spell(NamedTuple):
    """One spell of one pupil by one rule.

    ``first_day`` and ``last_day`` are days of absence, both included;
    ``school_days`` are those the pupil missed; ``reached_on`` is the
    ``at_least_days``-th of them, None in a shorter spell; ``is_open``: the pupil
    has had no other possible day since.
    """

    school_id: int
    rule: str
    pupil_id: int
    first_day: date
    last_day: date
    school_days: int
    reached_on: date | None
    is_open: bool


def absence_spells(
    connection: duckdb.DuckDBPyConnection,
    rules: Mapping[int, Sequence[SpellRule]],
    *,
    reached_only: bool = True,
) -> list[Spell]:
    """Find the spells of every pupil by every rule of the pupil's school.

    Args:
        connection: after ``attendctl.measures.pupil_days.count_pupil_days``, whose days are looked at.
        rules: by school id.
        reached_only: leave out spells shorter than the rule asks for.

    Returns:
        By school, rule, pupil and day. All spells, the short ones too, stand as
        the table ``absence_spell``.

    Raises:
        ValueError: two rules of one school have one name.
    """
    refuse_doubled_rules({school: [rule.rule for rule in of_school] for school, of_school in rules.items()})
    of_rules = [
        (school, rule, _named(rule.codes)) for school, of_school in rules.items() for rule in of_school
    ]
    fill_table(
        connection,
        "spell_rule",
        SPELL_RULE,
        [(school, rule.rule, codes, rule.at_least_days) for school, rule, codes in of_rules],
    )
    fill_table(
        connection,
        "spell_code",
        SPELL_CODE,
        sorted({(school, codes, code) for school, rule, codes in of_rules for code in rule.codes}),
    )
    materialise(connection, "absence_spell")
    only = "WHERE reached_on IS NOT NULL" if reached_only else ""
    rows = connection.execute(
        f"SELECT * FROM absence_spell {only} ORDER BY school_id, rule, pupil_id, first_day"
    )
    return [Spell._make(row) for row in rows.fetchall()]


def _named(codes: Collection[str]) -> str:
    """Return a name of a set of codes, the same for the same codes."""
    return " ".join(sorted(set(codes)))
