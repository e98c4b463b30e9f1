"""What makes our figures differ from another tool's, on the terminal and as CSV."""

from __future__ import annotations

import csv
import io
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from attendctl.reports.output import FILE_WIDTH
from attendctl.reports.plain_text_cell import plain_text_cell
from attendctl.reports.printed import json_text, print_or_write
from attendctl.reports.showable_text import showable_text

MOST_SHOWN = 8
_VERDICTS = {
    "same": "The figures are the same: there is nothing to explain.",
    "one rule": "One rule explains the difference:",
    "two rules": "No one rule explains the difference. Two together do:",
    "none": "None of them: no rule by which tools differ, and no two of them, gives these figures.",
}
_FIGURES = {"attendance": "attendance", "persistent": "persistent absence"}
_SUMS = ("sessions_possible", "sessions_attended", "sessions_authorised", "sessions_unauthorised")


def show_reconciliation(contract: dict[str, Any], format: str, output: Path | None) -> None:
    """Print the contract of ``reconcile_dict`` as a table, JSON or CSV, or write it to a file."""
    if format == "json":
        print_or_write(json_text(contract), output)
    elif format == "csv":
        print_or_write(reconciliation_csv(contract), output, encoding="utf-8-sig")
    else:
        print_or_write(reconciliation_text(contract), output)


def reconciliation_text(contract: dict[str, Any]) -> str:
    """Return the answer as lines: the verdict first, then the numbers of what was tried."""
    schools = ", ".join(showable_text(name) for name in contract["schools"])
    lines = [f"{schools}, {contract['from']} to {contract['as_of']}, both included"]
    if contract["figures"]:
        lines += ["", *_figures(contract["figures"])]
    if contract["totals"]:
        lines += ["", *_totals(contract["totals"])]
    lines += [""] + contract["notes"] if contract["notes"] else []
    pieces = [piece for line in lines for part in line.split("\n") for piece in _wrapped(part)]
    return "\n".join(pieces) + "\n"


def _figures(found: dict[str, Any]) -> list[str]:
    names = [name for name in _FIGURES if f"{name}_percent" in found["asked"]]
    lines = []
    for name in names:
        asked, ours = found["asked"][f"{name}_percent"], found["ours"]
        lines.append(f"{_FIGURES[name].capitalize()}: theirs {asked}, ours {_number(ours, name)}")
    lines += ["", _VERDICTS[found["verdict"]]]
    lines += _listed(found["explained_by"], names)
    for name, alone in found["explained_apart"].items():
        if alone:
            lines += [f"For {_FIGURES[name]} alone:", *_listed(alone, names)]
    if found["near"]:
        nearer = "Nearer than ours, without explaining it" if found["explained_by"] else "Nearer than ours"
        lines += ["", f"{nearer}:", *_listed(found["near"], names)]
    if found["verdict"] == "two rules" and len(found["explained_by"]) > 1:
        lines += [
            "",
            "Several fit. The file of the tool's own totals by pupil tells them apart: --totals FILE.",
        ]
    if found["verdict"] == "none":
        lines += ["", f"Tried: {len(found['tried'])} rules, and {found['pairs_tried']:,} pairs of them."]
        lines.append("Compare the totals pupil by pupil with --totals FILE, or the marks themselves.")
    return lines


def _listed(tried: list[dict[str, Any]], names: list[str]) -> list[str]:
    lines = []
    for one in tried[:MOST_SHOWN]:
        lines.append("  - " + ";\n    and ".join(_says(rule) for rule in one["rules"]))
        lines.append("    " + "; ".join(f"{_FIGURES[name]} {_number(one, name)}" for name in names))
        lines += [f"    (attendctl: {rule['ours']})" for rule in one["rules"]]
    more = len(tried) - MOST_SHOWN
    return [*lines, f"  and {more} more: --format json lists them all"] if more > 0 else lines


def _says(rule: dict[str, Any]) -> str:
    return f"{rule['says']} ({rule['day']})" if rule["day"] else rule["says"]


def _number(one: dict[str, Any], name: str) -> str:
    percent, exact = one[f"{name}_percent"], one[f"{name}_to_four_decimals"]
    if percent is None:
        return "–"
    of = (
        f"{one['sessions_attended']:,} of {one['sessions_possible']:,} sessions"
        if name == "attendance"
        else f"{one['pupils_persistent']:,} of {one['pupils_counted']:,} pupils"
    )
    return f"{percent} ({exact}; {of})"


def _totals(found: dict[str, Any]) -> list[str]:
    lines = [
        f"{found['file']}: {_pupils(range(found['pupils_in_both']))} in the file and in the register, "
        f"{found['pupils_agreeing']} of them with the same totals.",
        f"The whole file: {_sums(found['stated'])}. The whole register: {_sums(found['ours'])}.",
    ]
    for group in found["groups"]:
        says = "; and ".join(_says(rule) for rule in group["rules"])
        lines += ["", f"{_pupils(group['pupils'])}: {says}"]
        lines += [f"  {_pupil(one)}" for one in group["pupils"][:MOST_SHOWN]]
        lines += _and_more(group["pupils"])
    if found["unexplained"]:
        lines += ["", f"{_pupils(found['unexplained'])}: no rule and no two rules explain the difference"]
        lines += [f"  {_pupil(one)}" for one in found["unexplained"][:MOST_SHOWN]]
        lines += _and_more(found["unexplained"])
    if found["not_in_register"]:
        rows = ", ".join(str(row["line"]) for row in found["not_in_register"][:MOST_SHOWN])
        count = len(found["not_in_register"])
        lines += [
            "",
            f"{count} of the file's rows are of no pupil in the register, or of several: line {rows}",
        ]
        lines += _and_more(found["not_in_register"])
    if found["not_in_file"]:
        left = sum(not pupil["on_roll"] for pupil in found["not_in_file"])
        lines += [
            "",
            f"{_pupils(found['not_in_file'])} of the register not in the file; {left} of them left.",
        ]
    return lines


def _and_more(rows: list[Any]) -> list[str]:
    more = len(rows) - MOST_SHOWN
    return [f"  and {more} more: --format json lists them all"] if more > 0 else []


def _pupils(pupils: Sequence[Any]) -> str:
    return "1 pupil" if len(pupils) == 1 else f"{len(pupils)} pupils"


def _pupil(one: dict[str, Any]) -> str:
    name = ", ".join(part for part in (one["surname"], one["forename"]) if part)
    number = one["upn"] or one["admission_number"] or ""
    differing = [
        f"{total.removeprefix('sessions_')} {one['stated'][total]} (ours {one['ours'][total]})"
        for total in _SUMS
        if one["stated"][total] not in (None, one["ours"][total])
    ]
    return f"{showable_text(f'{name} {number}'.strip())}: {', '.join(differing)}"


def _sums(sums: dict[str, Any]) -> str:
    parts = [f"{name.removeprefix('sessions_')} {sums[name]}" for name in _SUMS if sums[name] is not None]
    return ", ".join(parts) or "not stated in full"


def _wrapped(line: str) -> list[str]:
    indent = len(line) - len(line.lstrip())
    return textwrap.wrap(line, FILE_WIDTH, subsequent_indent=" " * (indent + 2)) or [""]


def reconciliation_csv(contract: dict[str, Any]) -> str:
    """Return one row a way of counting that was tried, and one a pupil whose totals differ. No formula."""
    text = io.StringIO()
    header = ["kind", "rules", "says", "explains", "attendance_percent", "persistent_percent"]
    header += ["pupils_counted", "pupils_persistent", *_SUMS]
    header += [f"stated_{name}" for name in _SUMS]
    header += ["school", "upn", "admission_number", "surname", "forename", "line"]
    writer = csv.DictWriter(text, header, extrasaction="ignore", lineterminator="\r\n", restval="")
    writer.writeheader()
    for row in _csv_rows(contract):
        writer.writerow(
            {name: cell if isinstance(cell, int) else plain_text_cell(cell) for name, cell in row.items()}
        )
    return text.getvalue()


def _csv_rows(contract: dict[str, Any]) -> list[dict[str, Any]]:
    rows = []
    if figures := contract["figures"]:
        pairs = [one for one in figures["explained_by"] if len(one["rules"]) > 1]
        for kind, tried in (
            ("ours", [figures["ours"]]),
            ("one rule", figures["tried"]),
            ("two rules", pairs),
        ):
            for one in tried:
                rows.append({**one, **_rules(one["rules"]), "kind": kind, "explains": _yes(one["explains"])})
    if totals := contract["totals"]:
        for group in [*totals["groups"], {"rules": [], "pupils": totals["unexplained"]}]:
            for pupil in group["pupils"]:
                stated = {f"stated_{name}": pupil["stated"][name] for name in _SUMS}
                rules = _rules(group["rules"])
                explained = _yes(bool(group["rules"]))
                rows.append(
                    {**pupil, **pupil["ours"], **stated, **rules, "kind": "pupil", "explains": explained}
                )
    unwanted = ("stated", "ours", "off_by", "attendance_to_four_decimals", "persistent_to_four_decimals")
    dropped = {*unwanted}
    return [{name: cell for name, cell in row.items() if name not in dropped} for row in rows]


def _rules(rules: list[dict[str, Any]]) -> dict[str, str]:
    return {
        "rules": " + ".join(rule["key"] for rule in rules),
        "says": " and ".join(_says(rule) for rule in rules),
    }


def _yes(value: bool) -> str:
    return "yes" if value else "no"
