"""attendctl: attendance registers to reports and letters, for schools in England.

The command line is in ``attendctl.cli``. For notebooks there is one function,
``attendctl.open("attendance.duckdb")``: see ``attendctl.frames``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from attendctl.frames import open_attendance as open  # noqa: A004

__all__ = ["__version__", "open"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Bring in ``open`` when it is first asked for: importing attendctl stays cheap."""
    if name == "open":
        from attendctl.frames import open_attendance

        return open_attendance
    raise AttributeError(f"module 'attendctl' has no attribute {name!r}")
