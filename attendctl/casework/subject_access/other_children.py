"""Leaving other children out of the text of a letter that was about several."""

from __future__ import annotations

import re
from collections.abc import Collection

LEFT_OUT = "[left out: about another child]"
SOMEBODY_ELSE = "[another child]"
_HEADING = re.compile(r"(#+) ")


def without_other_children(markdown: str, *, own: Collection[str], others: Collection[str]) -> str:
    """Return the text of a letter without what it says of other children.

    A section under a heading that names another child alone goes whole. So does a line (a paragraph, an
    item, a row of a table) that names another child and holds a figure, or names no child but another.
    What is left of the names is taken out of the rest.

    Args:
        markdown: the letter.
        own: every name of the child who asks.
        others: every name of the others; one that is also the child's own, a surname, is no sign of another.

    >>> letter = "Ann and Bo are missed.\\n\\n## Bo\\n\\nHere 95%.\\n\\n## We ask\\n\\nCome."
    >>> print(without_other_children(letter, own={"Ann", "Lee"}, others={"Bo", "Lee"}))
    Ann and [another child] are missed.
    <BLANKLINE>
    [left out: about another child]
    <BLANKLINE>
    ## We ask
    <BLANKLINE>
    Come.
    """
    own_names, of_others = ({name.casefold() for name in names} for names in (own, others))
    another = _any_of({name for name in others if name.casefold() not in own_names})
    this_one = _any_of({name for name in own if name.casefold() not in of_others})
    kept: list[str] = []
    section_left_out = 0  # the level of the heading of the section that is being left out
    for line in markdown.split("\n"):
        heading = _HEADING.match(line)
        if heading and section_left_out and len(heading[1]) > section_left_out:
            continue
        if heading:
            section_left_out = 0
            if another.search(line) and not this_one.search(line):
                section_left_out = len(heading[1])
                kept += [LEFT_OUT, ""]
                continue
        if section_left_out:
            continue
        if not another.search(line):
            kept.append(line)
        elif re.search(r"\d", line) or not this_one.search(line):
            kept.append(LEFT_OUT)
        else:
            kept.append(another.sub(SOMEBODY_ELSE, line))
    return re.sub(re.escape(f"{SOMEBODY_ELSE} ") + f"(?={re.escape(SOMEBODY_ELSE)})", "", "\n".join(kept))


def _any_of(names: Collection[str]) -> re.Pattern[str]:
    """Return what finds any of some names as a word; nothing when there are none."""
    written = {form for name in names if name.strip() for form in (name, name.upper(), name.title())}
    words = sorted((re.escape(form) for form in written), key=len, reverse=True)  # not "will" for Will
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)") if words else re.compile(r"(?!)")
