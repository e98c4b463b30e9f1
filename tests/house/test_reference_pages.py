"""The pages of docs/ that are made from the program say what the program says now."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re

import pytest

import attendctl
from attendctl.errors import AttendctlError
from scripts.reference.commands import commands_page
from scripts.reference.layouts import layouts_page
from scripts.reference.letter_fields import letter_fields_page
from scripts.reference.policies import policies_page
from tests.house.sources import ROOT


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("docs/commands.md", commands_page),
        ("docs/layouts.md", layouts_page),
        ("docs/letter-fields.md", letter_fields_page),
        ("docs/policies.md", policies_page),
    ],
)
def test_page_is_current(name: str, page: object) -> None:
    assert callable(page)
    assert (ROOT / name).read_text(encoding="utf-8") == page(), f"{name} is out of date: run make docs"


def _faults() -> dict[str, type[AttendctlError]]:
    for module in pkgutil.walk_packages(attendctl.__path__, "attendctl."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    found: dict[str, type[AttendctlError]] = {}
    waiting: list[type[AttendctlError]] = [AttendctlError]
    while waiting:
        fault = waiting.pop()
        waiting += fault.__subclasses__()
        if not inspect.getmodule(fault).__name__.startswith("attendctl"):  # type: ignore[union-attr]
            continue
        assert fault.code not in found, (
            f"{fault.__name__} and {found[fault.code].__name__} share {fault.code}"
        )
        found[fault.code] = fault
    return found


def test_every_fault_has_a_code_of_its_own_and_a_line_in_the_list_of_messages() -> None:
    page = (ROOT / "docs/messages.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| `([A-Z]\d{3})` \| (\d) \|", page, flags=re.MULTILINE))
    faults = _faults()
    assert listed.keys() == faults.keys()
    for code, fault in faults.items():
        assert int(listed[code]) == fault.exit_status, code


def test_every_dependency_has_its_reason() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    page = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8")
    for requirement in wanted:
        package = re.split(r"[<>=\[ ]", requirement)[0]
        assert f"`{package}`" in page, package


def test_every_pinned_version_is_listed_with_what_brings_it() -> None:
    page = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8").lower().replace("_", "-")
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    for pin in pins:
        if pin.strip() and not pin.startswith("#"):
            package = pin.split("==")[0].lower().replace("_", "-")
            assert f"`{package}`" in page, package
