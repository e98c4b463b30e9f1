"""A local authority's code of conduct on penalty notices: what the law leaves it to settle.

The national model code is a file like any other; an authority's file says only
what it settles otherwise, or states itself, and follows the model in the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError

from attendctl.errors import NotFound, WrongUsage
from attendctl.rules.notice_to_improve import notice_to_improve
from attendctl.rules.reader import DatedValue, Strict
from attendctl.toml_file import fault_in_plain_words, place_in_file, read_toml_file

AUTHORITIES = Path(__file__).parent / "authorities"
MODEL = "national"
Issuer = Literal["school", "authority"]
_OF_THE_LOADER = "followed"
_COMPARE = "Compare the file with: attendctl rules show code_of_conduct_national"


class ConductSource(Strict):
    """Where the code settles some of its terms; ``ours`` says why, where no source does and we chose."""

    terms: list[str] = Field(min_length=1)
    section: str = Field(min_length=1)
    href: str | None = None
    checked_on: date
    ours: str | None = None


class ConductTerms(Strict):
    """What a code of conduct may settle.

    Attributes:
        counts_unexplained: whether a session whose reason is not established (N) counts.
        notices_count_from: the first day of issue from which an earlier notice counts toward the cap.
        improvement_shortest_weeks: of a notice to improve, as its longest and usual time.
        improvement_school_days: the most school days of that time, where the code says it so.
        improvement_sessions: the sessions of a full timetable in it, where the code says it so.
        improvement_act_after_weeks: weeks after which a penalty notice may follow before its end; None
            where it may follow at any time.
        improvement_weeks_are: whether holidays are left out of the weeks.
        improvement_for_holidays: whether it is used where the absence is a holiday.
        fines_first_holiday: whether a first holiday that reaches the threshold is fined.
        fines_looked_after: whether a notice may be asked for about a looked-after child.
        warning_from_sessions: the sessions in the window from which a warning is due.
        parent_told_in_advance: whether the parent must have been told, before the absence or the
            request, that a notice may follow.
        return_of_packs: for what the authority sends a request back, as sentences.
    """

    counts_unexplained: bool
    notices_count_from: date
    improvement_shortest_weeks: int = Field(gt=0)
    improvement_longest_weeks: int = Field(gt=0)
    improvement_usual_weeks: int = Field(gt=0)
    improvement_school_days: int | None = Field(default=None, gt=0)
    improvement_sessions: int | None = Field(default=None, gt=0)
    improvement_act_after_weeks: int | None = Field(default=None, gt=0)
    improvement_weeks_are: Literal["school weeks", "weeks"]
    improvement_issued_by: Issuer
    notices_issued_by: Issuer
    improvement_for_holidays: bool
    fines_first_holiday: bool
    fines_looked_after: bool
    warning_from_sessions: int = Field(gt=0)
    parent_told_in_advance: bool
    return_of_packs: list[str] = Field(default=[])


TERMS = tuple(ConductTerms.model_fields)
"""The names of the terms, in the order in which they are shown."""


class CodeOfConduct(DatedValue, ConductTerms):
    """One code of conduct, with where each of its terms is from.

    ``followed`` is the code whose terms hold where this one states none; None for the model.
    """

    key: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    title: str = Field(min_length=1)
    authority: str = Field(min_length=1)
    follows: str | None = None
    sources: list[ConductSource] = Field(alias="source", min_length=1)
    followed: CodeOfConduct | None = Field(default=None, exclude=True, repr=False)

    @property
    def inherited(self) -> list[str]:
        """The terms that this code leaves to the one it follows.

        >>> "counts_unexplained" in load_code_of_conduct("norfolk").inherited
        False
        """
        stated = {term for source in self.sources for term in source.terms}
        return [term for term in TERMS if term not in stated] if self.followed else []

    def source_of(self, term: str) -> ConductSource | None:
        """Return where a term is from, in the code that states it; None if it is nowhere stated."""
        for source in self.sources:
            if term in source.terms:
                return source
        return self.followed.source_of(term) if self.followed else None


def shipped_codes() -> list[str]:
    """Return the names of the codes that come with attendctl.

    >>> "national" in shipped_codes()
    True
    """
    return sorted(path.stem for path in AUTHORITIES.glob("*.toml"))


def load_code_of_conduct(name_or_path: str = MODEL, *, folder: Path | None = None) -> CodeOfConduct:
    """Read one code of conduct.

    Args:
        name_or_path: a shipped code's name, or the path of a ``.toml`` file.
        folder: where a relative path starts: the folder of ``attendctl.toml``.

    Raises:
        NotFound: there is no code of that name, or no such file.
        WrongUsage: the file is not right; the message names file and key.

    >>> load_code_of_conduct().counts_unexplained
    True
    """
    name = name_or_path.strip()
    if name in shipped_codes():
        return _shipped(name)
    return read_code_of_conduct(_file_of(name_or_path, folder=folder))


@lru_cache
def _shipped(name: str) -> CodeOfConduct:
    return read_code_of_conduct(AUTHORITIES / f"{name}.toml")


def read_code_of_conduct(path: Path) -> CodeOfConduct:
    """Read one file. Raises NotFound where it follows a code there is not, WrongUsage where it is wrong."""
    stated = read_toml_file(path)
    if _OF_THE_LOADER in stated:
        raise _wrong(path, _OF_THE_LOADER, "there is no such key", "Take it out.")
    followed = _followed(path, stated.get("follows"))
    inherited = {term: getattr(followed, term) for term in TERMS} if followed else {}
    try:
        code = CodeOfConduct.model_validate({**inherited, **stated, _OF_THE_LOADER: followed})
    except ValidationError as fault:
        first = fault.errors()[0]
        left_out = first["type"] == "missing" and first["loc"][0] in TERMS
        remedy = f'Write it in, or follows = "{MODEL}" to take it from the model.' if left_out else _COMPARE
        raise _wrong(path, place_in_file(first["loc"]), fault_in_plain_words(first), remedy) from None
    _refuse_terms_without_a_source(path, code, stated)
    _refuse_what_the_law_does_not_leave_open(path, code)
    return code


def _file_of(name_or_path: str, *, folder: Path | None) -> Path:
    name = name_or_path.strip()
    path = (folder or Path.cwd()) / name
    if name.endswith(".toml") and path.is_file():
        return path
    raise NotFound(
        f"There is no code of conduct {name!r}.",
        remedy=f"The codes here are: {', '.join(shipped_codes())}. "
        "Another authority's is named by its file, such as our-authority.toml beside attendctl.toml.",
    )


def _followed(path: Path, name: Any) -> CodeOfConduct | None:
    if name is None:
        return None
    if name not in shipped_codes() or name == path.stem:
        raise _wrong(
            path,
            "follows",
            f"there is no code {name!r} to follow",
            f"Write one of: {_those_to_follow(path)}.",
        )
    return load_code_of_conduct(name)


def _those_to_follow(path: Path) -> str:
    return ", ".join(name for name in shipped_codes() if name != path.stem)


def _refuse_terms_without_a_source(path: Path, code: CodeOfConduct, stated: dict[str, Any]) -> None:
    named: Sequence[str] = [term for source in code.sources for term in source.terms]
    for place, source in enumerate(code.sources, start=1):
        for term in source.terms:
            if term not in TERMS:
                raise _wrong(path, f"source {place}.terms", f"{term!r} is no term of a code", _COMPARE)
            if named.count(term) > 1:
                raise _wrong(path, f"source {place}.terms", f"{term!r} has two sources", "Name it in one.")
            if code.followed and term not in stated:
                remedy = "State it above, or take it out of the source."
                raise _wrong(path, f"source {place}.terms", f"the file does not state {term!r}", remedy)
    for term in TERMS:
        if term in stated and term not in named:
            remedy = 'Name it in the terms of a [[source]]: the section it is from, or "ours" and why.'
            raise _wrong(path, term, "it has no source", remedy)


def _refuse_what_the_law_does_not_leave_open(path: Path, code: CodeOfConduct) -> None:
    framework = notice_to_improve()
    starts = framework.values[0].valid_from
    if code.valid_from < starts:
        remedy = "Give the first day of the code under the framework."
        raise _wrong(path, "from", f"the national framework starts on {starts}", remedy)
    law = framework.in_force(code.valid_from)
    shortest, longest = code.improvement_shortest_weeks, code.improvement_longest_weeks
    for term, lowest, highest, whose in (
        ("improvement_shortest_weeks", law.shortest_weeks, law.longest_weeks, "of the national framework"),
        (
            "improvement_longest_weeks",
            shortest,
            law.longest_weeks,
            "from the shortest to the framework's longest",
        ),
        ("improvement_usual_weeks", shortest, longest, "from the shortest to the longest"),
        ("improvement_act_after_weeks", 1, longest, "up to the longest"),
    ):
        weeks = getattr(code, term)
        if weeks is not None and not lowest <= weeks <= highest:
            remedy = "Correct it. The bounds of the law: attendctl rules show notice_to_improve"
            raise _wrong(path, term, f"{weeks} is not within the weeks {lowest} to {highest} {whose}", remedy)


def _wrong(path: Path, key: str, what: str, remedy: str) -> WrongUsage:
    return WrongUsage(f"{path.name}, key {key}: {what.rstrip('.')}.", remedy=remedy)
