"""What makes our figures differ from another tool's, as plain values: the contract of every format."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from attendctl.casework.reconciled.counting import Counting
from attendctl.casework.reconciled.figures import Asked, to_four_decimals
from attendctl.casework.reconciled.pupil_totals import DifferingPupil, RegisterPupil, TotalsReconciliation
from attendctl.casework.reconciled.reconcile import Reconciliation, Tried
from attendctl.casework.reconciled.variants import Usable
from attendctl.measures.rule_variants import Weights


def reconcile_dict(
    counting: Counting, figures: Reconciliation | None, totals: TotalsReconciliation | None
) -> dict[str, Any]:
    """Return the whole answer as plain values.

    Args:
        counting: the register that was counted.
        figures: None where no figure was asked about.
        totals: None where no file was given.
    """
    return {
        "from": counting.from_day.isoformat(),
        "as_of": counting.to_day.isoformat(),
        "schools": [school.name for school in counting.schools],
        "figures": _figures(figures) if figures else None,
        "totals": _totals(totals) if totals else None,
        "rules_without_effect": [_rule(one) for one in counting.without_effect],
        "notes": list(_notes(counting)),
    }


def _notes(counting: Counting) -> Iterable[str]:
    if counting.without_birthday:
        pupils = "1 pupil" if counting.without_birthday == 1 else f"{counting.without_birthday} pupils"
        yield f"No date of birth is stated of {pupils}, who are taken to be of school age."
    if len(counting.schools) > 1:
        yield "The figures are of all schools together: choose one with --school."


def _figures(found: Reconciliation) -> dict[str, Any]:
    asked = found.asked
    return {
        "asked": {f"{name}_percent": str(figure.percent) for name, figure in asked.items()},
        "verdict": found.verdict,
        "ours": _tried(found.ours, asked),
        "explained_by": [_tried(one, asked) for one in found.explained_by],
        "explained_apart": {
            name: [_tried(one, asked) for one in alone] for name, alone in found.apart.items()
        },
        "near": [_tried(one, asked) for one in found.near],
        "tried": [_tried(one, asked) for one in found.singles],
        "pairs_tried": found.pairs_tried,
    }


def _tried(one: Tried, asked: Any) -> dict[str, Any]:
    figures = one.figures
    return {
        "rules": [_rule(difference) for difference in one.differences],
        "explains": one.explains,
        "sessions_possible": figures.sums.possible,
        "sessions_attended": figures.sums.attended,
        "sessions_authorised": figures.sums.authorised,
        "sessions_unauthorised": figures.sums.unauthorised,
        "pupils_counted": figures.pupils_counted,
        "pupils_persistent": figures.pupils_persistent,
        "attendance_percent": _printed(asked.get("attendance"), figures.attendance, one),
        "persistent_percent": _printed(asked.get("persistent"), figures.persistent, one),
        "attendance_to_four_decimals": to_four_decimals(figures.attendance),
        "persistent_to_four_decimals": to_four_decimals(figures.persistent),
        "off_by": {
            name: None if off is None else str(Decimal(off).scaleb(-asked[name].decimals))
            for name, off in one.off_by.items()
        },
    }


def _printed(asked: Asked | None, exact: Fraction | None, one: Tried) -> str | None:
    """Write a figure with as many decimals as it was asked about; with one where it was not."""
    if exact is None:
        return None
    like = asked or Asked(0, 1)
    units = like.units_of(exact, one.figures.rounding)
    return str(Decimal(units).scaleb(-like.decimals))


def _rule(one: Usable) -> dict[str, Any]:
    return {
        "key": one.difference.key,
        "rule": one.rule,
        "says": one.difference.says,
        "day": one.day.isoformat() if one.day else None,
        "ours": one.ours,
        "source": one.source,
    }


def _totals(found: TotalsReconciliation) -> dict[str, Any]:
    return {
        "file": found.file,
        "pupils_in_both": found.in_both,
        "pupils_agreeing": found.agreeing,
        "stated": _sums(found.stated_sums),
        "ours": _sums(found.our_sums._asdict()),
        "groups": [
            {
                "rules": [_rule(one) for one in group.differences],
                "pupils": [_pupil(one) for one in group.pupils],
            }
            for group in found.groups
        ],
        "unexplained": [_pupil(one) for one in found.unexplained],
        "not_in_register": [{"line": row.line, "upn": row.upn} for row in found.not_in_register],
        "not_in_file": [_named(pupil) | {"on_roll": pupil.on_roll} for pupil in found.not_in_file],
    }


def _sums(sums: Any) -> dict[str, int | None]:
    return {f"sessions_{name}": sums[name] for name in Weights._fields}


def _named(pupil: RegisterPupil) -> dict[str, Any]:
    return {
        "school": pupil.school,
        "upn": pupil.upn,
        "admission_number": pupil.admission_number,
        "surname": pupil.surname,
        "forename": pupil.forename,
    }


def _pupil(one: DifferingPupil) -> dict[str, Any]:
    stated = {name: getattr(one.stated, name) for name in Weights._fields}
    return _named(one.pupil) | {
        "line": one.stated.line,
        "stated": _sums(stated),
        "ours": _sums(one.ours._asdict()),
    }
