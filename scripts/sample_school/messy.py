"""One small file for each thing that goes wrong with exports, and what must be said about it.

``expected.toml`` beside the files is written from the same declarations, so
that a test (and a reader) can walk them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scripts.sample_school.messy_containers import MESSY_CONTAINERS
from scripts.sample_school.messy_layouts import MESSY_LAYOUTS
from scripts.sample_school.messy_rows import MESSY_ROWS


@dataclass(frozen=True)
class _Toml:
    key: str
    value: object

    def __str__(self) -> str:
        if isinstance(self.value, list):
            return f"{self.key} = [{', '.join(repr(item) for item in self.value)}]"
        if isinstance(self.value, str):
            return f"{self.key} = '{self.value}'"
        return f"{self.key} = {self.value}"


def messy_files() -> Iterator[tuple[str, bytes]]:
    """Yield every messy file, and the index of what is expected of each."""
    index = [
        "# What each file is and what attendctl import must do with it. Written by make sample.",
        "# exit: the status. says: a pattern found in what is printed. marks: how many marks are new.",
        "# line, column: where the fault is; the line in the file (for a sheet, its row), 1 the first.",
    ]
    everything = (*MESSY_ROWS, *MESSY_LAYOUTS, *MESSY_CONTAINERS)
    for messy in sorted(everything, key=lambda messy: messy.file):
        yield f"messy/{messy.file}", messy.content
        index += ["", "[[file]]", str(_Toml("file", messy.file)), str(_Toml("fault", messy.fault))]
        index += [str(_Toml("exit", messy.exit))]
        for key in ("says", "line", "column", "marks", "options"):
            if value := getattr(messy, key):
                index.append(str(_Toml(key, value)))
    yield "messy/expected.toml", ("\n".join(index) + "\n").encode()
