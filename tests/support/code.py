"""Modules of the code, what they import and the names in them, for tests of the code itself and of the documents."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PACKAGES = {"content", "storage", "bot", "handlers"}
LAYERS = ("bot", "content", "handlers", "storage", "tests/support")


def modules() -> list[Path]:
    return [path for package in sorted(PACKAGES) for path in sorted(Path(package).rglob("*.py"))]


@cache
def imported(path: Path) -> frozenset[str]:
    """Full names of what a module imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(names)


def _files() -> Iterator[Path]:
    for layer in LAYERS:
        yield from Path(layer).rglob("*.py")


@cache
def defined_in(path: Path) -> frozenset[str]:
    """Classes, functions, fields, and words that the code gives a meaning: tables, columns."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                names.add(name)
            case ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]):
                names.add(name)
            case ast.Call(func=ast.Name(id="Table" | "Column"), args=[ast.Constant(value=str(name)), *_]):
                names.add(name)
    return frozenset(names)


@cache
def defined_names() -> frozenset[str]:
    """Those of all files, and modules and packages."""
    names: set[str] = set()
    for path in _files():
        names |= {path.stem, path.parent.name} | defined_in(path)
    return frozenset(names)


@cache
def names_in_code() -> frozenset[str]:
    """Those, and everything that is only used: names of libraries, arguments, single words in quotation marks."""
    names: set[str] = set(defined_names())
    for path in _files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name) | ast.keyword(arg=str(name)):
                    names.add(name)
                case ast.Constant(value=str(name)) if name.isidentifier():
                    names.add(name)
                case ast.alias(name=name):
                    names |= set(name.split("."))
    return frozenset(names)
