"""Build the wheel and the sdist, install the wheel alone, and run its command from an empty folder.

``make wheel``. The fresh environment has only our wheel; what attendctl depends
on is lent from the environment that runs this script, so nothing is downloaded
and a module missing from the wheel cannot hide behind the checkout.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MUST_BE_IN_THE_WHEEL = (
    "attendctl/py.typed",
    "attendctl/_shipped/templates/attendctl.toml",
    "attendctl/_shipped/sample_data/attendctl.toml",
    "attendctl/_shipped/sample_data/marks.csv",
    "attendctl/_shipped/sample_data/pupils.csv",
    "attendctl/_shipped/sample_data/contacts.csv",
)
DATA = (".csv", ".toml", ".sql", ".typ", ".jinja", ".md", ".html", ".css", ".js")


def _run(*command: str | Path, folder: Path, environment: dict[str, str] | None = None) -> str:
    done = subprocess.run(
        [str(word) for word in command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        words = " ".join(map(str, command))
        sys.exit(f"{words} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def _build(into: Path) -> tuple[Path, Path]:
    _run(sys.executable, "-m", "build", "--no-isolation", "--outdir", into, ROOT, folder=ROOT)
    return next(into.glob("*.whl")), next(into.glob("*.tar.gz"))


def _check_contents(wheel: Path, sdist: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    package = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "attendctl").rglob("*")
        if path.suffix in (".py", *DATA) and "_shipped" not in path.parts
    }
    shipped = {
        f"attendctl/_shipped/{path.relative_to(ROOT).as_posix()}"
        for folder in ("templates", "sample_data")
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
    }
    missing = sorted((package | shipped | set(MUST_BE_IN_THE_WHEEL)) - inside)
    if missing:
        sys.exit("The wheel lacks: " + ", ".join(missing))
    with tarfile.open(sdist) as archive:
        names = {name.split("/", 1)[-1] for name in archive.getnames()}
    lacking = [name for name in ("Makefile", "constraints.txt", "README.md", "LICENSE") if name not in names]
    if lacking:
        sys.exit("The sdist lacks: " + ", ".join(lacking))


def _install(wheel: Path, into: Path) -> Path:
    """Return the folder of commands of a new environment that holds our wheel and lent dependencies."""
    venv.create(into, with_pip=False)
    scripts = into / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / ("python.exe" if os.name == "nt" else "python")
    pip = (sys.executable, "-m", "pip", "--python", python)
    _run(*pip, "install", "--quiet", "--no-deps", "--no-index", wheel, folder=into)
    where = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = Path(_run(python, "-c", where, folder=into).strip())
    # A plain line in a .pth adds a folder without reading that folder's own .pth files,
    # so the editable checkout does not come along.
    (site / "lent_dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    installed = f"import attendctl; assert {str(site)!r} in attendctl.__file__, attendctl.__file__"
    _run(python, "-c", installed, folder=into)
    return scripts


def main() -> None:
    """Check the wheel from building to its first letters."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wheel, sdist = _build(folder / "dist")
        _check_contents(wheel, sdist)
        command = _install(wheel, folder / "venv") / "attendctl"
        empty = folder / "empty"
        empty.mkdir()
        environment = {key: os.environ[key] for key in os.environ if not key.startswith("ATTENDCTL_")}
        version = _run(command, "--version", folder=empty, environment=environment).strip()
        printed = _run(command, "demo", folder=empty, environment=environment)
        letters = list((empty / "demo").rglob("*.pdf"))
        if not letters or "Fernbrook" not in printed:
            sys.exit(f"The demo of the wheel wrote {len(letters)} letters and said:\n{printed}")
        size = f"{wheel.stat().st_size:,} bytes"
        print(f"{wheel.name}, {size}: {version}; its demo wrote {len(letters)} PDFs")


if __name__ == "__main__":
    main()
