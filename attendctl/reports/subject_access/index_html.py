"""The page of the answer to a subject access request: everything, to be read without any program."""

from __future__ import annotations

from markupsafe import Markup

from attendctl.casework.subject_access.held import HeldAboutPupil
from attendctl.reports.html.page_shell import html_page
from attendctl.reports.html.parts import section_html, table_html
from attendctl.reports.subject_access.tables import TABLES, TableOf, columns_that_say_something, words_of

_OTHERS = (
    "Nothing here is about another child. Where a letter was about brothers or sisters as well, what it said "
    "of them is left out, and the place says so. Notes, comments and the details of entries stand as they "
    "were written: the school has to read them for what they may say of other people before this is handed "
    "over, and the contacts for an address that somebody else is not to know."
)
_NOT_HERE = (
    "This is what attendctl holds. It is not what the school holds elsewhere: its own information system, "
    "paper files, e-mail, and the letters as printed."
)
_STYLE = "pre { white-space: pre-wrap; overflow-wrap: anywhere; }\n"


def index_html(held: HeldAboutPupil) -> str:
    """Return the page of everything that is held about a child."""
    pupil = held.pupil
    name = " ".join(part for part in (pupil.forename, pupil.surname) if part) or pupil.identity
    parts = [section_html("What this is", _paragraph(_OTHERS), _paragraph(_NOT_HERE), name="about")]
    for table in TABLES:
        parts.append(_section(table, held))
        if table.name == "letters":
            parts += _letters(held)
    return html_page(
        title=f"What is held about {name}",
        about=Markup("<p>{}. Put together on {}.</p>\n").format(", ".join(held.schools), held.made_on),
        body=Markup("\n").join(parts),
        footer=Markup(
            "<p>Each table is also a CSV file beside this page, and all of them are in held.json.</p>"
        ),
        style=_STYLE,
    )


def _section(table: TableOf, held: HeldAboutPupil) -> Markup:
    rows = held.tables[table.name]
    columns = columns_that_say_something(rows)
    shown = (
        table_html(
            f"{table.title}: {len(rows)} row{'' if len(rows) == 1 else 's'}",
            [name.replace("_", " ") for name in columns],
            [[words_of(row[name]) for name in columns] for row in rows],
            name=f"table-{table.name.replace('_', '-')}",
        )
        if rows
        else _paragraph("Nothing is held.")
    )
    return section_html(table.title, _paragraph(table.says), shown, name=table.name.replace("_", "-"))


def _letters(held: HeldAboutPupil) -> list[Markup]:
    return [
        section_html(
            f"Letter {one.reference}, to household {one.copy}",
            *([_paragraph("What this letter said of other children is left out.")] if one.shortened else []),
            Markup("<pre>{}</pre>").format(one.text),
            name=f"letter-{place}",
            level=3,
        )
        for place, one in enumerate(held.letter_texts, start=1)
    ]


def _paragraph(words: str) -> Markup:
    return Markup("<p>{}</p>").format(words)
