"""Every letter whole, as a person approved it. REWRITE_GOLDEN=1 writes the files anew, and still fails."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from attendctl.letters.prepare import PreparedLetter, prepare_letter
from attendctl.letters.templates import LetterTemplates
from tests.letters.every_letter import EXAMPLES, example_decision
from tests.letters.example_letters import MOTHER

GOLDEN = Path(__file__).parent / "golden"
TEMPLATES = Path(__file__).parents[2] / "templates" / "letters"


def letter_of(policy: str, letter: str) -> PreparedLetter:
    """Return the example of one letter, filled."""
    decision, occasion = example_decision(policy, letter)
    template = LetterTemplates().template_for(occasion.policy.template_folder, letter)
    result = prepare_letter(decision, (MOTHER,), occasion, template)
    assert isinstance(result, PreparedLetter), result.why
    return result


@pytest.mark.parametrize(("policy", "letter"), EXAMPLES, ids=["-".join(row) for row in EXAMPLES])
def test_the_whole_letter(policy: str, letter: str) -> None:
    text = letter_of(policy, letter).envelopes[0].markdown
    path = GOLDEN / f"{policy}-{letter}.md"
    if os.environ.get("REWRITE_GOLDEN") == "1":
        path.write_text(text, encoding="utf-8")
        pytest.fail(f"rewrote {path.name}: read it, then run the tests again")
    assert text == path.read_text(encoding="utf-8")


def test_every_shipped_template_has_a_golden_letter() -> None:
    examples = {f"{policy}-{letter}.md" for policy, letter in EXAMPLES}
    assert examples == {path.name for path in GOLDEN.glob("*.md")}
    used = {letter_of(policy, letter).template.name for policy, letter in EXAMPLES}
    folders = [folder for folder in TEMPLATES.iterdir() if folder.name != "_parts"]
    assert used == {f"{folder.name}/{path.name}" for folder in folders for path in folder.glob("*.md")}


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
