"""A policy's letters held against the templates there are: each letter has one, each template a letter."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from attendctl.errors import NotFound, WrongUsage
from attendctl.letters.templates import LetterTemplates
from attendctl.policies import Policy
from attendctl.policies.finding import Finding, fault, note
from attendctl.resources import shipped

_KIND = "template"
_SUFFIXES = {".md", ".docx"}


def template_findings(policy: Policy, own: Path | None = None) -> list[Finding]:
    """Return every letter without a template, every template that is not right, and every one unused.

    Args:
        policy: whose steps write the letters.
        own: the school's own templates, which win over the shipped ones.

    >>> from attendctl.policies import load_policy
    >>> template_findings(load_policy("greenhill").model_copy(update={"steps": ()}))[0].what
    'The template greenhill/1a.md belongs to no step of this policy.'
    """
    return [*_letters(policy, LetterTemplates(own)), *_unused(policy, own)]


def _letters(policy: Policy, templates: LetterTemplates) -> Iterator[Finding]:
    for place, step in enumerate(policy.steps, start=1):
        if step.letter is None:
            continue
        try:
            templates.template_for(policy.template_folder, step.letter)
        except NotFound:
            wanted = f"{policy.template_folder}/{step.letter}.md"
            yield fault(
                _KIND,
                f"step {place}.name",
                f"{step.name} writes a letter, and there is no template {wanted}.",
                f"Write {wanted} in templates/letters beside attendctl.toml, or let the step do "
                "something else.",
            )
        except WrongUsage as wrong:
            yield fault(_KIND, f"step {place}.name", wrong.message, wrong.remedy)


def _unused(policy: Policy, own: Path | None) -> Iterator[Finding]:
    """Yield templates of the policy's own folder; in a folder it shares, others may use them."""
    if policy.template_folder != policy.key:
        return
    for folder in (own, shipped("templates") / "letters"):
        here = folder / policy.key if folder is not None else None
        for path in sorted(here.iterdir()) if here is not None and here.is_dir() else ():
            if path.suffix in _SUFFIXES and path.stem not in policy.letters:
                name = f"{policy.key}/{path.name}"
                yield note(_KIND, name, f"The template {name} belongs to no step of this policy.")
