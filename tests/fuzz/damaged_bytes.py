"""Damage to a file's bytes: what a bad disk, a cut line or an ill-willed hand does, whatever the file is."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

NASTY = (
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\n", b"\r\n", b'"', b'""', b"'", b",", b";", b"\t",
    b"|", b"\\", b"\x1a", b"\x85", b"\xe2\x80\xa8", b"\xe2\x80\xae", b"\xc3\x28", b"\xed\xa0\x80",
    b"\xf0\x9f\x92\xa9", b"<", b"&", b"]]>", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"{{", b"%s",
    b"=cmd|' /C calc'!A0", b"PK\x03\x04", b"sep=;\n", b"sep=\"\n", b"../../x",
)  # fmt: skip


def damage(content: bytes, others: Callable[[], bytes], random: Random) -> bytes:
    """Return the bytes with one to four kinds of damage; ``others`` gives another file's."""
    for _ in range(random.choice((1, 1, 1, 2, 3, 4))):
        content = random.choice(_KINDS)(content, others, random)
    return content


def _flip(content: bytes, _others: Callable[[], bytes], random: Random) -> bytes:
    spoilt = bytearray(content)
    for _ in range(random.choice((1, 1, 2, 8, 64))):
        if spoilt:
            spoilt[random.randrange(len(spoilt))] ^= 1 << random.randrange(8)
    return bytes(spoilt)


def _overwrite(content: bytes, _others: Callable[[], bytes], random: Random) -> bytes:
    at = _place(content, random)
    length = random.choice((1, 2, 4, 8))
    value = random.choice((b"\0", b"\xff", b"\x7f", b"\x80"))
    return content[:at] + value * length + content[at + length :]


def _cut_end(content: bytes, _others: Callable[[], bytes], random: Random) -> bytes:
    return content[: _place(content, random)]


def _cut_start(content: bytes, _others: Callable[[], bytes], random: Random) -> bytes:
    return content[_place(content, random) :]


def _cut_out(content: bytes, _others: Callable[[], bytes], random: Random) -> bytes:
    at = _place(content, random)
    return content[:at] + content[at + random.choice((1, 10, 100, 1000)) :]


def _double(content: bytes, _others: Callable[[], bytes], random: Random) -> bytes:
    first, last = sorted((_place(content, random), _place(content, random)))
    times = random.choice((1, 1, 2, 50)) if last - first < 5_000 else 1
    return content[:last] + content[first:last] * times + content[last:]


def _splice(content: bytes, others: Callable[[], bytes], random: Random) -> bytes:
    other = others()
    return content[: _place(content, random)] + other[_place(other, random) :]


def _insert(content: bytes, _others: Callable[[], bytes], random: Random) -> bytes:
    at = _place(content, random)
    return content[:at] + random.choice(NASTY) * random.choice((1, 1, 1, 2, 100)) + content[at:]


def _reorder(content: bytes, _others: Callable[[], bytes], random: Random) -> bytes:
    a, b, c = sorted(_place(content, random) for _ in range(3))
    return content[:a] + content[b:c] + content[a:b] + content[c:]


def _place(content: bytes, random: Random) -> int:
    if random.random() < 0.3:  # near the start, where a format says what it is
        return random.randrange(min(len(content), 600) + 1)
    return random.randrange(len(content) + 1)


_KINDS = (
    _flip,
    _flip,
    _overwrite,
    _cut_end,
    _cut_start,
    _cut_out,
    _double,
    _splice,
    _insert,
    _insert,
    _reorder,
)
