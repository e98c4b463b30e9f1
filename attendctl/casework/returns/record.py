"""Recording that returns were made: one entry of the case log for each, so that none is due again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from attendctl.casework.case_checks import signed_by
from attendctl.casework.returns.absence import days_of
from attendctl.casework.returns.made import details_of
from attendctl.casework.returns.returns_list import ReturnLine
from attendctl.errors import WrongUsage
from attendctl.ledger.book import Ledger
from attendctl.ledger.case_log import CaseEntry, append_case_entry


def record_returns(
    ledger: Ledger,
    lines: Sequence[ReturnLine],
    *,
    returned_on: date,
    told: date,
    file: str,
    by: str | None = None,
    position: str | None = None,
) -> list[int]:
    """Log that returns and enquiries were made.

    Args:
        ledger: opened to write.
        lines: those that are made now, of the list's ``due``.
        returned_on: the day they are made.
        told: the day the ledger is told.
        file: the name of the file that went to the authority.
        by: who made them; None is each school's signatory.
        position: as what.

    Returns:
        The numbers of the entries, in the order of the lines.

    Raises:
        WrongUsage: nobody signs, or the day has not come.
    """
    if returned_on > told:
        raise WrongUsage(
            f"--as-of {returned_on} is later than {told}: a return of that day cannot have been made.",
            remedy="Leave --as-of out, or give a day that has come.",
        )
    entries = []
    for line in lines:
        name, role = signed_by(line.school.settings, by, position)
        entries.append(
            CaseEntry(
                line.school.school_id,
                line.pupil.pupil_id,
                line.duty.logged_as,
                returned_on,
                name,
                role,
                told,
                step=line.step,
                outcome="made" if line.duty.is_enquiry else None,
                details=_details(line, file),
            )
        )
    return [append_case_entry(ledger, entry) for entry in entries]


def _details(line: ReturnLine, file: str) -> dict[str, Any]:
    details = {
        **details_of(line.absence),
        "school_days": days_of(line.absence.half_days),
        "file": file,
    }
    if line.said is not None:
        details["expectation"] = line.said.entry.entry_id
    return details
