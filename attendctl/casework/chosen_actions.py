"""Which of the actions were asked for: whose list, which class, which pupil."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import duckdb

from attendctl.casework.actions import ActionList
from attendctl.casework.decision import Decision
from attendctl.casework.pupil_meant import pupils_meant, pupils_of, refuse_unknown_class
from attendctl.errors import WrongUsage
from attendctl.policies.steps import Step

WHO = get_args(Step.model_fields["who"].annotation)
"""Whose lists there are."""


def choose_actions(
    connection: duckdb.DuckDBPyConnection,
    listed: ActionList,
    *,
    who: str | None = None,
    class_name: str | None = None,
    pupil: str | None = None,
) -> ActionList:
    """Keep what was asked for; None is everything. Of a class or pupil, what is no pupil's is left out.

    Args:
        connection: has the ledger's view ``pupil``.
        listed: of ``actions_due``.
        who: ``officer``, ``teacher`` or ``head``.
        class_name: of the pupils.
        pupil: UPN, admission number, MIS id or name.

    Raises:
        WrongUsage: nobody has such a list, or several pupils have that name.
        NotFound: no such class or pupil.
    """
    if who is not None and who not in WHO:
        raise WrongUsage(f"--for {who!r} is nobody's list.", remedy=f"Choose from: {', '.join(WHO)}.")
    wanted: set[int] | None = None
    if pupil is not None:
        schools = {school.school_id for school in listed.schools}
        wanted = {one.pupil_id for one in pupils_meant(pupils_of(connection, schools), pupil)}
    if class_name is not None:
        refuse_unknown_class(connection, class_name)

    def is_asked(decision: Decision) -> bool:
        return (
            (who is None or (decision.step is not None and decision.step.who == who))
            and (class_name is None or decision.pupil.class_name == class_name)
            and (wanted is None or decision.pupil.pupil_id in wanted)
        )

    about_pupils = class_name is not None or wanted is not None
    return replace(
        listed,
        actions=tuple(pair for pair in listed.actions if is_asked(pair[1])),
        held_back=tuple(pair for pair in listed.held_back if is_asked(pair[1])),
        to_many=()
        if about_pupils
        else tuple(one for one in listed.to_many if who is None or one.step.who == who),
        routines=()
        if about_pupils
        else tuple(one for one in listed.routines if who is None or one.routine.who == who),
        no_longer_supported=tuple(one for one in listed.no_longer_supported if is_asked(one.decision)),
        notices_no_longer_supported=tuple(
            one
            for one in listed.notices_no_longer_supported
            if who in (None, "officer")
            and (class_name is None or one.pupil.class_name == class_name)
            and (wanted is None or one.notice.pupil_id in wanted)
        ),
    )
