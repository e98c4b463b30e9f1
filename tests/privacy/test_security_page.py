"""SECURITY.md and docs/data-protection.md say what the program does."""

from __future__ import annotations

import re

from attendctl.exports.containers.byte_scan import LINE_BYTES_LIMIT
from attendctl.exports.containers.html_page import (
    ATTRIBUTES_LIMIT,
    HTML_BYTES_LIMIT,
    HTML_CELLS_LIMIT,
    TABLES_LIMIT,
)
from attendctl.exports.containers.old_workbook import SHEETS_LIMIT
from attendctl.exports.containers.safe_xml import XML_BYTES_LIMIT, XML_TAGS_LIMIT
from attendctl.exports.containers.workbook import OLD_WORKBOOK_BYTES_LIMIT
from attendctl.exports.containers.zip_package import CELLS_LIMIT, PARTS_LIMIT, UNPACKED_BYTES_LIMIT
from attendctl.ledger.workbench import MEMORY_LIMIT
from tests.house.sources import ROOT

SECURITY = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
PAGE = (ROOT / "docs" / "data-protection.md").read_text(encoding="utf-8")
_SCHEMA = ROOT / "attendctl" / "ledger" / "schema.sql"


def limits() -> dict[str, str]:
    """The rows of the table of limits."""
    table = SECURITY.split("## Limits")[1].split("\n## ")[0]
    return dict(re.findall(r"^\| (.+?) \| (.+?) \|$", table, flags=re.MULTILINE))


def test_the_limits_are_those_of_the_program() -> None:
    said = limits()
    assert said["a line of a text file"] == f"{LINE_BYTES_LIMIT >> 20} MiB"
    cells = f"{CELLS_LIMIT // 10**6} million cells from the first to the last of a sheet"
    unpacked = f"{UNPACKED_BYTES_LIMIT >> 30} GiB, {PARTS_LIMIT:,} parts"
    assert said["a workbook, unpacked"] == f"{unpacked}, {cells}, any part counted"
    old = f"{OLD_WORKBOOK_BYTES_LIMIT >> 20} MiB, {SHEETS_LIMIT:,} sheets, {cells}"
    assert said["an old workbook (XLS)"] == old
    drawn = f"{TABLES_LIMIT:,} tables, {HTML_CELLS_LIMIT // 10**6} million cells as they are drawn"
    assert said["HTML"] == f"{HTML_BYTES_LIMIT >> 20} MiB, {drawn}, {ATTRIBUTES_LIMIT:,} attributes a tag"
    assert said["CTF and other XML"] == f"{XML_BYTES_LIMIT >> 20} MiB, {XML_TAGS_LIMIT // 10**6} million tags"
    assert said["memory of the database"].startswith(f"{int(MEMORY_LIMIT.removesuffix('MB')):,} MB")


def test_every_table_of_the_ledger_is_one_that_retention_and_anonymising_were_thought_through_for() -> None:
    tables = set(re.findall(r"^CREATE TABLE ledger\.(\w+)", _SCHEMA.read_text("utf-8"), flags=re.MULTILINE))
    about_nobody = {"ledger_version", "import_made", "school", "import_school", "chain_entry", "chain_part"}
    about_pupils = {
        *("pupil_key", "key_link", "mark", "confirmation", "stated_total", "pupil_record", "pupil_said"),
        *("contact_record", "contact_said", "letter", "letter_copy", "letter_pupil", "case_entry"),
    }
    assert tables == about_nobody | about_pupils, "a new table: see attendctl/ledger/retention.py"


def test_what_leaves_the_school_is_said_first() -> None:
    assert PAGE.index("## What leaves the school") < PAGE.index("\n## What is kept where")
