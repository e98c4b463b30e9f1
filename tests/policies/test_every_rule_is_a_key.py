"""Every rule of the five documents and of the guidance is a key of a policy file, with value and source.

``rules/<policy>.toml`` was written from the documents, rule by rule, not from the policy files:
what the rule says, the key that holds it, and the value it has there. A key is read as
``table.row.key``: ``step.medical-1.at_least``, ``band.amber.from_percent``, ``target.percent``. A row is
named by what tells it from the others of its table (a name, a band, a grouping, a percentage), or by its
place in the file: ``hole.1.we_use_band``.
"""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from attendctl import policies
from attendctl.policies import shipped_policies
from attendctl.policies.policy import Policy

HERE = Path(__file__).parent / "rules"
SHIPPED = Path(policies.__file__).parent


def read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


RULES = [
    pytest.param(path.stem, rule, id=f"{path.stem}: {rule['key']}")
    for path in sorted(HERE.glob("*.toml"))
    for rule in read(path)["rule"]
]


def names_of(row: dict[str, Any]) -> set[str]:
    """What a rule may call a row by."""
    names = {str(row[key]) for key in ("name", "band", "by", "about", "percent", "minutes") if key in row}
    if "of" in row:
        names |= {"-".join((*row["of"], str(row.get("percent", row.get("from_percent")))))}
    if "session" in row:
        names |= {row["session"], f"{row['years']}-{row['session']}"}
    if "document_name" in row:
        names.add(row["document_name"])
    return names


def row_named(rows: list[dict[str, Any]], name: str) -> dict[str, Any]:
    if "name" in rows[0]:  # a row with a name of its own is called by it alone
        named = [row for row in rows if row["name"] == name]
    else:
        named = [row for row in rows if name in names_of(row)]
    if not named and name.isdigit() and 1 <= int(name) <= len(rows):
        return rows[int(name) - 1]
    assert len(named) == 1, f"{len(named)} rows are called {name!r}"
    return named[0]


def model_of(model: type[BaseModel], key: str) -> type[BaseModel] | None:
    for name, field in model.model_fields.items():
        if key in (name, field.alias):
            parts = [field.annotation, *get_args(field.annotation)]
            return next(
                (part for part in parts if isinstance(part, type) and issubclass(part, BaseModel)), None
            )
    return None


def value_of(row: dict[str, Any], model: type[BaseModel], key: str) -> Any:
    """The value in the file; what the model takes where the file is silent."""
    for name, field in model.model_fields.items():
        if key in (name, field.alias):
            for spelled in (field.alias, name):
                if spelled in row:
                    return row[spelled]
            assert not field.is_required(), f"there is no {key}"
            return list(field.default) if isinstance(field.default, tuple) else field.default
    raise AssertionError(f"there is no key {key}")


def found(policy: str, path: str) -> tuple[Any, dict[str, Any]]:
    """Return the value at a key of a policy file, and the source of the table it stands in."""
    at: Any = read(SHIPPED / f"{policy}.toml")
    model: type[BaseModel] | None = Policy
    source: dict[str, Any] = {}
    *tables, key = path.split(".")
    for part in tables:
        if isinstance(at, list):
            at = row_named(at, part)
        else:
            assert model is not None
            assert part in at, f"there is no table {part}"
            at, model = at[part], model_of(model, part)
        if isinstance(at, dict):
            source = at.get("source", source)
    assert isinstance(at, dict), f"{path} names no row"
    assert model is not None
    return value_of(at, model, key), source


@pytest.mark.parametrize(("policy", "rule"), RULES)
def test_the_key_is_there_with_its_value_and_its_source(policy: str, rule: dict[str, Any]) -> None:
    value, source = found(policy, rule["key"])
    assert value == rule["value"], rule["says"]
    assert rule["says"].strip()
    assert source["section"].strip()


@pytest.mark.parametrize("policy", shipped_policies())
def test_every_policy_has_its_rules_written_down(policy: str) -> None:
    keys = [rule["key"] for rule in read(HERE / f"{policy}.toml")["rule"]]
    assert keys
    assert len(keys) == len(set(keys)), "a key is there twice"


@pytest.mark.parametrize("policy", shipped_policies())
def test_no_step_leave_rule_or_number_of_a_policy_is_without_a_rule(policy: str) -> None:
    """The other way round: nothing is in a policy file that no rule of its document asks for."""
    held = {".".join(rule["key"].split(".")[:2]) for rule in read(HERE / f"{policy}.toml")["rule"]}
    data = read(SHIPPED / f"{policy}.toml")
    named = {
        f"{table}.{row['name']}"
        for table in (
            *("band", "step", "leave_rule", "routine", "list"),
            *("case_group", "allowance", "duty", "overtaken", "award", "left_out"),
        )
        for row in data.get(table, [])
    }
    assert sorted(named - held) == []
