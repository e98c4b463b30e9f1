"""What was written, logged and corrected about a pupil, as one list, oldest first."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import duckdb

from attendctl.casework.notices.notice import NOTICE_TO_IMPROVE, PENALTY_NOTICE
from attendctl.casework.wording import date_in_words, sessions_in_words
from attendctl.ledger.case_log import LoggedEntry
from attendctl.rules.penalty_questions import questions_answered

_LETTERS = """
SELECT w.reference, w.letter, w.written_on, w.as_of, w.known_on, w.policy, w.addressed_to,
       coalesce(json_extract_string(p.figures, '$.occasion'), w.occasion, '') AS occasion
FROM letter_written AS w
JOIN letter_pupil AS p USING (reference)
WHERE p.pupil_id = $pupil
ORDER BY w.written_on, w.reference
"""
_AMENDMENTS = """
SELECT school_id, date, session, code_from, code_to, seen_on, file, line, reason, person
FROM amendment
WHERE pupil_id = $pupil AND date BETWEEN $from_day AND $to_day AND code_from <> code_to
ORDER BY seen_on, date, session
"""
_HALVES = ("AM", "PM")


@dataclass(frozen=True)
class LetterSent:
    """A letter about the pupil. ``to`` are the names on it; ``withdrawn_on`` None: it stands."""

    reference: str
    letter: str
    title: str
    topic: str
    written_on: date
    as_of: date
    known_on: date
    to: tuple[str, ...]
    withdrawn_on: date | None = None


@dataclass(frozen=True)
class Amendment:
    """A mark that was changed: original, new, the day the ledger saw it, and what the export says of why."""

    school_id: int
    day: date
    session: int
    code_from: str
    code_to: str
    seen_on: date
    file: str
    line: int | None
    reason: str | None
    person: str | None

    @property
    def half(self) -> str:
        """AM or PM."""
        return _HALVES[self.session]


@dataclass(frozen=True)
class Event:
    """One line of the chronology: the day, what it was, more about it, who did it, and where it is kept."""

    on: date
    what: str
    more: tuple[str, ...] = ()
    by: str = ""
    kept_as: str = ""
    order: tuple[int, str] = field(default=(0, ""), repr=False)


def read_letters(
    connection: duckdb.DuckDBPyConnection,
    pupil_id: int,
    titles: Callable[[str, str], tuple[str, str]],
    *,
    withdrawal: str,
    upto: date,
) -> list[LetterSent]:
    """Return the letters about a pupil, oldest first, those that took one back left out.

    Args:
        connection: has the ledger's reading views.
        pupil_id: whose letters, joint ones too.
        titles: gives a letter's title and topic by policy and name.
        withdrawal: the name of the letter that takes another back; its occasion is that one's reference.
        upto: leave out letters written after this day.
    """
    rows = [row for row in connection.execute(_LETTERS, {"pupil": pupil_id}).fetchall() if row[2] <= upto]
    taken_back = {row[7]: row[2] for row in rows if row[1] == withdrawal}
    letters = []
    for reference, letter, written_on, as_of, known_on, policy, addressed_to, _ in rows:
        if letter == withdrawal:
            continue
        title, topic = titles(policy, letter)
        letters.append(
            LetterSent(
                reference,
                letter,
                title,
                topic,
                written_on,
                as_of,
                known_on,
                _names(addressed_to),
                taken_back.get(reference),
            )
        )
    return letters


def read_amendments(
    connection: duckdb.DuckDBPyConnection, pupil_id: int, *, from_day: date, to_day: date, upto: date
) -> list[Amendment]:
    """Return the changed marks of a pupil's sessions between two days, by the day the change was seen.

    Args:
        connection: has the ledger's reading views.
        pupil_id: whose marks.
        from_day: the first session's day, included.
        to_day: the last session's day, included.
        upto: leave out changes that the ledger saw after this day.
    """
    asked = {"pupil": pupil_id, "from_day": from_day, "to_day": to_day}
    found = [Amendment(*row) for row in connection.execute(_AMENDMENTS, asked).fetchall()]
    return [one for one in found if one.seen_on <= upto]


def chronology_of(
    letters: Iterable[LetterSent],
    logged: Iterable[LoggedEntry],
    amendments: Iterable[Amendment],
    reached: Iterable[tuple[date, str]] = (),
    *,
    since: date,
) -> tuple[Event, ...]:
    """Put everything into one list, oldest first; of one day marks come first, then the log, then letters.

    Args:
        letters: about the pupil.
        logged: entries of the case log that stand.
        amendments: of the register.
        reached: days on which a line was crossed, with what it was.
        since: what happened before this day is left out, but for notices.
    """
    events = [Event(on, what, order=(0, what)) for on, what in reached]
    events += [_amended(one) for one in amendments]
    events += [_logged(one) for one in logged if one.happened_on >= since or one.kind in _NOTICES]
    for letter in letters:
        if letter.written_on >= since:
            events.append(_letter(letter))
        if letter.withdrawn_on is not None and letter.withdrawn_on >= since:
            events.append(_taken_back(letter, letter.withdrawn_on))
    return tuple(sorted(events, key=lambda event: (event.on, event.order)))


_NOTICES: Collection[str] = frozenset({PENALTY_NOTICE, NOTICE_TO_IMPROVE})


def _letter(letter: LetterSent) -> Event:
    to = f"To {', '.join(letter.to)}." if letter.to else ""
    return Event(
        letter.written_on,
        f"Letter: {letter.title}",
        tuple(text for text in (to, f"By marks up to {date_in_words(letter.as_of)}.") if text),
        kept_as=f"letter {letter.reference}",
        order=(3, letter.reference),
    )


def _taken_back(letter: LetterSent, on: date) -> Event:
    return Event(
        on,
        f"Letter taken back: {letter.title}, of {date_in_words(letter.written_on)}",
        kept_as=f"letter {letter.reference}",
        order=(3, letter.reference),
    )


def _amended(one: Amendment) -> Event:
    said = [f"Reason: {one.reason}." if one.reason else "No reason is given."]
    return Event(
        one.seen_on,
        f"Register amended: {one.half} of {date_in_words(one.day)}, {one.code_from} to {one.code_to}",
        tuple(said),
        by=one.person or "",
        kept_as=f"{one.file}, line {one.line}" if one.line is not None else one.file,
        order=(1, f"{one.day} {one.session}"),
    )


def _logged(entry: LoggedEntry) -> Event:
    what = " ".join(entry.kind.split("-")).capitalize()
    if entry.outcome:
        what += f": {' '.join(entry.outcome.split('-'))}"
    return Event(
        entry.happened_on,
        what,
        tuple(_more(entry)),
        by=f"{entry.by_name}, {entry.by_position}",
        kept_as=f"case log {entry.entry_id}",
        order=(2, f"{entry.entry_id:09}"),
    )


def _more(entry: LoggedEntry) -> Sequence[str]:
    details = entry.details
    said: list[str] = []
    parent = details.get("parent")
    if isinstance(parent, dict) and parent.get("name"):
        who = f" ({parent['relationship']})" if parent.get("relationship") else ""
        said.append(f"To {parent['name']}{who}.")
    if details.get("notice"):
        said.append(f"About notice {details['notice']}.")
    said += _of_leave(entry)
    if details.get("amount"):
        said.append(f"£{details['amount']}.")
    if details.get("result"):
        said.append(f"Result: {' '.join(str(details['result']).split('-'))}.")
    if entry.sessions is not None and entry.kind != "leave":
        at_most = "At most " if entry.kind == "target" else ""
        said.append(f"{at_most}{sessions_in_words(entry.sessions)}.")
    if entry.until is not None and entry.kind != "leave":
        said.append(f"Until {date_in_words(entry.until)}.")
    if entry.note:
        said.append(" ".join(entry.note.split()))
    answers = details.get("answers")
    if isinstance(answers, dict):
        in_words = {name: str(answer) for name, answer in answers.items()}
        asked = questions_answered(in_words, entry.happened_on)
        said += [f"{question} {answer}" for question, answer in asked]
    return said


def _of_leave(entry: LoggedEntry) -> list[str]:
    details: Any = entry.details
    if entry.kind != "leave" or not (details.get("from") and details.get("to")):
        return []
    first, last = date.fromisoformat(details["from"]), date.fromisoformat(details["to"])
    kind = details.get("kind") or "leave"
    return [f"For {kind}, {date_in_words(first)} to {date_in_words(last)}."]


def _names(addressed_to: Any) -> tuple[str, ...]:
    people = json.loads(addressed_to) if isinstance(addressed_to, str) else addressed_to or []
    names = (one.get("name") for one in people if isinstance(one, dict))
    return tuple(dict.fromkeys(str(name) for name in names if name))
