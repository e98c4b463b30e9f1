"""Letter templates: found, checked and filled. A template sees its fields and nothing else.

The school's own templates beside ``attendctl.toml`` win over the shipped ones.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

from jinja2 import (
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    meta,
    nodes,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from attendctl.errors import NotFound, WrongUsage
from attendctl.letters.fields import FIELDS, FieldValue
from attendctl.letters.markdown_blocks import escape_markdown
from attendctl.resources import shipped


def _printed(value: object) -> object:
    """Escape a value so that Markdown prints it as it is; what a template made itself passes."""
    return value if isinstance(value, Markup | StrictUndefined) else Markup(escape_markdown(str(value)))


class LetterTemplates:
    """The templates of one school, own ones first."""

    def __init__(self, own: Path | None = None) -> None:
        folders = [folder for folder in (own, shipped("templates") / "letters") if folder is not None]
        self.environment = ImmutableSandboxedEnvironment(
            loader=FileSystemLoader([str(folder) for folder in folders], encoding="utf-8-sig"),
            undefined=StrictUndefined,
            autoescape=True,
            finalize=_printed,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self.environment.globals.clear()
        self.environment.filters = {
            name: self.environment.filters[name]
            for name in ("upper", "lower", "capitalize", "title", "default")
        }

    def template_for(self, folder: str, letter: str) -> LetterTemplate:
        """Find the template of one letter and check that it uses known fields only.

        Raises:
            NotFound: neither the school nor attendctl has such a template.
            WrongUsage: the template is not right; the message names it and what to change.
        """
        name = f"{folder}/{letter}.md"
        try:
            sources = self._sources(name)
        except TemplateNotFound as fault:
            raise NotFound(
                f"There is no letter template {fault.name}.",
                remedy="Put it in templates/letters beside attendctl.toml, or correct its name.",
            ) from None
        except TemplateSyntaxError as fault:
            what = (fault.message or "").rstrip(".")
            raise WrongUsage(
                f"The letter template {fault.name or name}, line {fault.lineno}: {what}.",
                remedy="Correct the template; compare it with one that comes with attendctl.",
            ) from None
        used = {field for _, _, fields in sources for field in fields}
        for source_name, _, fields in sources:
            unknown = sorted(fields - FIELDS.keys())
            if unknown:
                raise WrongUsage(
                    f"The letter template {source_name} uses {', '.join(unknown)}, which no letter has.",
                    remedy=f"The fields are: {', '.join(sorted(FIELDS))}.",
                )
        digest = hashlib.sha256("".join(text for _, text, _ in sources).encode()).hexdigest()
        return LetterTemplate(self, name, frozenset(used), digest)

    def _sources(self, name: str) -> list[tuple[str, str, frozenset[str]]]:
        """Return a template and all it includes: name, text and the fields it uses."""
        assert self.environment.loader is not None
        found: list[tuple[str, str, frozenset[str]]] = []
        waiting, seen = [name], {name}
        while waiting:
            current = waiting.pop(0)
            text, _, _ = self.environment.loader.get_source(self.environment, current)
            tree = self.environment.parse(text, name=current)
            try:
                fields = frozenset(meta.find_undeclared_variables(tree))
            except TemplateSyntaxError as fault:  # a filter or test that templates do not have
                raise TemplateSyntaxError(fault.message or "", fault.lineno, current) from None
            found.append((current, text, fields))
            for other in meta.find_referenced_templates(tree):
                if other is None:
                    raise TemplateSyntaxError("an include must name its file", _line_of(tree), current)
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)
        return found


class LetterTemplate:
    """One letter's template, checked, with ``sha256`` of its text and of all it includes."""

    def __init__(self, templates: LetterTemplates, name: str, fields: frozenset[str], sha256: str) -> None:
        self._templates = templates
        self.name = name
        self.fields = fields
        self.sha256 = sha256

    @cached_property
    def _template(self):  # type: ignore[no-untyped-def]
        return self._templates.environment.get_template(self.name)

    def missing(self, values: Mapping[str, FieldValue]) -> Sequence[str]:
        """Return the fields this template uses that have no value, in order."""
        return sorted(field for field in self.fields if values.get(field) is None)

    def fill(self, values: Mapping[str, FieldValue]) -> str:
        """Return the letter as Markdown.

        Raises:
            WrongUsage: the template tries something that templates may not do.
        """
        try:
            text: str = self._template.render(values)
        except (TemplateError, TypeError, ValueError, RecursionError) as fault:
            raise WrongUsage(
                f"The letter template {self.name} cannot be filled: {fault}.",
                remedy="Templates may use fields, if and include; nothing else.",
            ) from None
        return _without_gaps(text)


def _without_gaps(text: str) -> str:
    """Leave one empty line where parts that printed nothing left several."""
    lines: list[str] = []
    for line in text.splitlines():
        if line.strip() or (lines and lines[-1]):
            lines.append(line.rstrip())
    return "\n".join(lines).strip() + "\n"


def _line_of(tree: nodes.Template) -> int:
    return next((node.lineno for node in tree.find_all(nodes.Include)), 1)
