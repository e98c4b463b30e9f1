"""A list of a policy in plain words: how often, of whom, in which order."""

from __future__ import annotations

from attendctl.policies.in_words_parts import counted, listed, range_in_words
from attendctl.policies.in_words_rules import EVERY, group_in_words
from attendctl.policies.lists import ListKind, ListOrder, PolicyList

ORDERS: dict[ListOrder, str] = {
    "lowest": "the lowest attendance first",
    "highest": "the highest attendance first",
    "absent": "the most sessions absent this year first",
    "late": "the most sessions lost to lateness this year first",
    "class": "by class and name",
}


def list_in_words(one: PolicyList) -> str:
    """Say when a list is printed, who is on it, and in which order.

    >>> from attendctl.policies import load_policy
    >>> late = next(one for one in load_policy("copnor").lists if one.name == "late-today")
    >>> list_in_words(late)
    'every day, a list "Late today": pupils who came late that day, the most sessions lost to \
lateness this year first'
    """
    when = listed([EVERY[every] for every in one.every])
    order = "" if one.kind == "school" else f", {ORDERS[one.order]}"
    return f'{when}, a list "{one.title}": {_who(one)}{order}'


def _who(one: PolicyList) -> str:
    if one.kind == "school":
        return "the school's own attendance, no pupils"
    groups = [group_in_words(group) for group in one.who if group != "everyone"]
    of = f" ({listed(groups)}, a list each)" if groups else ""
    return f"pupils{of} {_what(one)}"


def _what(one: PolicyList) -> str:
    period = "that day" if one.every == ("day",) else "in the period"
    over = period if one.over == "period" else "in the year so far"
    if one.kind == "attendance":
        return f"at {range_in_words(one.lowest or 0, one.highest or 0)} {over}"
    if one.kind == "band":
        return f"in the {listed(one.bands, 'or')} band {over}"
    if one.kind == "illness":
        weeks = counted(one.beside_school_weeks or 0, "school week")
        return (
            f"marked {listed(one.codes, 'or')} {period}, with each kind of absence beside that of the "
            f"{weeks} before, and the classes in which illness is rising"
        )
    if one.kind == "marks":
        return f"marked {listed(one.codes, 'or')} {period}"
    return _BY_LAW_OR_MARKS[one.kind].format(over=over)


_BY_LAW_OR_MARKS: dict[ListKind, str] = {
    "persistent_absence": "persistently absent by the law",
    "severe_absence": "severely absent by the law",
    "absent": "who missed a session {over}",
    "late": "who came late {over}",
}
