"""The page in a real browser: it renders, sorts, filters and prints, says no fault and fetches nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright
from pypdf import PdfReader

from tests.web_page.read_back import read, table

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP, PHONE = {"width": 1200, "height": 900}, {"width": 360, "height": 740}


def browser_path() -> str | None:
    """Return the browser of ATTENDCTL_CHROMIUM, else the first one on the path."""
    given = os.environ.get("ATTENDCTL_CHROMIUM")
    return given or next((found for name in NAMES if (found := shutil.which(name))), None)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser, started once for these tests."""
    path = browser_path()
    if path is None:
        pytest.skip(
            "no Chromium here: install one (Debian: apt-get install chromium) "
            "or name one in ATTENDCTL_CHROMIUM"
        )
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield started
        started.close()


@dataclass
class Opened:
    """A page that is open, and whatever went wrong or was asked for since."""

    page: Page
    faults: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def rows(self, name: str, place: int) -> list[str]:
        """Return the cells of a column of a table, of the rows that can be seen, top to bottom."""
        cells = self.page.locator(f"#{name} tbody tr:not([hidden]) > :nth-child({place})")
        return cells.all_inner_texts()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory, named_html: str) -> Path:
    """The page as a file."""
    path = tmp_path_factory.mktemp("html") / "page.html"
    path.write_text(named_html, encoding="utf-8")
    return path


@pytest.fixture
def opened(browser: Browser, file: Path) -> Iterator[Opened]:
    """The page, open in a window of its own; at the end nothing went wrong, and nothing was asked for."""
    with browser.new_context(viewport=DESKTOP) as context:
        shown = Opened(context.new_page())
        shown.page.on("console", lambda message: shown.faults.append(message.text))
        shown.page.on("pageerror", lambda error: shown.faults.append(str(error)))

        def only_the_file(route: Route) -> None:
            shown.requests.append(route.request.url)
            route.continue_() if route.request.url == file.as_uri() else route.abort()

        context.route("**/*", only_the_file)
        shown.page.goto(file.as_uri())
        yield shown
        assert shown.faults == []
        assert set(shown.requests) <= {file.as_uri()}


def test_every_chart_is_there_and_has_a_size(opened: Opened) -> None:
    figures = opened.page.locator("figure")
    assert figures.count() == 5
    for drawing in figures.locator("svg").all():
        box = drawing.bounding_box()
        assert box is not None
        assert box["width"] > 400
        assert box["height"] > 100
    fonts = opened.page.evaluate(
        "[...document.querySelectorAll('svg text')].map(one => getComputedStyle(one).fontFamily)"
    )
    assert {font.split(",")[0] for font in fonts} == {"Arimo"}


def test_a_column_is_sorted_by_click_up_then_down(opened: Opened) -> None:
    heading = opened.page.locator("#groups-numbers thead th").nth(2)
    before = opened.rows("groups-numbers", 3)
    assert heading.get_attribute("aria-sort") is None
    heading.get_by_role("button").click()
    assert heading.get_attribute("aria-sort") == "ascending"
    assert opened.rows("groups-numbers", 3) == sorted(before, key=int)
    heading.get_by_role("button").click()
    assert heading.get_attribute("aria-sort") == "descending"
    assert opened.rows("groups-numbers", 3) == sorted(before, key=int, reverse=True)
    assert opened.page.locator("#groups-numbers [aria-sort]").count() == 1


def test_numbers_are_sorted_as_numbers_and_what_is_not_there_comes_last(opened: Opened) -> None:
    opened.page.locator("details:has(#weekdays-numbers) > summary").click()
    button = opened.page.locator("#weekdays-numbers thead th").nth(6).get_by_role("button")
    for _ in range(2):
        button.click()
        found = opened.rows("weekdays-numbers", 7)
        numbers = [float(text.rstrip("%")) for text in found if text != "–"]
        assert found[len(numbers) :] == ["–"] * 4  # Thursday and Friday have not come yet
        assert numbers in (sorted(numbers), sorted(numbers, reverse=True))


def test_days_are_sorted_as_days(opened: Opened) -> None:
    opened.page.locator("details:has(#weeks-numbers) > summary").click()
    button = opened.page.locator("#weeks-numbers thead th").nth(1).get_by_role("button")
    button.click()
    assert opened.rows("weeks-numbers", 2) == ["1 September 2025", "8 September 2025", "15 September 2025"]
    button.click()
    assert opened.rows("weeks-numbers", 2) == ["15 September 2025", "8 September 2025", "1 September 2025"]


def test_a_column_is_sorted_with_the_keyboard_alone(opened: Opened) -> None:
    page = opened.page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left >= 0")  # it can be seen
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('#talk-about-list th button')"):
            break
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    before = opened.rows("talk-about-list", 1)
    page.keyboard.press("Enter")
    assert page.locator("#talk-about-list thead th").first.get_attribute("aria-sort") == "ascending"
    by_surname = sorted(before, key=lambda name: name.split()[-1])
    assert opened.rows("talk-about-list", 1) == by_surname
    page.keyboard.press("Space")
    assert opened.rows("talk-about-list", 1) == by_surname[::-1]


def test_rows_are_filtered_by_words_and_how_many_are_left_is_said(opened: Opened) -> None:
    words = opened.page.locator("section#groups").get_by_label("Show only rows with")
    words.fill("pupil PREMIUM yes")
    assert opened.rows("groups-numbers", 2) == ["yes"]
    assert opened.page.locator("section#groups output").inner_text() == "1 of 6 rows"
    words.fill("nothing like it")
    assert opened.rows("groups-numbers", 1) == []
    words.fill("")
    assert len(opened.rows("groups-numbers", 1)) == 6
    assert opened.page.locator("section#groups output").inner_text() == ""


def test_on_paper_every_table_is_open_and_no_control_is_left(opened: Opened) -> None:
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(opened.page.pdf())).pages)
    for caption in opened.page.locator("caption").all_text_contents():
        assert " ".join(caption.split())[:30] in " ".join(text.split())
    assert "15 September 2025" in text  # of the weeks' table, closed on the screen
    assert "Show only rows with" not in text
    assert opened.page.locator("details[open]").count() == 0  # as they were


def test_a_phone_shows_the_page_without_scrolling_sideways(opened: Opened) -> None:
    opened.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_without_a_script_every_table_can_be_read_and_nothing_is_promised(
    browser: Browser, file: Path
) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(file.as_uri())
        for summary in page.locator("summary").all():
            summary.click()
        names = ["headline-figures", "weeks-numbers", "weekdays-numbers", "days-numbers", "reasons-numbers"]
        for name in [*names, "groups-numbers", "talk-about-list", "benchmarks-numbers"]:
            assert page.locator(f"#{name}").is_visible()
            rows = table(read(file.read_text(encoding="utf-8")), name)[1]
            first = page.locator(f"#{name} tbody tr").all()
            assert len(first) == len(rows) > 0
        assert page.locator("button, input").count() == 0
