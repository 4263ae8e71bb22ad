"""Two lists of pinned packages: what running needs is a part of the other, with the same versions and hashes."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

PROJECT = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))


def pins(path: str) -> Mapping[str, str]:
    """Each package with its version, marker and hashes, as they are written."""
    entries = re.split(r"^(?=[a-z0-9])", Path(path).read_text(encoding="utf-8"), flags=re.MULTILINE)
    found = {}
    for entry in entries[1:]:
        name = re.match(r"[\w.-]+", entry)
        assert name is not None
        found[name[0]] = "".join(line for line in entry.splitlines() if not line.lstrip().startswith("#"))
    return found


RUN, EVERYTHING = pins("requirements-run.lock"), pins("requirements.lock")


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[^\w-]", each)[0] for each in requirements}


def test_both_agree() -> None:
    assert RUN
    assert {name: pin for name, pin in RUN.items() if EVERYTHING.get(name) != pin} == {}


def test_running_needs_every_dependency_and_no_tool() -> None:
    needed = names([*PROJECT["project"]["dependencies"], *PROJECT["project"]["optional-dependencies"]["postgres"]])
    assert needed <= RUN.keys()
    tools = names(PROJECT["dependency-groups"]["dev"]) - needed
    assert tools <= EVERYTHING.keys()
    assert tools & RUN.keys() == set()


def test_every_pin_has_a_hash_and_no_host() -> None:
    for pin in EVERYTHING.values():
        assert "==" in pin
        assert "--hash=sha256:" in pin
        assert "://" not in pin


def test_targets_install_what_they_need() -> None:
    makefile = Path("Makefile").read_text(encoding="utf-8")
    needs = dict(re.findall(r"^(\w+): \$\((\w+)\)$", makefile, re.MULTILINE))
    assert {name for name, ready in needs.items() if ready == "RUNS"} == {"run", "demo"}
    assert {name for name, ready in needs.items() if ready == "READY"} == {
        "test", "coverage", "check", "texts", "bench", "format", "picture", "lock",
    }  # fmt: skip
