"""The files and the command of an evidence pack: PDF, workbook, JSON, exit status, and what is never said."""

from __future__ import annotations

import io
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from typer.testing import CliRunner, Result

from attendctl.cli.main import app
from attendctl.reports.pack_dict import pack_dict
from attendctl.reports.pack_pdf import pack_pdf
from attendctl.reports.pack_xlsx import pack_xlsx
from tests.penalties.pack_school import ASH, FATHER, MOTHER, ZOE, AshPrimary, a_whole_week

WEEK = date(2025, 11, 10)
AWAY = a_whole_week(WEEK, "O")
AS_OF = date(2025, 11, 24)
STEM = f"penalty-pack-{ZOE}-2025-11-24"
PARTS = [
    "1. Check list",
    "2. Summary",
    "3. The sessions",
    "4. Extract of the register",
    "5. Chronology",
    "6. Notice to improve",
    "7. Parents",
    "8. How this was made",
]


def text_of(pdf: bytes) -> str:
    """All text of a PDF, whatever the lines it is broken into."""
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages)


def in_order(school: AshPrimary) -> AshPrimary:
    school.letter("penalty-warning", date(2025, 10, 6))
    school.log("penalty-decision", date(2025, 11, 17), "proceed")
    return school


def run(school: AshPrimary, *words: str) -> Result:
    result = CliRunner().invoke(
        app,
        ["--ledger", str(school.path), "penalties", "pack", ZOE, "--as-of", str(AS_OF), *words],
        catch_exceptions=False,
    )
    assert "Traceback" not in result.output
    return result


@pytest.fixture(autouse=True)
def _no_configuration_in_reach(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("ATTENDCTL_CONFIG", "ATTENDCTL_LEDGER"):
        monkeypatch.delenv(name, raising=False)


# the command


def test_a_pack_with_a_fault_is_written_and_ends_with_status_6(tmp_path: Path) -> None:
    result = run(AshPrimary(tmp_path, AWAY))
    assert result.exit_code == 6
    assert sorted(path.name for path in (tmp_path / "penalty-packs").iterdir()) == [
        f"{STEM}.pdf",
        f"{STEM}.xlsx",
    ]
    assert "3 faults" in result.stderr  # no warning, the parent not told, no decision


def test_a_pack_without_a_fault_ends_with_status_0(tmp_path: Path) -> None:
    result = run(in_order(AshPrimary(tmp_path, AWAY)))
    assert (result.exit_code, "has no fault" in result.stderr) == (0, True)


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    school = AshPrimary(tmp_path, AWAY)
    before = sorted(tmp_path.iterdir())
    assert run(school, "--dry-run").exit_code == 6
    assert sorted(tmp_path.iterdir()) == before


def test_one_session_is_said_as_one(tmp_path: Path) -> None:
    printed = run(AshPrimary(tmp_path, {(date(2025, 11, 10), 0): "O"}), "--dry-run").stdout
    assert "\n1 session can be relied on; the threshold is 10 in 10 school weeks: not met." in printed


def test_no_message_and_no_file_name_has_a_name(tmp_path: Path) -> None:
    result = run(AshPrimary(tmp_path, AWAY), "--output", str(tmp_path / "out"))
    said = result.stderr + " ".join(path.name for path in (tmp_path / "out").iterdir())
    assert "Zo" not in said
    assert "sberg" not in said


def test_one_parent_has_a_file_of_their_own(tmp_path: Path) -> None:
    school = AshPrimary(tmp_path, AWAY, contacts=[{**MOTHER, "position": 1}, {**FATHER, "position": 2}])
    run(school, "--parent", "father")
    names = {path.name for path in (tmp_path / "penalty-packs").iterdir()}
    assert f"penalty-pack-{ZOE}-parent-2-2025-11-24.pdf" in names


def test_json_is_all_that_is_printed(tmp_path: Path) -> None:
    result = run(AshPrimary(tmp_path, AWAY), "--format", "json")
    printed = json.loads(result.stdout)
    assert printed["faults"] == sum(check["status"] == "fault" for check in printed["checks"]) == 3
    assert [Path(file).name for file in printed["files"]] == [f"{STEM}.pdf", f"{STEM}.xlsx"]
    assert len(printed["sessions"]) == 10


def test_what_the_ledger_was_told_later_is_not_in_it(tmp_path: Path) -> None:
    school = AshPrimary(tmp_path, AWAY, upto=date(2025, 11, 17))
    school.correct(WEEK, 0, "I", seen_on=date(2025, 11, 20))
    assert len(school.pack(AS_OF).sessions.relied_on) == 9
    assert len(school.pack(AS_OF, known=date(2025, 11, 19)).sessions.relied_on) == 10


def test_nothing_that_counts_is_one_message_that_names_the_rule(tmp_path: Path) -> None:
    result = run(AshPrimary(tmp_path, {}))
    assert result.exit_code == 2
    assert "10 school weeks" in result.stderr
    assert "national framework" in result.stderr
    assert not (tmp_path / "penalty-packs").exists()


def test_a_folder_that_cannot_be_made_is_one_message(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    result = run(AshPrimary(tmp_path, AWAY), "--output", str(tmp_path / "taken"))
    assert result.exit_code == 2
    assert "taken" in result.stderr


# the files


def test_the_same_pack_has_the_same_bytes(tmp_path: Path) -> None:
    school = in_order(AshPrimary(tmp_path, AWAY))
    first, second = pack_dict(school.pack(AS_OF)), pack_dict(school.pack(AS_OF))
    assert pack_pdf(first) == pack_pdf(second)
    assert pack_xlsx(first) == pack_xlsx(second)


def test_the_parts_are_in_order_and_the_check_list_is_first(tmp_path: Path) -> None:
    text = text_of(pack_pdf(pack_dict(AshPrimary(tmp_path, AWAY).pack(AS_OF))))
    places = [text.index(part) for part in PARTS]
    assert places == sorted(places)
    assert text.index("Fault") < text.index("In order") < text.index("2. Summary")


def test_the_pdf_is_archival_and_accessible(tmp_path: Path) -> None:
    pdf = pack_pdf(pack_dict(AshPrimary(tmp_path, AWAY).pack(AS_OF)))
    reader = PdfReader(io.BytesIO(pdf))
    catalogue = reader.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "en-GB"
    metadata = catalogue["/Metadata"].get_object().get_data().decode()
    assert "pdfuaid:part" in metadata
    assert "pdfaid:part" in metadata
    assert b"2025-11-24" in metadata.encode()
    assert reader.metadata is not None
    assert reader.metadata.title == f"Evidence for a penalty notice: {ZOE}"


def test_a_fault_has_a_sign_and_a_word_beside_its_colour(tmp_path: Path) -> None:
    text = text_of(pack_pdf(pack_dict(AshPrimary(tmp_path, AWAY).pack(AS_OF))))
    assert text.count("× Fault") == 3
    assert "√ In order" in text
    assert "The check list has 3 faults: a request with them would be returned." in text


def test_the_certificate_names_child_school_and_weeks(tmp_path: Path) -> None:
    text = text_of(pack_pdf(pack_dict(AshPrimary(tmp_path, AWAY).pack(AS_OF))))
    assert (
        f"I certify that these are the entries for Zoë Åsberg in the attendance register of {ASH} for the "
        "school weeks shown" in text
    )


@pytest.mark.parametrize(
    ("forename", "surname"),
    [
        ("小明", "王"),
        ("Wolfeschlegelsteinhausenbergerdorff-Llanfairpwllgwyngyll", "Featherstonehaugh-Cholmondeley " * 4),
        ("=1+1", "#set page(fill: red)"),
        ("A\x1bB", "“Ö’Ñeil”"),
    ],
)
def test_any_name_is_printed_as_it_is(tmp_path: Path, forename: str, surname: str) -> None:
    mother = {**MOTHER, "forename": forename, "surname": surname}
    school = AshPrimary(tmp_path, AWAY, pupil={"forename": forename, "surname": surname}, contacts=[mother])
    contract = pack_dict(school.pack(AS_OF))
    text = text_of(pack_pdf(contract)).replace(" ", "")
    shown = f"{forename} {surname}".replace("\x1b", "\ufffd").replace(" ", "")
    assert shown in text
    sheet = load_workbook(io.BytesIO(pack_xlsx(contract)))["Parents"]
    assert sheet["A2"].data_type == "s"


def test_no_cell_of_the_workbook_is_a_formula(tmp_path: Path) -> None:
    school = AshPrimary(tmp_path, AWAY)
    school.log("call", WEEK, "reached", note='=HYPERLINK("http://example.org")')
    workbook = load_workbook(io.BytesIO(pack_xlsx(pack_dict(school.pack(AS_OF)))))
    assert workbook.sheetnames == ["Check list", "Sessions", "Register", "Chronology", "Parents", "Notices"]
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert any("HYPERLINK" in str(cell.value) for cell in cells)


def test_the_states_of_the_workbook_are_words_with_a_colour(tmp_path: Path) -> None:
    workbook = load_workbook(io.BytesIO(pack_xlsx(pack_dict(AshPrimary(tmp_path, AWAY).pack(AS_OF)))))
    state = workbook["Check list"]["A2"]
    assert (state.value, state.fill.fgColor.rgb) == ("Fault", "00F4A6A0")


def test_the_register_sheet_has_the_sums_of_the_weeks_and_of_the_year(tmp_path: Path) -> None:
    workbook = load_workbook(io.BytesIO(pack_xlsx(pack_dict(AshPrimary(tmp_path, AWAY).pack(AS_OF)))))
    rows = {row[1]: row for row in workbook["Register"].iter_rows(values_only=True)}
    assert rows["2025-11-10"] == (ASH, "2025-11-10", *["O"] * 10, 10, 0, 0, 10)
    # 8 September to 24 November: ten whole school weeks and a Monday
    assert rows["Year so far"][-4:] == (102, 92, 0, 10)


def test_forty_lines_of_chronology_go_over_pages(tmp_path: Path) -> None:
    school = AshPrimary(tmp_path, AWAY)
    for number in range(40):
        school.log(
            "call", date(2025, 9, 8) + timedelta(days=number), "reached", note=f"call {number} of forty"
        )
    text = text_of(pack_pdf(pack_dict(school.pack(AS_OF))))
    assert all(f"call {number} of forty" in text for number in range(40))


def test_a_pupil_without_contacts_is_printed(tmp_path: Path) -> None:
    text = text_of(pack_pdf(pack_dict(AshPrimary(tmp_path, AWAY, contacts=()).pack(AS_OF))))
    assert "The ledger has no parent of this pupil." in text


def test_a_row_is_never_higher_than_a_spreadsheet_can_show(tmp_path: Path) -> None:
    school = AshPrimary(tmp_path, AWAY)
    school.log("call", WEEK, "reached", note="a long talk " * 400)
    sheet = load_workbook(io.BytesIO(pack_xlsx(pack_dict(school.pack(AS_OF)))))["Chronology"]
    heights = [sheet.row_dimensions[row].height for row in range(2, sheet.max_row + 1)]
    assert max(heights) == 409
    assert min(heights) == 15


@pytest.mark.parametrize(
    "marks",
    [
        AWAY,
        {**AWAY, (date(2025, 9, 15), 0): "O", (date(2025, 11, 17), 1): "U"},
        {**a_whole_week(date(2025, 9, 8), "O"), (date(2025, 11, 18), 0): "O"},
    ],
    ids=["one week", "more before and after it", "a window that is over but for one session"],
)
def test_a_pack_rests_on_the_sessions_that_the_notice_would_cite(
    tmp_path: Path, marks: dict[tuple[date, int], str]
) -> None:
    school = in_order(AshPrimary(tmp_path, marks))
    rests_on = [
        [one.date.isoformat(), one.half, one.code]
        for one in school.pack(AS_OF, parent="mother").sessions.relied_on
    ]
    result = CliRunner().invoke(
        app,
        [
            *("--ledger", str(school.path), "notice", "issue", ZOE, "--parent", "mother"),
            *("--on", str(AS_OF), "--by", "A", "--position", "B", "--dry-run", "--format", "json"),
        ],
        catch_exceptions=False,
    )
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["entry"]["details"]["sessions"] == rests_on
