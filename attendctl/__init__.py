"""attendctl: attendance registers to reports and letters, for schools in England.

The command line is in ``attendctl.cli``. For notebooks, see ``attendctl.frames``.
"""

from __future__ import annotations

__version__ = "0.1.0"
