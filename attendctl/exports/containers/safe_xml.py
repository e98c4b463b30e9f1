"""XML from outside, opened so that it cannot grow, fetch or declare anything."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from lxml import etree

from attendctl.exports.containers.refusals import XmlNotSafe
from attendctl.exports.containers.steady_file import CHUNK_BYTES, SteadyFile
from attendctl.exports.containers.text_encoding import head_as_text

XML_BYTES_LIMIT = 64 << 20
"""Largest XML file read. The transfer file of a school of 2,000 pupils takes about 20 MB."""

XML_TAGS_LIMIT = 4_000_000
"""Most tags in it; each takes memory many times its length."""

_DECLARES = re.compile(r"<!(DOCTYPE|ENTITY)", re.IGNORECASE)


def safe_xml_root(path: Path) -> Any:
    """Parse an XML file and give its root element (lxml).

    Raises:
        XmlNotSafe: it has a document type or entities, is too large or too deep,
            or is not well formed.
        FileUnreadable, FileEmpty, FileChanged: as for every file.
    """
    file = SteadyFile(path)
    if _DECLARES.search(head_as_text(file.head)):
        raise _declares(file)
    if file.size > XML_BYTES_LIMIT or _count_tags(file) > XML_TAGS_LIMIT:
        raise XmlNotSafe(
            f"{file.name} is larger ({file.size >> 20} MiB) than the transfer file of any school.",
            remedy="Export it again for fewer pupils.",
        )
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True
    )
    try:
        with file.open() as bytes_:
            tree = etree.parse(bytes_, parser)
    except etree.XMLSyntaxError as fault:
        file.check_unchanged()
        line, column = fault.position
        raise XmlNotSafe(
            f"{file.name}, line {line}, column {column}: the XML is not well formed or too deep.",
            remedy="The file may be cut off: export it again from the MIS.",
        ) from None
    except OSError as fault:
        raise file.unreadable(fault) from None
    if tree.docinfo.internalDTD is not None or tree.docinfo.externalDTD is not None:
        raise _declares(file)
    file.check_unchanged()
    return tree.getroot()


def _count_tags(file: SteadyFile) -> int:
    with file.open() as bytes_:
        return sum(chunk.count(b"<") for chunk in iter(lambda: bytes_.read(CHUNK_BYTES), b""))


def _declares(file: SteadyFile) -> XmlNotSafe:
    return XmlNotSafe(
        f"{file.name} declares a document type or entities, which no MIS export needs and which can do harm.",
        remedy="Do not open it elsewhere. Export the transfer file again from the MIS.",
    )
