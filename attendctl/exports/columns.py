"""From a header row to fields: which column is which, and whose name a second ``Surname`` is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from attendctl.exports.header_patterns import (
    counted_code,
    day_and_session,
    numbered_contact,
    weekday_and_session,
)
from attendctl.exports.headers import IGNORE, HeaderBook, normal_header
from attendctl.exports.values.dates import DateReading

# Columns that can only belong to a contact: they mark where a contact's columns stand.
_CONTACT_MARKERS = frozenset(
    {
        "contact_priority",
        "contact_relationship",
        "contact_parental_responsibility",
        "contact_lives_with_pupil",
        "contact_may_be_written_to",
        "contact_name",
        "contact_surname",
        "contact_forename",
        "contact_title",
    }
)
_PUPIL_KEYS = frozenset({"upn", "mis_id", "admission_number"})
_NOT_READ_OF_PUPILS = frozenset({"title", "email", "telephone"})
_LAST = 99


@dataclass(frozen=True)
class Column:
    """One column that is read: its place, its header as exported, and its field."""

    index: int
    header: str
    field: str

    @property
    def name(self) -> str:
        """The column's name in a staged table."""
        return f"c{self.index}"


@dataclass(frozen=True)
class SessionColumn:
    """A column that holds the marks of one session, told by its header."""

    index: int
    header: str
    session: int
    weekday: int | None = None  # days after Monday, in a weekly layout
    reading: DateReading | None = None  # the day, in a dated one

    @property
    def name(self) -> str:
        """The column's name in a staged table."""
        return f"c{self.index}"


@dataclass(frozen=True)
class Binding:
    """A table's columns, sorted by what they mean.

    Attributes:
        columns: field → its columns, the preferred one first.
        slots: weekly columns (``MonAM``).
        dated: dated session columns (``03/09/2025 AM``).
        counted: codes that head columns of counts.
        repeated: headers that occur more than once for one field, used by position.
        unknown: headers that mean nothing here.
    """

    columns: dict[str, list[Column]] = field(default_factory=dict)
    slots: list[SessionColumn] = field(default_factory=list)
    dated: list[SessionColumn] = field(default_factory=list)
    counted: list[str] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    def first(self, name: str) -> Column | None:
        """Return the column a field is read from, or None."""
        found = self.columns.get(name)
        return found[0] if found else None

    def has(self, name: str) -> bool:
        """Say whether the table has a field, or one of its kinds of session columns."""
        if name == "slots":
            return len(self.slots) > 1
        if name == "dated":
            return bool(self.dated)
        if name == "counts":
            return len(self.counted) > 2
        if name == "contact":
            return any(key.startswith("contact") for key in self.columns)
        if name == "pupil":
            return any(key in self.columns for key in (*_PUPIL_KEYS, "surname", "name", "preferred_surname"))
        return name in self.columns


def bind(
    header_rows: Sequence[Sequence[str]],
    header: Sequence[str],
    book: HeaderBook,
    *,
    codes: frozenset[str],
    year_from: date | None = None,
) -> Binding:
    """Give every column of a table its field.

    Args:
        header_rows: all header rows: a date over AM and PM is one header.
        header: the row that names the fields.
        book: the header names.
        codes: attendance codes, to see columns of counts.
        year_from: first day of the academic year, for dates without a year.
    """
    binding = Binding()
    found: list[tuple[int, str, str, bool]] = []  # index, header, field, given by the school
    occurrences: Counter[str] = Counter()
    for index, cell in enumerate(header):
        text = cell.strip()
        whole = _joined([row[index] for row in header_rows if index < len(row)]) or text
        if not whole:
            continue
        occurrences[normal_header(text) or text] += 1
        own = book.own_field_of(text, occurrences[normal_header(text) or text])
        if own is not None:
            if own != IGNORE:
                found.append((index, text, own, True))
        elif dated := day_and_session(whole, year_from=year_from):
            binding.dated.append(SessionColumn(index, whole, dated[1], reading=dated[0]))
        elif slot := weekday_and_session(whole):
            binding.slots.append(SessionColumn(index, whole, slot[1], weekday=slot[0]))
        elif contact := numbered_contact(text):
            found.append((index, text, f"contact{contact[0]}_{contact[1]}", False))
        elif name := book.field_of(text) or next(
            filter(None, map(book.field_of, _cells(header_rows, index))), None
        ):
            found.append((index, text or whole, name, False))
        elif code := counted_code(text, codes):
            binding.counted.append(code)
        else:
            binding.unknown.append(text)
    _place(found, binding, book)
    return binding


def _cells(rows: Sequence[Sequence[str]], index: int) -> list[str]:
    return [row[index].strip() for row in rows if index < len(row) and row[index].strip()]


def _joined(cells: Sequence[str]) -> str:
    """Join the header cells above one another, each once: ``03/09/2025`` over ``AM``."""
    return " ".join(dict.fromkeys(cell.strip() for cell in cells if cell.strip()))


def _place(found: list[tuple[int, str, str, bool]], binding: Binding, book: HeaderBook) -> None:
    """Decide for words such as ``Surname`` and ``ID`` whether they are the pupil's or a contact's.

    A contact's columns begin at a word that only contacts have (``Priority``,
    ``Relationship``), at a title after the pupil's name, or at the second
    column of the same header, and end at the next column of the pupil.
    """
    either = book.sections["either"]
    headers = Counter(normal_header(header) for _, header, name, own in found if name in either and not own)
    has_contacts = any(name in _CONTACT_MARKERS for _, _, name, _ in found) or headers["surname"] > 1
    pupil_is_known = any(name in _PUPIL_KEYS for _, _, name, _ in found)
    seen_headers: Counter[str] = Counter()
    seen_fields: Counter[str] = Counter()
    in_contact = False
    for index, header, name, own in found:
        target: str | None = name
        if name in either and not own:
            seen_headers[normal_header(header)] += 1
            seen_fields[name] += 1
            again = seen_headers[normal_header(header)] > 1
            if name == "title" and has_contacts and seen_fields["surname"]:
                in_contact = True
            contacts_own = has_contacts and (
                again
                or (in_contact and (pupil_is_known or seen_fields[name] > 1))
                or name in ("email", "telephone")
            )
            pupil_is_known |= not contacts_own and name in ("id", "surname", "name")
            if name == "id":
                target = None if again or in_contact else "mis_id"
            elif contacts_own:
                target = f"contact_{name}"
            elif name in _NOT_READ_OF_PUPILS:
                target = None
        elif name in _CONTACT_MARKERS:
            in_contact = True
        elif not name.startswith("contact"):
            in_contact = False
            target = "name" if name == "pupil_name" else name
        if target is not None:
            binding.columns.setdefault(target, []).append(Column(index, header, target))
    _prefer(binding, book)


def _prefer(binding: Binding, book: HeaderBook) -> None:
    """Put the preferred column of each field first; a school's own choice before all."""

    def preference(column: Column) -> tuple[int, int]:
        if column.header in book.own or f"{column.header}#2" in book.own:
            return (-1, column.index)
        rank = book.ranks.get(normal_header(column.header))
        bare_id = rank is not None and rank[0] == "id"  # gives way to a Student ID
        return (_LAST if rank is None or bare_id else rank[1], column.index)

    for name, columns in binding.columns.items():
        columns.sort(key=preference)
        again = Counter(normal_header(column.header) for column in columns)
        if max(again.values()) > 1 and not name.startswith("contact"):
            binding.repeated.append(columns[0].header)
