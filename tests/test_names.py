"""Names say what they hold, and hold one thing: parameters, modules, classes."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

LAYERS = ("bot", "content", "handlers", "storage")
MOST_MODULES = 12
REVISIONS = "storage/migrations/versions"
"""They lie there in their order, and nobody looks for one by its name."""
SAY_NOTHING = {"of", "on", "at", "to", "one"}


def parsed(layer: str) -> Iterator[tuple[Path, ast.AST]]:
    for path in sorted(Path(layer).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            yield path, node


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.slow
def test_a_parameter_is_named_for_what_it_holds(layer: str) -> None:
    named = [(path, node.lineno, node.arg) for path, node in parsed(layer) if isinstance(node, ast.arg)]
    assert named
    assert not [place for place in named if place[-1] in SAY_NOTHING]


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.slow
def test_what_is_ours_has_one_name(layer: str) -> None:
    imported = [
        (path, node.lineno, alias.name, alias.asname)
        for path, node in parsed(layer)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
        if (getattr(node, "module", None) or alias.name).split(".")[0] in LAYERS
    ]
    assert imported
    assert not [place for place in imported if place[-1] is not None]


@pytest.mark.slow
def test_a_class_has_a_name_of_its_own() -> None:
    names = Counter(node.name for layer in LAYERS for _, node in parsed(layer) if isinstance(node, ast.ClassDef))
    assert not [name for name, times in names.items() if times > 1]


def test_a_folder_holds_what_one_takes_in_at_a_glance() -> None:
    folders = Counter(path.parent for layer in LAYERS for path in Path(layer).rglob("*.py") if path.stem != "__init__")
    assert {folder.as_posix() for folder, number in folders.items() if number > MOST_MODULES} == {REVISIONS}
