"""The README is held to its word."""

import re
import subprocess
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.settings import Settings

README = Path("README.md").read_text(encoding="utf-8")
TARGETS = sorted(set(re.findall(r"\bmake (\w+)", README)) - {"and"})
COMMANDS = sorted(set(re.findall(r"python -m bot ([\w-]+)", README)))


def test_the_pictures_are_there() -> None:
    for picture in re.findall(r"!\[[^]]+]\(([^)]+)\)", README):
        assert Path(picture).stat().st_size > 10_000


def test_it_names_targets_and_commands() -> None:
    assert {"demo", "test", "run", "check", "bench"} <= set(TARGETS)
    assert {"check", "demo", "migrate"} <= set(COMMANDS)


@pytest.mark.parametrize("target", TARGETS)
def test_every_make_target_exists(target: str) -> None:
    result = subprocess.run(["make", "--dry-run", target], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_exists(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([command, "--help"])
    assert stopped.value.code == 0
    assert command in capsys.readouterr().out


@pytest.mark.parametrize(
    ("command", "option"),
    [
        (command, option)
        for command, rest in re.findall(r"`python -m bot ([\w-]+)([^`]*)`", README)
        for option in re.findall(r"--\w+", rest)
    ],
)
def test_every_option_is_real(command: str, option: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([command, "--help"])
    assert option in capsys.readouterr().out


def test_every_setting_is_explained() -> None:
    for name in Settings.model_fields:
        assert name.upper() in README


def test_every_dependency_has_its_line() -> None:
    project = Path("pyproject.toml").read_text(encoding="utf-8")
    wanted = project.partition("dependencies = [")[2].partition("\n]")[0]
    for name in re.findall(r'"([a-z-]+)', wanted):
        assert name.lower() in README.lower(), name
