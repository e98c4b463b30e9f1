"""Damage to a ZIP package (XLSX, DOCX): its parts, what the XML in them says, and how they are packed."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from random import Random

from tests.fuzz.damaged_bytes import damage
from tests.fuzz.damaged_markup import damage_markup
from tests.fuzz.edge_values import EDGES

Parts = dict[str, bytes]


def damage_package(content: bytes, random: Random) -> bytes:
    """Return the package with a part of it changed and packed again with right check sums."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = {name: package.read(name) for name in package.namelist()}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError):
        return damage(content, lambda: content, random)
    for _ in range(random.choice((1, 1, 2, 3))):
        parts = random.choice(_KINDS)(parts, random)
    return _packed(parts, random)


def _packed(parts: Parts, random: Random) -> bytes:
    out = io.BytesIO()
    how = zipfile.ZIP_DEFLATED
    if random.random() < 0.1:
        how = random.choice((zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA))
    if sum(map(len, parts.values())) > 100_000_000:
        how = zipfile.ZIP_DEFLATED  # the others would take minutes
    with zipfile.ZipFile(out, "w", how) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    packed = out.getvalue()
    if random.random() < 0.15:
        packed = damage(packed, lambda: packed, random)
    elif random.random() < 0.05:  # the directory at the end says another size, method or flag
        at = packed.rfind(b"PK\x01\x02")
        spoilt = bytearray(packed)
        spoilt[at + random.choice((8, 10, 20, 24, 28, 42))] = random.choice((0, 1, 8, 12, 14, 99, 255))
        packed = bytes(spoilt)
    return packed


def _xml(parts: Parts, random: Random) -> Parts:
    name = _some_part(parts, random)
    return parts | {name: damage_markup(parts[name], random)}


def _bytes(parts: Parts, random: Random) -> Parts:
    name, other = _some_part(parts, random), _some_part(parts, random)
    return parts | {name: damage(parts[name], lambda: parts[other], random)}


def _cells(parts: Parts, random: Random) -> Parts:
    """References, types and values of cells that no spreadsheet program writes."""
    name = next((name for name in sorted(parts) if "worksheets/sheet" in name), None)
    if name is None:
        return _xml(parts, random)
    sheet = parts[name].decode("utf-8", errors="replace")
    pattern, texts = random.choice(_IN_SHEETS)
    places = list(re.finditer(pattern, sheet))
    for found in random.sample(places, min(len(places), random.choice((1, 1, 5)))):
        sheet = sheet.replace(found[0], random.choice(texts), 1)
    return parts | {name: sheet.encode("utf-8", errors="replace")}


def _strings(parts: Parts, random: Random) -> Parts:
    name = "xl/sharedStrings.xml"
    if name not in parts:
        return _xml(parts, random)
    said = random.choice((b'"4294967295"', b'"-1"', b'"99999999999999999999"', b'"0"', b'"1"'))
    return parts | {name: re.sub(rb'((?:unique)?[cC]ount=)"\d+"', lambda match: match[1] + said, parts[name])}


def _move(parts: Parts, random: Random) -> Parts:
    """Drop a part, give one the content of another, or call it something else."""
    name, other = _some_part(parts, random), _some_part(parts, random)
    rest = {key: content for key, content in parts.items() if key != name}
    what = random.randrange(4)
    if what == 0:
        return rest
    if what == 1:
        return parts | {name: parts[other]}
    if what == 2:
        return rest | {random.choice(_NAMES): parts[name]}
    return parts | {f"xl/worksheets/more{n}.xml": parts[name] for n in range(random.choice((3, 300)))}


def _links(parts: Parts, random: Random) -> Parts:
    """A sheet that is said to lie elsewhere: outside the package, on the net, or in another part."""
    relations = [name for name in sorted(parts) if name.endswith("workbook.xml.rels")]
    name = relations[0] if relations else _some_part(parts, random)
    target = random.choice(_TARGETS)
    return parts | {name: re.sub(rb'Target="[^"]*"', f'Target="{target}"'.encode(), parts[name], count=1)}


def _bomb(parts: Parts, random: Random) -> Parts:
    """Twenty megabytes in a part that packs to nothing."""
    name = _some_part(parts, random)
    filling = random.choice((b" ", b"<c/>", b"0", b'<row r="1"/>')) * 5_000_000
    content = parts[name]
    return parts | {name: content[: len(content) // 2] + filling + content[len(content) // 2 :]}


def _some_part(parts: Parts, random: Random) -> str:
    names = sorted(parts) or ["xl/workbook.xml"]
    parts.setdefault(names[0], b"")
    inner = [name for name in names if name.startswith(("xl/work", "xl/shared", "word/document"))]
    return random.choice(inner if inner and random.random() < 0.6 else names)


_NAMES = ("../../evil.xml", "/etc/x", "xl//workbook.xml", "XL/WORKBOOK.XML", "a\\b")
_TARGETS = ("http://example.invalid/a.xml", "file:///etc/passwd", "../../../etc/passwd", "styles.xml", "")
_PLAIN_EDGES = tuple(text for text in EDGES if not set(text) & {"\0", "\x1b", "<", "&"})
_IN_SHEETS = (
    (r'<dimension ref="[^"]*"', ('<dimension ref="A1:XFD1048576"', '<dimension ref=""')),
    (r' r="[A-Z]+\d+"', (' r="XFD1048576"', " r='XFD1048576'", ' r="A0"', ' r="AAAA1"', "", ' r="a1"')),
    (r'<row r="\d+"', ('<row r="1048576"', '<row r="4294967296"', "<row", '<row r="-1"', '<row r="1"')),
    (r' t="\w+"', (' t="s"', ' t="e"', ' t="b"', ' t="d"', ' t="str"', ' t="zzz"', "", ' t="inlineStr"')),
    (r"<v>[^<]*</v>", ("<v>999999999</v>", "<v>-1</v>", "<v>1e309</v>", "<v></v>", "<v>45903</v>")),
    (r"<t>[^<]*</t>", tuple(f"<t>{text}</t>" for text in _PLAIN_EDGES)),
    (
        r"</sheetData>",
        (
            '</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
            '</sheetData><mergeCells><mergeCell ref="B1:A0"/></mergeCells>',
            '<row r="9"><c r="A9"/><c r="XFC1048576" t="s"><v>0</v></c></row></sheetData>',
            "",
        ),
    ),
    (r'<c [^>]*s="\d+"', ('<c s="4294967296"', '<c s="-1"')),
)
_KINDS: tuple[Callable[[Parts, Random], Parts], ...] = (
    _xml, _xml, _bytes, _cells, _cells, _cells, _strings, _move, _links, _bomb,
)  # fmt: skip
