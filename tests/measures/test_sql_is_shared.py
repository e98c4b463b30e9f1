"""Every measure is SQL that both DuckDB and Spark read, and says what it reads."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

MEASURES = sorted((Path(__file__).parents[2] / "attendctl" / "measures").glob("*.sql"))


@pytest.mark.parametrize("dialect", ["duckdb", "spark"])
@pytest.mark.parametrize("path", MEASURES, ids=lambda path: path.stem)
def test_measure_parses_in_both_dialects_as_one_select(path: Path, dialect: str) -> None:
    statements = sqlglot.parse(path.read_text(encoding="utf-8"), read=dialect)
    assert len(statements) == 1
    assert isinstance(statements[0], exp.Query)
    assert not list(statements[0].find_all(exp.Command)), "a part was not understood"


@pytest.mark.parametrize("path", MEASURES, ids=lambda path: path.stem)
def test_both_dialects_read_the_same_statement(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    as_duckdb = sqlglot.parse_one(text, read="duckdb").sql("duckdb")
    as_spark = sqlglot.parse_one(text, read="spark").sql("duckdb")
    # Spark casts leniently and sorts nulls first; nothing here casts what could fail or sorts a null.
    assert as_spark.replace("TRY_CAST", "CAST").replace(" NULLS FIRST", "") == as_duckdb


@pytest.mark.parametrize("path", MEASURES, ids=lambda path: path.stem)
def test_measure_reads_only_relations_it_names(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = sqlglot.parse_one(text, read="duckdb")
    defined = {cte.alias for cte in tree.find_all(exp.CTE)}
    read = {table.name for table in tree.find_all(exp.Table)} - defined
    said = next(line for line in text.splitlines() if line.startswith("-- Reads: "))
    assert read == {word.strip() for word in said.removeprefix("-- Reads: ").split(".")[0].split(",")}
