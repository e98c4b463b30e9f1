"""Every letter whole, as a person approved it. REWRITE_GOLDEN=1 writes the files anew, and still fails."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from attendctl.casework.standing import Sessions
from tests.letters.example_letters import markdown

GOLDEN = Path(__file__).parent / "golden"
TEMPLATES = Path(__file__).parents[2] / "templates" / "letters"

# (policy, letter, the year's sessions, sessions since the earlier letter)
LETTERS = [
    ("national", "1a", Sessions(90, 4, 2), None),  # 93.3
    ("national", "1b", Sessions(120, 8, 1), Sessions(40, 3, 0)),  # 92.5, since 92.5
    ("national", "2a", Sessions(90, 6, 5), None),  # 87.8, persistent
    ("national", "2b", Sessions(120, 16, 2), Sessions(40, 6, 0)),  # 85.0, since 85.0
    ("national", "3a", Sessions(90, 45, 0), None),  # 50.0, severe
    ("greenhill", "1a", Sessions(90, 5, 0), None),  # 94.4
    ("greenhill", "1b", Sessions(120, 6, 1), Sessions(40, 2, 0)),  # 94.2, since 95.0
    ("greenhill", "2a", Sessions(90, 3, 4), None),  # 92.2
    ("greenhill", "2b", Sessions(120, 9, 1), Sessions(40, 3, 1)),  # 91.7, since 90.0
    ("greenhill", "3a", Sessions(90, 10, 1), None),  # 87.8, persistent
]


@pytest.mark.parametrize(
    ("policy", "letter", "year", "since"), LETTERS, ids=[f"{row[0]}-{row[1]}" for row in LETTERS]
)
def test_the_whole_letter(policy: str, letter: str, year: Sessions, since: Sessions | None) -> None:
    text = markdown(policy, letter, year, since=since)
    path = GOLDEN / f"{policy}-{letter}.md"
    if os.environ.get("REWRITE_GOLDEN") == "1":
        path.write_text(text, encoding="utf-8")
        pytest.fail(f"rewrote {path.name}: read it, then run the tests again")
    assert text == path.read_text(encoding="utf-8")


def test_every_shipped_template_has_a_golden_letter() -> None:
    templates = {
        f"{path.parent.name}-{path.name}" for path in TEMPLATES.glob("*/*.md") if path.parent.name != "_parts"
    }
    assert templates == {path.name for path in GOLDEN.glob("*.md")}
    assert templates == {f"{row[0]}-{row[1]}.md" for row in LETTERS}


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.md")), ids=lambda path: path.stem)
def test_an_eleven_year_old_can_read_it(path: Path) -> None:
    """Flesch-Kincaid grade 6 is the last year of an English primary school; sentences stay short."""
    words, sentences, syllables = 0, 0, 0
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("|") or "@" in line:
            continue
        for sentence in re.split(r"[.?!:]\s", line.strip("#-*\\ ") + " "):
            found = re.findall(r"[A-Za-z]+", sentence)
            if len(found) > 2:
                sentences += 1
                words += len(found)
                syllables += sum(
                    max(1, len(re.findall(r"[aeiouy]+", word.lower().removesuffix("e")))) for word in found
                )
                assert len(found) <= 26, sentence
    assert 0.39 * words / sentences + 11.8 * syllables / words - 15.59 <= 6.0
