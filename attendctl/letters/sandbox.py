"""The closed room that templates are filled in: fields, a few filters, and nothing to reach beyond them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from jinja2 import BaseLoader, StrictUndefined, TemplateError, Undefined, meta, nodes
from jinja2.exceptions import SecurityError, TemplateSyntaxError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from attendctl.errors import WrongUsage
from attendctl.letters.fields import FIELDS, ROWS
from attendctl.letters.markdown_blocks import escape_markdown

FILTERS = ("upper", "lower", "capitalize", "title", "default")
_BRACES = str.maketrans({"{": "&#123;", "}": "&#125;"})
_NOT_THERE = (nodes.Call, nodes.CallBlock, nodes.Macro, nodes.Assign, nodes.AssignBlock)
_LONGEST_REASON = 200
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class _ClosedRoom(ImmutableSandboxedEnvironment):
    """A sandbox without the operators that make a page of any length from a line."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def call_binop(self, context: Context, operator: str, left: object, right: object) -> object:
        raise SecurityError(f"there is no {operator} in templates")

    def parse(self, source: str, name: str | None = None, filename: str | None = None) -> nodes.Template:
        try:
            return super().parse(source, name, filename)
        except ValueError:  # Python reads no number of thousands of digits
            longest = max(re.findall(r"\d[\d_]*", source), key=len)
            line = source.count("\n", 0, source.index(longest)) + 1
            raise TemplateSyntaxError("a number is too long", line, name, filename) from None


def markdown_environment(loader: BaseLoader) -> ImmutableSandboxedEnvironment:
    """Return the environment of Markdown templates: a value prints as it is, whatever it holds."""
    return _environment(escape_markdown, loader)


def word_environment() -> ImmutableSandboxedEnvironment:
    """Return the environment of Word templates. It has no loader: they include nothing."""
    return _environment(escape_word, None)


def escape_word(value: str) -> str:
    """Return text that a Word document prints as it is, on one line.

    Braces too: docxtpl reads them once more after filling.

    >>> escape_word("<b>{{ x }} & co")
    '&lt;b&gt;&#123;&#123; x &#125;&#125; &amp; co'
    """
    return str(escape(one_line(value))).translate(_BRACES)


def one_line(value: str) -> str:
    """Return text on one line, without characters that no document may hold.

    >>> one_line("Ada\\x00  Okoro\\n")
    'Ada Okoro'
    """
    return " ".join(_NOT_TEXT.sub("", " ".join(value.split())).split())


def _environment(escaped: Callable[[str], str], loader: BaseLoader | None) -> ImmutableSandboxedEnvironment:
    def printed(value: object) -> object:
        # What a template made itself passes; a field without a value says so as it is printed.
        return value if isinstance(value, Markup | Undefined) else Markup(escaped(str(value)))

    environment = _ClosedRoom(
        loader=loader,
        undefined=StrictUndefined,
        autoescape=True,
        finalize=printed,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in FILTERS}
    return environment


def used_fields(tree: nodes.Template) -> frozenset[str]:
    """Return the fields of a letter that a template names, those of its rows included."""
    return frozenset(meta.find_undeclared_variables(tree)) | {name for _, name in _of_rows(tree)}


def unknown_fields_refused(tree: nodes.Template, template: str) -> None:
    """Refuse a template that names a field which no letter has, or a row has not.

    Raises:
        WrongUsage: names the template, the field and the fields there are.
    """
    unknown = sorted(meta.find_undeclared_variables(tree) - FIELDS.keys())
    if unknown:
        raise WrongUsage(
            f"The letter template {template} uses {', '.join(unknown)}, which no letter has.",
            remedy=f"The fields are: {', '.join(sorted(FIELDS))}.",
        )
    for rows, name in _of_rows(tree):
        if name not in ROWS[rows]:
            raise WrongUsage(
                f"The letter template {template} uses {name} in a loop over {rows}, which has none.",
                remedy=f"There are: {', '.join(sorted(ROWS[rows]))}.",
            )
    for what in _beyond_fields(tree):
        raise _cannot_be_filled(template, what)


@contextmanager
def filling(template: str) -> Iterator[None]:
    """Turn what a template may not do into one message that names it."""
    try:
        yield
    except (RecursionError, SyntaxError, MemoryError):  # of the program that Jinja makes of a template
        raise nested_too_deep(template) from None
    except (TemplateError, TypeError, ValueError, LookupError, AttributeError, ArithmeticError) as fault:
        raise _cannot_be_filled(template, _in_short(str(fault))) from None


def _in_short(words: str) -> str:
    """Return the first line of a library's words; it may quote all of a template."""
    first = next(iter(words.strip().splitlines()), "")
    return f"{first[:_LONGEST_REASON]}…" if len(first) > _LONGEST_REASON else first.rstrip(".:")


def nested_too_deep(template: str) -> WrongUsage:
    """Return the refusal of a template whose parts stand too deep within one another."""
    return _cannot_be_filled(template, "too much stands within one another")


def _cannot_be_filled(template: str, why: str) -> WrongUsage:
    return WrongUsage(
        f"The letter template {template} cannot be filled: {why}.",
        remedy="Templates may use fields, if, for over children, and include; nothing else.",
    )


def _beyond_fields(tree: nodes.Template) -> Iterator[str]:
    """Yield what a template does besides printing fields: it could go on for ever, or print no text."""
    for part in tree.find_all(_NOT_THERE):
        yield f"line {part.lineno} does more than print fields"
    for name in tree.find_all(nodes.Name):
        if name.name == "self":
            yield f"line {name.lineno} names itself"
    for part in tree.find_all(nodes.Getattr):
        if isinstance(part.node, nodes.Name) and part.node.name in FIELDS:
            yield f"line {part.lineno} asks for {part.attr} of {part.node.name}"
    for loop in tree.find_all(nodes.For):
        over = loop.iter.name if isinstance(loop.iter, nodes.Name) else ""
        if over not in ROWS:
            yield f"line {loop.lineno} loops over what is no list; there are {', '.join(sorted(ROWS))}"
        if loop.recursive or any(loop.iter == inner.iter for inner in loop.find_all(nodes.For)):
            yield f"line {loop.lineno} loops over {over} within itself"


def _of_rows(tree: nodes.Template) -> Iterator[tuple[str, str]]:
    """Yield list and name of every ``child.name`` inside a loop over a list of rows."""
    for loop in tree.find_all(nodes.For):
        if not (isinstance(loop.iter, nodes.Name) and isinstance(loop.target, nodes.Name)):
            continue
        if loop.iter.name not in ROWS:
            continue
        for part in loop.find_all(nodes.Getattr):
            if isinstance(part.node, nodes.Name) and part.node.name == loop.target.name:
                yield loop.iter.name, part.attr
