"""Damage to XML and HTML that stays nearly well formed: nesting, entities, attributes, spans, encodings."""

from __future__ import annotations

import re
from random import Random

from tests.fuzz.edge_values import EDGES

_BOMB = (
    '<!DOCTYPE b [<!ENTITY a "ha"><!ENTITY b "'
    + "&a;" * 10
    + '">'
    + "".join(f'<!ENTITY {chr(99 + n)} "{f"&{chr(98 + n)};" * 10}">' for n in range(8))
    + "]>"
)
_OUTSIDE = '<!DOCTYPE x [<!ENTITY xxe SYSTEM "file:///etc/passwd">]>'


def damage_markup(content: bytes, random: Random) -> bytes:
    """Return the text with one to three changes."""
    text = content.decode("utf-8", errors="replace")
    for _ in range(random.choice((1, 1, 2, 3))):
        text = _changed(text, random)
    encoding = random.choice(("utf-8",) * 12 + ("utf-16", "utf-8-sig", "utf-16-be", "utf-7", "cp1252"))
    return text.encode(encoding, errors="replace")


def _changed(text: str, random: Random) -> str:
    what = random.randrange(11)
    tags = list(re.finditer(r"<[^>]{1,200}>", text[:200_000]))
    if not tags:
        return text
    tag = random.choice(tags)
    if what == 0:
        return _BOMB + text.replace(">", ">&j;", 1) if random.random() < 0.5 else _OUTSIDE + text
    if what == 1:  # deep
        depth = random.choice((50, 300, 5_000, 100_000))
        name = random.choice(("a", "td", "table", "b", "Pupil", "div", "font"))
        return text[: tag.end()] + f"<{name}>" * depth + "x" + f"</{name}>" * depth + text[tag.end() :]
    if what == 2:  # the same element again and again
        other = random.choice(tags)
        first, last = sorted((tag.start(), other.start()))
        times = random.choice((2, 20, 400)) if last - first < 2_000 else 2
        return text[:first] + text[first:last] * times + text[last:]
    if what == 3:
        return text[: tag.start()] + text[tag.end() :]
    if what == 4:  # what stands between two tags
        between = [found for found in re.finditer(r">([^<]*)<", text[:200_000]) if found[1].strip()]
        found = random.choice(between) if between else None
        edge = random.choice(
            (*EDGES, "/" * 100_000, "&#x110000;", "&#0;", "&amp;" * 1_000, "<![CDATA[ / ]]>")
        )
        return text[: found.start(1)] + edge + text[found.end(1) :] if found else text
    if what == 5:
        spans = ("colspan", "rowspan")
        number = random.choice(("5000", "0", "-1", "9" * 5_000, "٣", "65535", "²", "1e9", ""))
        cells = re.sub(r"<(t[dh])\b", lambda cell: f'<{cell[1]} {random.choice(spans)}="{number}"', text)
        return (
            cells
            if random.random() < 0.3
            else text.replace("<td", f'<td {random.choice(spans)}="{number}"', 1)
        )
    if what == 6:
        return text.replace(
            tag[0],
            random.choice(("<a b=c>", "<?x y?>", "<!-- x -->", "<!--", "</a>", "<![CDATA[", "<a:b>")),
            1,
        )
    if what == 7:
        return re.sub(
            r'"[^"]*"', lambda _: f'"{random.choice(EDGES)}"', text, count=random.choice((1, 3, 30))
        )
    if what == 8:
        return text.replace('"', "'")
    if what == 9:
        declared = random.choice(("utf-16", "ebcdic-cp-be", "nonsense", "utf-8", "cp1252"))
        return f'<?xml version="1.0" encoding="{declared}"?>' + re.sub(r"<\?xml.*?\?>", "", text)
    return text[: random.randrange(len(text))]
