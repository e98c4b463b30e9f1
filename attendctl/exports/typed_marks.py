"""From marks as written to attendance codes: the one place where a code is judged by its day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from attendctl.errors import NotFound
from attendctl.exports.reading import Reading, placed
from attendctl.exports.shapes.long import LongMarks
from attendctl.exports.values.marks import MarkReading, read_mark
from attendctl.ledger.incoming import MISSING_MARK

_BESIDE_TYPES = {
    "minutes_late": "SMALLINT", "comment": "VARCHAR", "amended_reason": "VARCHAR", "amended_by": "VARCHAR",
}  # fmt: skip

_Spelling = tuple[str | None, str | None]


@dataclass
class MarkTable:
    """The typed marks of one file, and how each code was met.

    ``name`` is a narrow table: codes as an ENUM, and only the columns beside
    a mark that some table of the file has. ``incoming_mark`` becomes a view of
    it, with NULL for the others: ten million rows of six empty columns would
    take a gigabyte.
    """

    reading: Reading
    beside: Sequence[str]

    @property
    def name(self) -> str:
        """The table's name."""
        return f"{self.reading.schema}.typed_mark"

    def create(self) -> None:
        """Make the empty table, and the view that the ledger reads."""
        run, schema = self.reading.workbench.execute, self.reading.schema
        codes = sorted({entry.code for entry in self.reading.codes.entries} | {MISSING_MARK})
        listed = ", ".join("'" + code.replace("'", "''") + "'" for code in codes)
        run(f"CREATE TYPE {schema}.attendance_code AS ENUM ({listed})")
        extra = "".join(f", {name} {_BESIDE_TYPES[name]}" for name in self.beside)
        run(
            f"""
            CREATE TABLE {self.name} (line UINTEGER, who INTEGER, date DATE, session UTINYINT,
                                      code {schema}.attendance_code{extra})
            """
        )
        beside = ", ".join(
            name if name in self.beside else f"NULL::{kind} AS {name}" for name, kind in _BESIDE_TYPES.items()
        )
        run(f"DROP TABLE {schema}.incoming_mark")
        run(
            f"""
            CREATE VIEW {schema}.incoming_mark AS
            SELECT line, who, date, session, code::VARCHAR AS code, {beside} FROM {self.name}
            """
        )

    def add(self, marks: LongMarks, *, staged: str, sheet: str | None) -> None:
        """Type the marks of one table; refuse, with its line, each that was no code on its day."""
        run = self.reading.workbench.execute
        sub = "subcode" if "subcode" in marks.beside else "NULL"
        rows = run(
            f"""
            SELECT mark::VARCHAR, {sub}::VARCHAR, min(date), max(date), count(*)
            FROM {marks.relation} GROUP BY 1, 2
            """
        ).fetchall()
        known = {entry.code for entry in self.reading.codes.entries}
        codes: dict[_Spelling, str] = {}
        refused: dict[tuple[_Spelling, date | None], str] = {}
        for text, subcode, first, last, count in rows:
            reading = read_mark(text, subcode, known=known, words=self.reading.settings.mark_words)
            if reading.fault or reading.code is None:
                refused[(text, subcode), None] = reading.fault or "is no attendance code"
                continue
            codes[text, subcode] = reading.code
            self._note(reading, count)
            if not self._holds_throughout(reading.code, first, last):
                refused |= self._judge_each_day(marks, sub, (text, subcode), reading.code)
        self._refuse(marks, sub, refused, sheet)
        self._insert(marks, staged, sub, codes, [key for key in refused if key[1] is not None])

    def _note(self, reading: MarkReading, count: int) -> None:
        if reading.folded_from:
            self.reading.findings.warn(
                "W107",
                f"Sub-code {reading.folded_from}, the school's own: read as {reading.code}.",
                count,
            )

    def _holds_throughout(self, code: str, first: date, last: date) -> bool:
        if code == MISSING_MARK:
            return True
        try:
            entry = self.reading.codes.in_force(code, first)
        except NotFound:
            return False
        return entry.holds_on(last)

    def _judge_each_day(
        self, marks: LongMarks, sub: str, spelling: _Spelling, code: str
    ) -> dict[tuple[_Spelling, date | None], str]:
        """Return the days on which the code is refused; warn of days on which it is accepted late."""
        days = self.reading.workbench.execute(
            f"""
            SELECT date, count(*) FROM {marks.relation}
            WHERE mark::VARCHAR IS NOT DISTINCT FROM ? AND {sub}::VARCHAR IS NOT DISTINCT FROM ?
            GROUP BY date ORDER BY date
            """,
            list(spelling),
        ).fetchall()
        refused: dict[tuple[_Spelling, date | None], str] = {}
        for day, count in days:
            try:
                entry = self.reading.codes.accepted(code, day)
            except NotFound:
                refused[spelling, day] = (
                    f"was not an attendance code on {day}. "
                    f"The codes of that day: attendctl rules show attendance_codes --as-of {day}"
                )
                continue
            if entry.is_retired_on(day):
                self.reading.findings.warn(
                    "W108",
                    f"Code {code} on days after it was withdrawn ({entry.valid_until} was its last day): "
                    "kept, with the class it had.",
                    count,
                )
        return refused

    def _refuse(
        self,
        marks: LongMarks,
        sub: str,
        refused: dict[tuple[_Spelling, date | None], str],
        sheet: str | None,
    ) -> None:
        if not refused:
            return
        rows = self.reading.workbench.execute(
            f"""
            SELECT line, mark::VARCHAR, {sub}::VARCHAR, date, session FROM {marks.relation}
            WHERE mark::VARCHAR IN (SELECT unnest(?::VARCHAR[])) ORDER BY line, date, session
            """,
            [sorted({text for (text, _), _ in refused if text is not None})],
        ).fetchall()
        for line, text, subcode, day, session in rows:
            spelling = (text, subcode)
            reason = refused.get((spelling, None)) or refused.get((spelling, day))
            if reason:
                column = marks.header_of(day, session)
                self.reading.findings.refuse(line, placed(column, sheet) if column else None, text, reason)

    def _insert(
        self,
        marks: LongMarks,
        staged: str,
        sub: str,
        codes: dict[_Spelling, str],
        refused_days: list[tuple[_Spelling, date | None]],
    ) -> None:
        run = self.reading.workbench.execute
        run(
            f"""
            CREATE TABLE {staged}_code AS
            SELECT found.mark, found.subcode, typed.code
            FROM (SELECT DISTINCT mark, {sub} AS subcode FROM {marks.relation}) AS found
            JOIN (SELECT unnest(?::VARCHAR[]) AS mark, unnest(?::VARCHAR[]) AS subcode,
                         unnest(?::{self.reading.schema}.attendance_code[]) AS code) AS typed
              ON found.mark::VARCHAR IS NOT DISTINCT FROM typed.mark
             AND found.subcode::VARCHAR IS NOT DISTINCT FROM typed.subcode
            """,
            [[text for text, _ in codes], [subcode for _, subcode in codes], list(codes.values())],
        )
        same_subcode = "AND l.subcode IS NOT DISTINCT FROM m.subcode" if sub != "NULL" else ""
        not_refused, parameters = "", list[object]()
        if refused_days:
            written = "l.subcode::VARCHAR" if sub != "NULL" else "''"
            not_refused = f"""
            WHERE (coalesce(l.mark::VARCHAR, ''), coalesce({written}, ''), l.date)
                  NOT IN (SELECT (unnest(?::VARCHAR[]), unnest(?::VARCHAR[]), unnest(?::DATE[])))
            """
            parameters = [
                [text or "" for (text, _), _ in refused_days],
                [subcode or "" for (_, subcode), _ in refused_days],
                [day for _, day in refused_days],
            ]
        values = "".join(f", {_beside(name, name in marks.beside)}" for name in self.beside)
        run(
            f"""
            INSERT INTO {self.name}
            SELECT l.line, l.who, l.date, l.session, m.code{values}
            FROM {marks.relation} AS l
            JOIN {staged}_code AS m ON l.mark IS NOT DISTINCT FROM m.mark {same_subcode}
            {not_refused}
            """,
            parameters,
        )


def _beside(name: str, present: bool) -> str:
    if not present:
        return f"NULL::{_BESIDE_TYPES[name]}"
    text = f"nullif(trim(l.{name}::VARCHAR), '')"
    if name == "minutes_late":
        return f"TRY_CAST(round(TRY_CAST({text} AS DOUBLE)) AS SMALLINT)"
    return text
