"""Write the pages of docs/ that are made from what they describe: ``make docs``."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts.reference.commands import commands_page  # noqa: E402
from scripts.reference.layouts import layouts_page  # noqa: E402
from scripts.reference.letter_fields import letter_fields_page  # noqa: E402
from scripts.reference.policies import policies_page  # noqa: E402

PAGES = {
    "docs/commands.md": commands_page,
    "docs/layouts.md": layouts_page,
    "docs/letter-fields.md": letter_fields_page,
    "docs/policies.md": policies_page,
}

if __name__ == "__main__":
    for name, page in PAGES.items():
        (ROOT / name).write_text(page(), encoding="utf-8")
        print(f"wrote {name}")
