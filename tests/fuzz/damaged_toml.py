"""Damage to a TOML file: keys, types, dates, nesting and whatever a hand slips into."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from tests.fuzz.damaged_bytes import damage
from tests.fuzz.edge_values import EDGES

Lines = list[str]
_KEY = re.compile(r'^(\s*)([A-Za-z_]+|"[^"]*")(\s*=\s*)(.*)$')
_VALUES = (
    "true", "0", "-1", "9" * 20, "9" * 5_000, "1e309", "inf", "nan", "-0.0", "1e-999999999", "1e999999999",
    "0.1", "2025-02-30", "9999-12-31", "0001-01-01", "2025-09-01T10:00:00", "2025-09-01T10:00:00Z",
    "10:00:00", "[]", "{}", "[[]]", "[1, 'a', {}]", "{ a = 1 }", '"\\u0000"', '"\\u202e"', '"../../x"',
    '"../x.toml"', '"/etc/passwd"', '"national"', '"(a+)+$"', "'''\n\n'''", '"{{ x }}"', '"%s"', '""',
    "100", "1000", "99.95", "[100, 0]", "{ from = 0, to = 100 }", '"NUL"', '"a/b"', '"\\uFFFF"',
)  # fmt: skip


def damage_toml(content: bytes, other: bytes, random: Random) -> bytes:
    """Return the file with one to three changes; ``other`` is another file of its kind."""
    if random.random() < 0.1:
        return damage(content, lambda: other, random)
    lines = content.decode("utf-8").splitlines()
    others = other.decode("utf-8").splitlines()
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        lines = random.choice(_KINDS)(lines, others, random) or [""]
    return ("\n".join(lines) + "\n").encode("utf-8", errors="replace")


def uncommented(content: bytes, random: Random) -> bytes:
    """Return a commented template with some of its keys in use."""
    lines = content.decode("utf-8").splitlines()
    share = random.choice((0.2, 1.0))
    used = [line[1:] if re.match(r"#[^ ]", line) and random.random() < share else line for line in lines]
    return "\n".join(used).encode()


def _value(lines: Lines, _others: Lines, random: Random) -> Lines:
    at, found = _keyed(lines, random)
    if found is None:
        return lines
    edge = random.choice(EDGES)
    quoted = '"' + re.sub(r'[\\"\x00-\x1f\ud800-\udfff]', "?", edge) + '"'
    lines[at] = found[1] + found[2] + found[3] + random.choice((*_VALUES, quoted, quoted))
    return lines


def _key(lines: Lines, others: Lines, random: Random) -> Lines:
    at, found = _keyed(lines, random)
    _, another = _keyed(others, random)
    if found is None or another is None:
        return lines
    key = random.choice((another[2], another[2], found[2] + "s", '""', '"a.b"', "a.b.c", '"\\u0000"'))
    lines[at] = found[1] + key + found[3] + found[4]
    return lines


def _swap_values(lines: Lines, _others: Lines, random: Random) -> Lines:
    (one, first), (other, second) = _keyed(lines, random), _keyed(lines, random)
    if first is None or second is None:
        return lines
    lines[one] = first[1] + first[2] + first[3] + second[4]
    lines[other] = second[1] + second[2] + second[3] + first[4]
    return lines


def _number(lines: Lines, _others: Lines, random: Random) -> Lines:
    """Another number or day where one stood: right in form, and perhaps no policy at all."""
    places = [at for at, line in enumerate(lines) if re.search(r"= .*\d", line)]
    if not places:
        return lines
    at = random.choice(places)
    edges = ("0", "1", "2", "5", "10", "99", "100", "365", "1000000", "9999")
    lines[at] = re.sub(r"\d+", lambda found: random.choice((*edges, found[0])), lines[at])
    return lines


def _move(lines: Lines, others: Lines, random: Random) -> Lines:
    at, what = random.randrange(len(lines)), random.randrange(4)
    if what == 0:
        return [*lines[:at], *lines[at + 1 :]]
    if what == 1:
        return [*lines[:at], lines[at], *lines[at:]]
    if what == 2:
        start = random.randrange(len(others) or 1)
        return [*lines[:at], *others[start : start + 6], *lines[at:]]
    other = random.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]
    return lines


def _table(lines: Lines, _others: Lines, random: Random) -> Lines:
    """A whole table left out, stated twice, or called another."""
    heads = [at for at, line in enumerate(lines) if line.startswith("[")]
    if not heads:
        return lines
    place = random.randrange(len(heads))
    start, end = heads[place], [*heads, len(lines)][place + 1]
    what = random.randrange(4)
    if what == 0:
        return [*lines[:start], *lines[end:]]
    if what == 1:
        return [*lines[:end], *lines[start:end] * random.choice((1, 1, 300)), *lines[end:]]
    names = [lines[at] for at in heads]
    lines[start] = random.choice((*names, "[a.b.c]", "[[]]", lines[start].strip("[]"), f"[{lines[start]}]"))
    return lines


def _deep(lines: Lines, _others: Lines, random: Random) -> Lines:
    depth = random.choice((50, 400, 3_000, 60_000))
    deep = random.choice(
        (
            "x = " + "[" * depth + "]" * depth,
            "x = " + "{a=" * min(depth, 3_000) + "1" + "}" * min(depth, 3_000),
            ".".join("a" * min(depth, 3_000)) + " = 1",
            "[" + ".".join("a" * min(depth, 3_000)) + "]",
            "x = [" + "1," * depth + "]",
            'x = "' + "a" * depth + '"',
        )
    )
    at = random.choice((0, len(lines), random.randrange(len(lines) + 1)))
    return [*lines[:at], deep, *lines[at:]]


def _keyed(lines: Lines, random: Random) -> tuple[int, re.Match[str] | None]:
    places = [(at, found) for at, line in enumerate(lines) if (found := _KEY.match(line))]
    return random.choice(places) if places else (0, None)


_KINDS: tuple[Callable[[Lines, Lines, Random], Lines], ...] = (
    _value, _value, _value, _key, _swap_values, _number, _number, _number, _move, _move, _table, _deep,
)  # fmt: skip
