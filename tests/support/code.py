"""Names of the code, for tests of the documents that speak of it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

LAYERS = ("bot", "content", "handlers", "storage", "tests/support")


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
