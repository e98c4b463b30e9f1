"""The newsletter as PDF, Word and text, and the certificates: read back, each says what the JSON says."""

from __future__ import annotations

import io
import re
from collections import Counter
from datetime import date
from typing import Any

import docx
import pytest
from pypdf import PdfReader

from attendctl.reports.newsletter.certificates_dict import certificates_dict
from attendctl.reports.newsletter.newsletter_dict import newsletter_dict
from attendctl.reports.newsletter.newsletter_docx import newsletter_docx
from attendctl.reports.newsletter.newsletter_pdf import certificates_pdf, newsletter_pdf
from attendctl.reports.newsletter.newsletter_text import newsletter_text
from tests.celebration.school_by_hand import CHILDREN, FRIDAYS, SCHOOL, celebrate, school

A4 = (595, 842)  # points
FIGURE = re.compile(r"\d+\.\d%")
OF_ALL = {
    "greenhill week": ("greenhill", "week", None, FRIDAYS[0]),
    "greenhill term": ("greenhill", "term", "spring", FRIDAYS[2]),
    "copnor week": ("copnor", "week", None, FRIDAYS[0]),
    "national week": ("national", "week", None, FRIDAYS[0]),
}


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    register = school()
    return {
        name: celebrate(register, policy, kind, term, on=on)
        for name, (policy, kind, term, on) in OF_ALL.items()
    }


def figures_of(contract: dict[str, Any]) -> Counter[str]:
    """Every figure of the JSON that a page shows, as often as it shows it."""
    rows = [*contract["schools"], *contract["classes"]]
    rows += [winner for row in (*contract["race"], *contract["houses"]) for winner in row["winners"]]
    return Counter(
        f"{row['attendance_percent']:.1f}%" for row in rows if row["attendance_percent"] is not None
    )


def words_of_pdf(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def words_of_docx(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    parts = [paragraph.text for paragraph in document.paragraphs]
    parts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join(" ".join(parts).split())


FORMS = {
    "pdf": lambda contract: words_of_pdf(newsletter_pdf(contract)),
    "docx": lambda contract: words_of_docx(newsletter_docx(contract)),
    "table": lambda contract: " ".join(newsletter_text(contract).split()),
}


@pytest.mark.parametrize("name", OF_ALL)
@pytest.mark.parametrize("form", FORMS)
def test_every_figure_and_name_is_that_of_the_json_and_there_is_no_other(
    found: dict[str, Any], form: str, name: str
) -> None:
    contract = newsletter_dict(found[name])
    words = FORMS[form](contract)
    assert Counter(FIGURE.findall(words)) == figures_of(contract)
    for row in (*contract["heroes"], *contract["certificates"]):
        assert row["name"] in words
        assert row["title"] in words
    for row in contract["house_numbers"]:
        assert f"{row['house']} {row['pupils']}" in words
    for row in (*contract["race"], *contract["houses"]):
        assert row["title"] in words
        assert (row["key_stage_title"] or "").lower() in words
    for note in contract["notes"]:
        assert " ".join(note["text"].split()) in words
    assert SCHOOL in words


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_no_page_has_a_surname_or_what_is_for_the_officer(found: dict[str, Any], form: str) -> None:
    for one in found.values():
        contract = newsletter_dict(one)
        words = FORMS[form](contract)
        for child in CHILDREN.values():
            assert child.surname not in words or child.surname == "Oak"  # a house, too
        for note in contract["for_the_officer"]:
            assert note["text"] not in words
        assert not {"Gus", "Pip"} & set(re.findall(r"\w+", words))


def test_children_of_one_name_in_a_class_are_told_apart(found: dict[str, Any]) -> None:
    heroes = newsletter_dict(found["greenhill week"])["heroes"]
    assert [row["name"] for row in heroes if row["class"] == "1A"] == ["Ann A", "Joy"]


def test_the_same_contract_gives_the_same_bytes(found: dict[str, Any]) -> None:
    one, again = (newsletter_dict(found["greenhill week"]) for _ in range(2))
    assert newsletter_pdf(one) == newsletter_pdf(again)
    assert newsletter_docx(one) == newsletter_docx(again)
    certificates = certificates_dict(found["greenhill week"])
    assert certificates_pdf(certificates) == certificates_pdf(certificates)


def test_the_newsletter_is_a_page_of_a4_and_says_what_it_is(found: dict[str, Any]) -> None:
    reader = PdfReader(io.BytesIO(newsletter_pdf(newsletter_dict(found["greenhill week"]))))
    assert [tuple(round(float(side)) for side in page.mediabox[2:]) for page in reader.pages] == [A4]
    assert reader.metadata is not None
    assert reader.metadata.title == "Attendance: week of 3 November 2025"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]  # read aloud in its order
    assert reader.trailer["/Root"]["/Lang"].lower() == "en-gb"


@pytest.mark.parametrize("name", ["greenhill week", "greenhill term"])
def test_a_certificate_a_page_with_name_class_award_level_period_and_date(
    found: dict[str, Any], name: str
) -> None:
    contract = certificates_dict(found[name])
    reader = PdfReader(io.BytesIO(certificates_pdf(contract)))
    assert len(reader.pages) == len(contract["certificates"])
    on = OF_ALL[name][3]
    for page, row in zip(reader.pages, contract["certificates"], strict=True):
        words = " ".join(page.extract_text().split())
        assert tuple(round(float(side)) for side in page.mediabox[2:]) == A4[::-1]
        for said in (
            f"{row['forename']} {row['surname']}",
            f"Class {row['class']}",
            row["title"],
            row["what_for"],
            contract["period"]["name"][1:],
            SCHOOL,
            f"{on.day} November 2025",
            (row["level"] or "").capitalize(),
        ):
            assert said in words
        assert not FIGURE.search(words)


def test_certificates_are_those_of_the_newsletter(found: dict[str, Any]) -> None:
    for one in found.values():
        news, paper = newsletter_dict(one), certificates_dict(one)["certificates"]
        pages = Counter((row["award"], row["class"], row["forename"]) for row in paper)
        named = Counter(
            (row["award"], row["class"], row["name"].split()[0])
            for row in (*news["heroes"], *news["certificates"])
        )
        assert pages == named


def test_a_school_with_a_preferred_name_uses_it() -> None:
    register = school()
    register.execute(
        "UPDATE pupil SET preferred_forename = 'Kit', preferred_surname = 'Key' WHERE pupil_id = 12"
    )
    one = celebrate(register, "greenhill", on=date(2025, 11, 7))
    assert "Kit" in [row["name"] for row in newsletter_dict(one)["heroes"]]
    assert ("Kit", "Key") in [
        (row["forename"], row["surname"]) for row in certificates_dict(one)["certificates"]
    ]
