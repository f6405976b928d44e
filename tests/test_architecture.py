"""The house stands as drawn: arrows point down, each library has one door, files stay short, the manual is complete."""

import ast
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.main import get_command

import planner
from planner.cli import app
from planner.core.project.keys import LISTS, TABLES
from planner.settings import Settings

PACKAGE = Path(planner.__file__).parent
ROOT = PACKAGE.parent
SOURCES = sorted(PACKAGE.rglob("*.py"))
NAMES = [str(path.relative_to(PACKAGE)) for path in SOURCES]

DOORS = {
    "alembic": "store",
    "charset_normalizer": "workbooks",
    "dbos": "jobs.py",
    "defusedxml": "workbooks",
    "fastapi": "web",
    "highspy": "optimiser",
    "holidays": "reference",
    "icalendar": "calendars.py",
    "itsdangerous": "web",
    "jinja2": "web",
    "markupsafe": "web",
    "netaddr": "reference",
    "numpy": "optimiser",
    "openpyxl": "workbooks",
    "platformdirs": "settings.py",
    "pulp": "optimiser",
    "pydantic_settings": "settings.py",
    "python_calamine": "workbooks",
    "rapidfuzz": "reference",
    "rich": "cli",
    "sqlalchemy": "store",
    "sqlmodel": "store",
    "starlette": "web",
    "typer": "cli",
    "uvicorn": "web",
    "xlsxwriter": "workbooks",
}
"""Library → the one room that may import it."""

EVERYWHERE = {"planner", "pydantic"}
"""Pydantic is the data model of settings, store and pages alike; it opens no file and no connection."""

FLOORS = {
    "core": set[str](),
    "bundled.py": set[str](),
    "settings.py": {"core"},
    "files.py": {"core"},
    "calendars.py": {"core", "files.py"},
    "reference": {"core"},
    "workbooks": {"core"},
    "optimiser": {"core"},
    "reviewing.py": {"core", "files.py", "reference", "workbooks"},
    "bench": {"core", "reference", "workbooks", "reviewing.py"},
    "pipeline.py": {"core", "files.py", "calendars.py", "reference", "workbooks", "optimiser", "reviewing.py"},
    "why.py": {"core", "files.py", "reference", "reviewing.py"},
    "packing.py": {"core", "files.py", "reference"},
    "store": {"core", "settings.py"},
    "work.py": {"core", "settings.py", "store"},
    "jobs.py": {"core", "settings.py", "store", "pipeline.py", "work.py"},
    "web": {"core", "settings.py", "store", "jobs.py", "pipeline.py", "bundled.py", "work.py", "why.py", "packing.py"},
    "cli": {
        "core",
        "files.py",
        "settings.py",
        "store",
        "jobs.py",
        "pipeline.py",
        "bench",
        "bundled.py",
        "web",
        "why.py",
        "packing.py",
    },
}
"""Room → the rooms below it that it may use."""


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")
            if node.module == "planner":
                yield from (f"planner.{alias.name}" for alias in node.names)


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0]


def room_of(module: str) -> str | None:
    """The room a ``planner.…`` import leads into; None for the package itself."""
    parts = module.split(".")
    if len(parts) < 2:
        return None
    return parts[1] if (PACKAGE / parts[1]).is_dir() else f"{parts[1]}.py"


@pytest.mark.parametrize("path", SOURCES, ids=NAMES)
def test_each_library_has_one_door(path: Path) -> None:
    used = {name.partition(".")[0] for name in imports(path)}
    assert {library for library in used if DOORS.get(library, room(path)) != room(path)} == set()


@pytest.mark.parametrize("path", SOURCES, ids=NAMES)
def test_every_library_in_use_has_a_door(path: Path) -> None:
    used = {name.partition(".")[0] for name in imports(path)}
    assert used - set(DOORS) - set(sys.stdlib_module_names) - EVERYWHERE == set()


@pytest.mark.parametrize("path", [path for path in SOURCES if room(path) == "core"], ids=str)
def test_core_imports_only_itself_and_the_standard_library(path: Path) -> None:
    outside = {name for name in imports(path) if not name.startswith("planner.core")}
    assert {name.partition(".")[0] for name in outside} <= set(sys.stdlib_module_names)


@pytest.mark.parametrize("path", [path for path in SOURCES if room(path) in FLOORS], ids=str)
def test_arrows_point_down(path: Path) -> None:
    reached = {found for name in imports(path) if name.startswith("planner") and (found := room_of(name))}
    assert reached - FLOORS[room(path)] - {room(path)} == set()


def test_every_room_stands_on_a_floor() -> None:
    assert {room(path) for path in SOURCES} - {"__init__.py", "__main__.py"} == set(FLOORS)


STAGES = ("columns", "rows", "flagging", "eligibility", "costing", "packages", "scheduling", "summary")


@pytest.mark.parametrize("path", [path for path in SOURCES if room(path) == "core"], ids=str)
def test_stages_of_the_core_never_call_each_other(path: Path) -> None:
    stage = path.relative_to(PACKAGE / "core").parts[0].removesuffix(".py")
    if stage not in STAGES:
        return
    reached = {name.split(".")[2] for name in imports(path) if name.startswith("planner.core.")}
    allowed = {"columns"} if stage == "rows" else set()
    assert (reached & set(STAGES)) - {stage} - allowed == set()


@pytest.mark.parametrize("path", SOURCES, ids=NAMES)
def test_no_file_is_longer_than_400_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def functions() -> Iterator[tuple[str, int]]:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{path.name}:{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


def test_the_median_function_is_under_ten_lines_and_none_is_over_sixty() -> None:
    sizes = dict(functions())
    assert statistics.median(sizes.values()) < 10
    assert {name: size for name, size in sizes.items() if size > 60} == {}


def commands() -> list[str]:
    group = get_command(app)
    found = []
    for name, command in sorted(group.commands.items()):  # type: ignore[attr-defined]  # the app is a command group
        inner = getattr(command, "commands", None)
        found += [f"{name} {sub}" for sub in sorted(inner)] if inner else [name]
    return found


@pytest.mark.parametrize("command", commands())
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"planner {command}" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("setting", sorted(Settings.model_fields))
def test_every_setting_is_in_the_readme(setting: str) -> None:
    field = Settings.model_fields[setting]
    variable = str(field.validation_alias or f"PLANNER_{setting.upper()}")
    assert variable in (ROOT / "README.md").read_text(encoding="utf-8")


def project_keys() -> list[str]:
    tables = [*TABLES.values(), *LISTS.values()]
    return sorted({key.name for keys in tables for key in keys} | {"on", "amount"})


@pytest.mark.parametrize("key", project_keys())
def test_every_key_of_a_project_file_is_in_the_readme(key: str) -> None:
    assert f"`{key}`" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_lock_file_holds_only_the_public_indexs_addresses() -> None:
    text = (ROOT / "uv.lock").read_text(encoding="utf-8")
    hosts = {part.split("/")[0] for part in text.split("https://")[1:]}
    assert hosts == {"pypi.org", "files.pythonhosted.org"}
