"""Trials of letter templates, Markdown and Word: filled within bounds, or refused with what to change."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

from attendctl.casework.decision import Decision
from attendctl.casework.standing import Sessions
from attendctl.errors import AttendctlError
from attendctl.letters.file_kinds import FileKind
from attendctl.letters.prepare import PreparedLetter, prepare_letter
from attendctl.letters.print_run import print_letters
from attendctl.letters.templates import LetterTemplates
from tests.fuzz import seeds
from tests.fuzz.damaged_bytes import damage
from tests.fuzz.damaged_packages import damage_package
from tests.fuzz.import_trial import is_told, listing
from tests.letters.example_letters import MOTHER, decided, occasion_of

SHIPPED = seeds.REPOSITORY / "templates" / "letters"
YEAR = Sessions(90, 5, 0)
LARGEST_FILES, LONGEST_MESSAGE = 40_000_000, 3_000
HOSTILE = (
    "{{ ''.__class__.__mro__ }}", "{{ pupil.__init__ }}", "{{ self }}", "{{ 10**10**10 }}",
    "{{ 'a' * 10**9 }}", "{{ '%1000000000d' % 1 }}", "{{ [[]] * 10**9 }}", "{{ pupil ~ pupil }}",
    "{{ range(10**9) }}", "{% for x in range(10**9) %}x{% endfor %}",
    "{% for child in children recursive %}{{ loop(children) }}{% endfor %}",
    "{% include '../../../etc/passwd' %}", "{% include '/etc/passwd' %}",
    "{% include 'greenhill/1a.md' %}", "{% include 'part.md' %}" * 30, "{% extends 'part.md' %}",
    "{% import 'part.md' as x %}", "{% macro a() %}{% endmacro %}", "{% set x = 1 %}",
    "{% if pupil %}" * 40 + "{% endif %}" * 40, "{{ " + "(" * 3_000 + "1" + ")" * 3_000 + " }}",
    "{{ " + "-" * 5_000 + "1 }}", "{{ " + "not " * 5_000 + "1 }}",
    "{% if a %}" * 300 + "{% endif %}" * 300, "{{ 1/0 }}", "{{ 1e308 * 10 }}",
    "{{ pupil | upper | lower | title }}", "{{ pupil | safe }}", "{{ x is defined }}", "{{", "{%", "{#",
    "{% raw %}{{ x }}{% endraw %}", "> " * 2_000 + "x", "- " * 2_000 + "x", "[" * 20_000, "*_" * 20_000,
    "`" * 9_999 + " x", "#" * 50 + " x",
    "| a " * 400 + "|\n" + "| - " * 400 + "|\n" + "| b " * 400 + "|", "\n" * 50_000, "x" * 200_000,
    "x " * 100_000, "![a](http://example.invalid/x.png)", "[a](javascript:x)", "<script>x</script>",
    "<!-- ", "&#0;", "\x00", "\u202e", "#set page(width: 1pt)", "#read(\"/etc/passwd\")", "$ x $",
    "@ref", "\\", "王小明", "😀" * 500, "﷽" * 300, "1. " * 500 + "x", "{{ pupil.upper() }}",
    "{{ children[0] }}", "{{ children[10**9] }}", "{{ pupil[::-1] }}", "{{ {'a': 1} }}",
    "{{ pupil if pupil else '' }}", "{{ pupil > 1 }}", "{{ 9" + "9" * 6_000 + " }}", "{{ 1 // 0 }}",
    "{% for child in children %}{{ loop.index }}{{ child.pupil }}{% endfor %}",
    "{% filter upper %}a{% endfilter %}", "{% with a = 1 %}{{ a }}{% endwith %}",
    "{% autoescape false %}{{ pupil }}{% endautoescape %}", "{{ pupil|attr('x') }}",
)  # fmt: skip


def fill_damaged_template(seed: int, folder: Path) -> str:
    """Fill one damaged template and set it in every kind of file."""
    random = Random(seed)
    own = folder / "templates"
    (own / "greenhill").mkdir(parents=True)
    (own / "part.md").write_text("{% include 'part2.md' %}" * 30, encoding="utf-8")
    (own / "part2.md").write_text(random.choice(("word ", "{% include 'part3.md' %}" * 30)), encoding="utf-8")
    (own / "part3.md").write_text("{% include 'part4.md' %}" * 30, encoding="utf-8")
    (own / "part4.md").write_text("words " * 100, encoding="utf-8")
    if random.random() < 0.6:
        (own / "greenhill" / "1a.md").write_bytes(_damaged_markdown(random))
    else:
        (own / "greenhill" / "1a.docx").write_bytes(_damaged_word(random))
    return fill_and_print(folder, own)


def fill_and_print(folder: Path, own: Path) -> str:
    """Fill the template of letter 1a in a folder of a school's own, and set it."""
    before = listing(folder)
    occasion = occasion_of("greenhill")
    refused: AttendctlError | None = None
    letter: PreparedLetter | Decision | None = None
    try:
        template = LetterTemplates(own).template_for(occasion.policy.template_folder, "1a")
        letter = prepare_letter(decided("greenhill", "1a", YEAR), (MOTHER,), occasion, template)
    except AttendctlError as fault:
        refused = fault
    assert listing(folder) == before
    if refused:
        is_told(refused)
        assert len(str(refused)) < LONGEST_MESSAGE, str(refused)[:500]
        return refused.code
    if not isinstance(letter, PreparedLetter):
        return "held back"
    run = print_letters([letter], written_on=date(2025, 11, 10), kinds=tuple(FileKind))
    assert sum(map(len, run.files.values())) < LARGEST_FILES
    assert not any("/" in name or "\\" in name for name in run.files)
    assert listing(folder) == before
    return "written" if run.letters else "held back"


def _damaged_markdown(random: Random) -> bytes:
    texts = _markdown()
    content = random.choice(texts)
    if random.random() < 0.75:
        at = random.choice((0, len(content), content.find(b"\n\n") + 2, random.randrange(len(content))))
        content = content[:at] + random.choice(HOSTILE).encode() + content[at:]
    if random.random() < 0.4:
        content = damage(content, lambda: random.choice(texts), random)
    return content


def _damaged_word(random: Random) -> bytes:
    content = _word()
    if random.random() < 0.7:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = {name: package.read(name) for name in package.namelist()}
        escaped = (
            random.choice(HOSTILE).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").encode()
        )
        name = random.choice(
            ("word/document.xml", "word/document.xml", "docProps/core.xml", "word/styles.xml")
        )
        parts[name] = parts[name].replace(b"PLACE", escaped, 1)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            for part, held in parts.items():
                package.writestr(part, held)
        content = out.getvalue()
    return damage_package(content, random) if random.random() < 0.6 else content


@cache
def _markdown() -> list[bytes]:
    return [path.read_bytes() for path in sorted(SHIPPED.rglob("*.md"))]


@cache
def _word() -> bytes:
    import docx

    document = docx.Document()
    for words in (
        "Dear {{ salutation }},",
        "PLACE",
        "{{ first_name }}: {{ attendance }}",
        "{% if pupil %}x{% endif %}",
    ):
        document.add_paragraph(words)
    document.add_table(2, 2).cell(0, 0).text = "{{ school }}"
    document.sections[0].header.paragraphs[0].text = "{{ reference }} PLACE"
    document.core_properties.title = "PLACE"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
