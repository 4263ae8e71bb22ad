"""Imports go one way: content knows no database, storage no bot, nobody but the wiring knows the handlers."""

import ast
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.support.code import PACKAGES, imported, modules

MAY_IMPORT = {
    "content": {"content"},
    "storage": {"content", "storage"},
    "bot": {"content", "storage", "bot"},
    "handlers": {"content", "storage", "bot", "handlers"},
}
CONTENT_LIBRARIES = {"pydantic", "yaml", "jinja2", "markupsafe", "babel", "phonenumbers", "pydantic_core"}


@pytest.mark.slow
def test_layers_only_look_down() -> None:
    for path in modules():
        for name in imported(path):
            top = name.split(".")[0]
            if top in PACKAGES - MAY_IMPORT[path.parts[0]]:
                assert (path.as_posix(), top) == ("bot/app.py", "handlers"), f"{path} imports {name}"


def test_only_storage_knows_sql() -> None:
    for path in modules():
        if path.parts[0] != "storage":
            assert not [name for name in imported(path) if name.startswith("sqlalchemy")], path


def test_no_feature_knows_the_handlers_of_another() -> None:
    for path in modules():
        if path.parts[0] == "handlers" and path.as_posix() != "handlers/__init__.py":
            others = [
                name
                for name in imported(path)
                if name.startswith("handlers.") and not name.startswith(f"handlers.{path.parts[1]}.")
            ]
            assert not others, f"{path} imports {others}"


def test_only_the_command_line_knows_the_demo() -> None:
    for path in modules():
        if "demo" not in path.parts and path.as_posix() != "bot/__main__.py":
            assert not [name for name in imported(path) if name.startswith("bot.demo")], path


def test_content_stands_on_few_libraries() -> None:
    for path in modules():
        if path.parts[0] == "content":
            libraries = {name.split(".")[0] for name in imported(path)} - set(sys.stdlib_module_names) - {"content"}
            assert libraries <= CONTENT_LIBRARIES, f"{path}: {libraries}"


@pytest.mark.slow
def test_nothing_is_read_from_the_clock_but_by_the_clock() -> None:
    for path in modules():
        calls = [
            node
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Attribute)
            and node.attr in {"now", "utcnow", "today"}
            and isinstance(node.value, ast.Name)
            and node.value.id in {"datetime", "date"}
        ]
        assert not calls or path.as_posix() == "bot/clock.py", path


def _package(name: str) -> str:
    """Of a module of ours: its folder; what lies beside folders, as the composition root does, is a room of its own."""
    path = Path(*name.split("."))
    while not path.with_suffix(".py").exists() and not path.is_dir():
        path = path.parent  # a name out of a module
    folder = path if path.is_dir() else path.parent
    has_rooms = any((other / "__init__.py").exists() for other in folder.iterdir())
    return (path if has_rooms else folder).as_posix()


def packages() -> dict[str, set[str]]:
    """Which package imports which others."""
    known: dict[str, set[str]] = {}
    for path in modules():
        own = _package(".".join(path.with_suffix("").parts))
        others = {_package(name) for name in imported(path) if name.split(".")[0] in PACKAGES}
        known[own] = known.get(own, set()) | others - {own}
    return known


def test_a_revision_of_the_schema_says_itself_what_it_needs() -> None:
    revisions = sorted(Path("storage/migrations/versions").glob("*.py"))
    assert revisions
    for revision in revisions:
        assert not [name for name in imported(revision) if name.split(".")[0] in PACKAGES], revision


@pytest.mark.slow
def test_packages_import_each_other_in_no_circle() -> None:
    try:
        TopologicalSorter(packages()).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


@pytest.mark.parametrize("framework", ["bot/ui", "bot/telegram", "bot/payloads"])
@pytest.mark.slow
def test_the_framework_knows_no_service(framework: str) -> None:
    known = {name for package, names in packages().items() if package.startswith(framework) for name in names}
    assert known
    assert not [name for name in known if name.startswith("bot/services")]
