"""The pages made for readers beside the JSON of the same report, each command a whole process."""

from __future__ import annotations

from pathlib import Path

from benchmarks.whole_process import Pair, Run, run_once

READERS = {
    "class.xlsx": ("--week", "--for", "class", "--format", "xlsx"),
    "leadership.xlsx": ("--week", "--for", "leadership", "--format", "xlsx"),
    "page.html": ("--format", "html"),
    "governors.pdf": ("--for", "governors", "--term", "--format", "pdf"),
    "newsletter.pdf": ("--for", "newsletter", "--format", "pdf"),
}
"""The words of ``attendctl report`` for each file."""


def pages_beside_report(report: list[str], folder: Path, *, times: int) -> dict[str, Pair]:
    """Time every reader's pages against the JSON of the report, in turn, after one warm-up.

    Args:
        report: the words that run ``attendctl report`` on one ledger.
        folder: where the files go.
        times: counted runs of each.

    Returns:
        A pair of each file, by its name, and one of ``all``: the five together.
    """
    folder.mkdir(parents=True, exist_ok=True)
    ours: dict[str, list[Run]] = {name: [] for name in (*READERS, "all")}
    theirs: list[Run] = []
    for _ in range(times + 1):
        theirs.append(run_once([*report, "--format", "json"]))
        pages = {
            name: run_once([*report, *words, "--output", str(folder / name)])
            for name, words in READERS.items()
        }
        pages["all"] = Run(
            sum(run.seconds for run in pages.values()), max(run.peak_bytes for run in pages.values())
        )
        for name, run in pages.items():
            ours[name].append(run)
    return {name: Pair(runs[1:], theirs[1:]) for name, runs in ours.items()}


def leadership_workbook(report: list[str], folder: Path) -> Run:
    """Write the leadership workbook of all schools of a ledger once.

    Args:
        report: the words that run ``attendctl report`` on the ledger.
        folder: where the file goes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return run_once([*report, *READERS["leadership.xlsx"], "--output", str(folder / "trust.xlsx")])
