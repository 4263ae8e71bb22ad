"""Imports go one way: content knows no database, storage no bot, nobody but the wiring knows the handlers."""

import ast
import sys
from pathlib import Path

PACKAGES = {"content", "storage", "bot", "handlers"}
MAY_IMPORT = {
    "content": {"content"},
    "storage": {"content", "storage"},
    "bot": {"content", "storage", "bot"},
    "handlers": {"content", "storage", "bot", "handlers"},
}
CONTENT_LIBRARIES = {"pydantic", "yaml", "jinja2", "markupsafe", "babel", "phonenumbers"}


def modules() -> list[Path]:
    return [path for package in sorted(PACKAGES) for path in sorted(Path(package).rglob("*.py"))]


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def test_layers_only_look_down() -> None:
    for path in modules():
        for name in imported(path):
            top = name.split(".")[0]
            if top in PACKAGES - MAY_IMPORT[path.parts[0]]:
                assert (path.as_posix(), top) == ("bot/app.py", "handlers"), f"{path} imports {name}"


def test_no_handler_file_knows_another() -> None:
    for path in modules():
        if path.parts[0] == "handlers":
            others = [name for name in imported(path) if name.startswith("handlers")]
            assert not others or path.name == "__init__.py", f"{path} imports {others}"


def test_only_the_command_line_knows_the_demo() -> None:
    for path in modules():
        if "demo" not in path.parts and path.as_posix() != "bot/__main__.py":
            assert not [name for name in imported(path) if name.startswith("bot.demo")], path


def test_content_stands_on_few_libraries() -> None:
    for path in modules():
        if path.parts[0] == "content":
            libraries = {name.split(".")[0] for name in imported(path)} - set(sys.stdlib_module_names) - {"content"}
            assert libraries <= CONTENT_LIBRARIES, f"{path}: {libraries}"


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
