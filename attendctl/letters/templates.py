"""Letter templates: found, checked and filled. A template sees its fields and nothing else.

The school's own templates beside ``attendctl.toml`` win over the shipped ones, and
its Word templates over its Markdown.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from pathlib import Path

from jinja2 import TemplateNotFound, TemplateSyntaxError, meta, nodes

from attendctl.errors import NotFound, WrongUsage
from attendctl.letters.fields import FieldValue, with_no_value
from attendctl.letters.letter_template import LetterTemplate
from attendctl.letters.sandbox import (
    filling,
    markdown_environment,
    nested_too_deep,
    unknown_fields_refused,
    used_fields,
)
from attendctl.letters.template_folders import (
    LONGEST_NAME,
    LONGEST_TEMPLATE,
    MOST_INCLUDED,
    TemplateFolders,
    refuse_endless,
    too_long,
)
from attendctl.letters.word_template import WordTemplate
from attendctl.resources import shipped

SHARED_FOLDER = "every-policy"
"""Templates that every policy may use; a policy's own folder wins."""


class LetterTemplates:
    """The templates of one school, own ones first."""

    def __init__(self, own: Path | None = None) -> None:
        self.own = own
        folders = [folder for folder in (own, shipped("templates") / "letters") if folder is not None]
        self.environment = markdown_environment(TemplateFolders(folders))
        self._found: dict[tuple[str, str], LetterTemplate] = {}

    def template_for(self, folder: str, letter: str) -> LetterTemplate:
        """Find the template of one letter and check that it uses known fields only.

        Args:
            folder: of the policy's templates.
            letter: its name.

        Raises:
            NotFound: neither the school nor attendctl has such a template.
            WrongUsage: the template is not right; the message names it and what to change.
        """
        if (folder, letter) not in self._found:
            self._found[folder, letter] = self._read(folder, letter)
        return self._found[folder, letter]

    def _read(self, folder: str, letter: str) -> LetterTemplate:
        names = [f"{place}/{letter}" for place in (folder, SHARED_FOLDER)]
        for name in names:
            if self.own is not None and (self.own / f"{name}.docx").is_file():
                return WordTemplate(self.own / f"{name}.docx", f"{name}.docx")
            if self.own is not None and (self.own / f"{name}.md").is_file():
                return self._markdown(f"{name}.md")
        return self._markdown(*(f"{name}.md" for name in names))

    def _markdown(self, *names: str) -> LetterTemplate:
        for name in names[1:]:
            if not self._is_there(names[0]) and self._is_there(name):
                return self._markdown(name)
        name = names[0]
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
        except RecursionError:
            raise nested_too_deep(name) from None
        if not sources[0][1].strip():
            raise WrongUsage(
                f"The letter template {name} is empty.",
                remedy="Write the letter into it, or take the file away: then the shipped one is used.",
            )
        for source_name, _, tree in sources:
            unknown_fields_refused(tree, source_name)
        digest = hashlib.sha256("".join(text for _, text, _ in sources).encode()).hexdigest()
        used = frozenset(field for _, _, tree in sources for field in used_fields(tree))
        return MarkdownTemplate(self, name, used, digest)

    def _is_there(self, name: str) -> bool:
        assert self.environment.loader is not None
        try:
            self.environment.loader.get_source(self.environment, name)
        except TemplateNotFound:
            return False
        return True

    def _sources(self, name: str) -> list[tuple[str, str, nodes.Template]]:
        """Return a template and all it includes: name, text and what was read of it."""
        assert self.environment.loader is not None
        found: list[tuple[str, str, nodes.Template]] = []
        waiting, seen = [name], {name}
        included: dict[str, list[str]] = {}
        while waiting and len(found) <= MOST_INCLUDED:
            current = waiting.pop(0)
            text, _, _ = self.environment.loader.get_source(self.environment, current)
            tree = self.environment.parse(text, name=current)
            try:
                meta.find_undeclared_variables(tree)
            except TemplateSyntaxError as fault:  # a filter or test that templates do not have
                raise TemplateSyntaxError(fault.message or "", fault.lineno, current) from None
            found.append((current, text, tree))
            for other in meta.find_referenced_templates(tree):
                if other is None:
                    raise TemplateSyntaxError("an include must name its file", _line_of(tree), current)
                if len(other) > LONGEST_NAME:
                    raise TemplateSyntaxError(
                        f"an include names a file of more than {LONGEST_NAME} characters",
                        _line_of(tree),
                        current,
                    )
                included.setdefault(current, []).append(other)
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)
        refuse_endless(name, {one: len(text) for one, text, _ in found}, included)
        return found


class MarkdownTemplate(LetterTemplate):
    """One letter's Markdown template, checked, with ``sha256`` of its text and of all it includes."""

    def __init__(self, templates: LetterTemplates, name: str, fields: frozenset[str], sha256: str) -> None:
        super().__init__(name, fields, sha256)
        self._templates = templates

    @cached_property
    def _template(self):  # type: ignore[no-untyped-def]
        return self._templates.environment.get_template(self.name)

    def fill(self, values: Mapping[str, FieldValue], written_on: date) -> str:
        """Return the letter as Markdown.

        Raises:
            WrongUsage: the template tries something that templates may not do.
            FieldHasNoValue: it prints a field that has no value in this letter.
        """
        with filling(self.name):
            text: str = self._template.render(with_no_value(values))
        if len(text) > LONGEST_TEMPLATE:
            raise too_long(self.name)
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
