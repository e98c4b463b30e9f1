"""What attendctl does for each kind of rule of a policy: the first column of docs/policies.md."""

from __future__ import annotations

_LISTED = "`attendctl actions` lists it; `attendctl case` logs it as done"
_DOES = {
    "letter": "`attendctl letters` writes the letter",
    "certificate": "`attendctl letters --letter NAME` writes the certificate",
    "record": "`attendctl actions` lists it, until the register or the case log has it",
    "decision": "`attendctl actions` lists the decision; `attendctl case` logs it",
    "return": "`attendctl actions` lists the return to the authority; `attendctl case return` logs it",
}
_WHEN = {
    "in_band": "while the pupil is in the band",
    "below": "while attendance is below the percentage",
    "no_improvement": "when the review is over without improvement",
    "improved": "when the review is over and the target is met",
    "persistent_absence": "by the law's exact fraction",
    "severe_absence": "by the law's exact fraction",
    "penalty_threshold": "at the law's threshold, in its rolling window",
    "count": "when the sessions are counted from the register",
    "spell": "from school days in a row in the register",
    "unsettled": "while the mark stands in the register",
    "not_returned": "from the granted leave in the case log and the register",
    "logged": "when the case log has the entry",
    "after": "when the days since the earlier step are over",
    "repeated": "again each time the days are over",
    "end_of": "when the period is over",
    "most_improved": "from two periods compared",
    "penalty_warning": "when the officer asks for it and enough sessions are in the penalty window",
    "notice_deadline": "from the day of the notice's deadline until `attendctl notice` has the answer",
}
_COUNT = (
    "`attendctl report` counts and lists them: in the table, in JSON, on a sheet of the workbook; "
    "`attendctl report --for lists` prints the list"
)
_RULES = {
    "target": "The target of reports, and of reviews that name none",
    "cohort_band": "The band that `attendctl report` gives each group, by its persistent absence rate",
    "early_year": "Steps are held back, and listed with the reason",
    "october_half_term": "Found in the register, or stated under `[calendar]`",
    "after_worse_band": "The gentler letter is not due; `attendctl explain` says why",
    "still_due": "What is older leaves the list",
    "after_leave": "Stands in the letter that grants or refuses, and on `attendctl actions`",
    "routine": "On the list of `attendctl actions` for each period, with the command that makes it",
    "group": "A group of `attendctl report --by`",
    "count_below": _COUNT,
    "count_between": _COUNT,
    "list": "`attendctl report --for lists` prints it, for the period asked for",
    "celebration": "`attendctl report --for newsletter` prints them, but of no class so small that its "
    "percentage would be a child's own",
    "award": "`attendctl report --for newsletter` names who has it; with `--certificates` it prints them",
    "left_out": "Neither `attendctl report --for newsletter` nor `attendctl letters` holds it against one",
    "case_group": "`attendctl case group` puts a pupil into it; `attendctl actions` shows it",
    "register_time": "Where the register gives minutes, `attendctl report` counts marks of lateness that "
    "do not fit it; `attendctl explain` lists them",
    "allowance": "`attendctl case log evidence --outcome allowed` accepts no more",
    "protection": "`attendctl explain` counts the sessions attended and says whether it holds",
    "retention": "The ledger deletes nothing: entries stay as long as the file does",
    "duty": "Kept by the way attendctl works, as each cell says",
    "days_missed": "Printed in letters to parents",
    "minutes_late": "Printed in letters to parents",
}


def what_attendctl_does(kind: str) -> str:
    """Return what attendctl does for a kind of rule, as ``attendctl.policies.in_words`` names it.

    >>> what_attendctl_does("step in_band letter")
    '`attendctl letters` writes the letter, while the pupil is in the band'
    >>> what_attendctl_does("band 2")
    'The band of reports, letters and `--band`'
    """
    table, _, rest = kind.partition(" ")
    if table == "step":
        due, _, does = rest.partition(" ")
        return f"{_DOES.get(does, _LISTED)}, {_WHEN[due]}"
    if table == "band":
        return "The band of reports, letters and `--band`"
    if table == "leave":
        return "`attendctl leave` answers with it: the first rule that fits decides"
    return _RULES[table]
