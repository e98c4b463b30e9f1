"""docs/letter-fields.md: the fields that letter templates may use, from their declarations."""

from __future__ import annotations

from attendctl.letters.fields import GROUPS
from attendctl.letters.fields.penalty import ANSWER_ROW, OFFENCE_ROW
from attendctl.letters.fields.rules import DAYS_MISSED_ROW, MINUTES_LATE_ROW

HEAD = """\
# Fields of letters

A letter template is Markdown (`1a.md`) or Word (`1a.docx`) with fields between braces: `Dear {{ salutation
}},`. Put yours into `templates/letters/POLICY/` beside `attendctl.toml`; a Word document wins over
Markdown, and yours win over the shipped ones. This page is written by `make docs` from the program.

A field that has no value in a letter may be asked about (`{% if meeting_on %}`); a letter that prints one
is held back before any letter is written, and so is a template that names a field there is not. Templates
reach nothing but their fields. Besides fields there are `if`, `for`, `include` (in Markdown) and the
filters `upper`, `lower`, `capitalize`, `title` and `default`.

Siblings share a letter if its template is written for several children: if it loops over them, or uses a
word such as `has_or_have`. The last column says what a field is then. Where a field is not the same for all
of them, and the template prints it outside the loop, each child gets a letter of their own.

```text
{% for child in children %}
{{ child.first_name }} has missed {{ child.missed }}.
{% endfor %}
```

In Word, a paragraph of its own starts and ends such a loop: `{%p for child in children %}` and `{%p endfor
%}`.
"""


_ROWS = (
    ("days_missed", DAYS_MISSED_ROW),
    ("minutes_late_each_day", MINUTES_LATE_ROW),
    ("offence_days", OFFENCE_ROW),
    ("decision_answers", ANSWER_ROW),
)


def letter_fields_page() -> str:
    """Return the whole page."""
    lines = [HEAD]
    for title, fields in GROUPS.items():
        lines += [f"## {title}", "", "| field | what it says | of several children |", "|---|---|---|"]
        lines += [f"| `{name}` | {one.about} | {one.joined.value} |" for name, one in fields.items()]
        lines.append("")
    lines += ["## Rows of tables", "", "| list | a row has |", "|---|---|"]
    for name, row in _ROWS:
        lines.append(f"| `{name}` | {'; '.join(f'`{key}`: {about}' for key, about in row.items())} |")
    return "\n".join(lines) + "\n"
