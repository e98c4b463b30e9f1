"""Write sample_data/ anew: ``make sample``. The same bytes every time, on every machine.

With a folder as the first word it writes there instead, for a comparison.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts.sample_school.everything import write_sample_data  # noqa: E402

if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "sample_data"
    written = write_sample_data(target)
    print(f"{len(written)} files, {sum(path.stat().st_size for path in written):,} bytes, in {target}")
