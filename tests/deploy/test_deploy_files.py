"""What runs the bot elsewhere: files that are named are there, settings that are set exist, and nothing runs as root.

No container is started here; units are checked by systemd's own tools where the machine has them.
"""

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from dockerfile_parse import DockerfileParser

from bot.delivery import worker
from bot.settings import Settings
from bot.telegram import receiving

DEPLOY = Path("deploy")
UNITS = sorted((DEPLOY / "systemd").iterdir())
SERVICES = [path for path in UNITS if path.suffix == ".service"]
SETTINGS = {name.upper() for name in Settings.model_fields}
MOST_EXPOSED = "20"
"""In tenths, by `systemd-analyze security`: 2.0 of 10."""


def dockerfile() -> DockerfileParser:
    return DockerfileParser(fileobj=io.BytesIO((DEPLOY / "Dockerfile").read_bytes()))


def instructions(name: str) -> list[str]:
    return [each["value"] for each in dockerfile().structure if each["instruction"] == name]


def test_what_the_image_takes_is_there_and_not_ignored() -> None:
    kept = re.findall(r"^!(\S+)$", Path(".dockerignore").read_text(encoding="utf-8"), re.MULTILINE)
    copied = {each.split()[0] for each in instructions("COPY") if not each.startswith("--from")}
    assert copied == set(kept)
    assert all(Path(each).exists() for each in copied)
    assert {path.parent.name for path in Path().glob("*/__init__.py")} - {"tests"} <= copied, "every layer"


def test_the_image_has_two_stages_and_no_root() -> None:
    assert len(instructions("FROM")) == 2
    assert instructions("USER") == ["10001:10001"]
    assert "--require-hashes" in instructions("RUN")[0]


def test_the_image_is_asked_where_it_listens() -> None:
    environment = dockerfile().envs
    (health,) = instructions("HEALTHCHECK")
    assert f"127.0.0.1:{environment['MONITORING_PORT']}/livez" in health
    ours = {name for name in environment if name in SETTINGS}
    assert ours == {"DATABASE_URL", "BACKUP_DIR", "MONITORING_PORT", "LOG_FORMAT"}


def compose(name: str) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((DEPLOY / name).read_text(encoding="utf-8"))
    return read


def test_the_composition_names_what_is_there() -> None:
    plain, webhook = compose("compose.yaml"), compose("compose.webhook.yaml")
    build = plain["services"]["bot"]["build"]
    assert (DEPLOY / build["context"] / build["dockerfile"]).exists()
    assert set(plain["secrets"]) == set(plain["services"]["bot"]["secrets"]) == {"bot_token"}
    assert set(webhook["services"]["bot"]["environment"]) <= SETTINGS
    (caddyfile, _, _) = webhook["services"]["caddy"]["volumes"][0].split(":")
    assert (DEPLOY / caddyfile).exists()
    volumes = {volume.split(":")[0] for part in (plain, webhook) for volume in _named(part)}
    assert volumes == set(plain["volumes"]) | set(webhook["volumes"])


def _named(part: dict[str, Any]) -> Iterator[str]:
    for service in part["services"].values():
        yield from (volume for volume in service.get("volumes", []) if not volume.startswith("."))


def test_what_is_in_front_reaches_the_webhook() -> None:
    environment = compose("compose.webhook.yaml")["services"]["bot"]["environment"]
    path = "/" + environment["WEBHOOK_URL"].rpartition("/")[2]
    port = environment["WEBHOOK_PORT"]
    for name in ("Caddyfile", "nginx.conf"):
        text = (DEPLOY / "web" / name).read_text(encoding="utf-8")
        assert path in text
        assert f"127.0.0.1:{port}" in text


def test_a_container_may_do_nothing_else() -> None:
    bot = compose("compose.yaml")["services"]["bot"]
    assert bot["read_only"]
    assert bot["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in bot["security_opt"]


def options(path: Path) -> list[tuple[str, str]]:
    return re.findall(r"^(\w+)=(.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("path", SERVICES, ids=str)
def test_a_unit_sets_settings_that_exist(path: Path) -> None:
    named = {value.split("=")[0] for name, value in options(path) if name == "Environment"}
    named |= {value.split(":")[0].upper() for name, value in options(path) if name == "LoadCredential"}
    assert named
    assert named <= SETTINGS


def test_a_stop_has_time_to_finish() -> None:
    wanted = receiving.SECONDS_TO_STOP + worker.SECONDS_TO_STOP
    given = dict(options(DEPLOY / "systemd" / "grant-assistant.service"))["TimeoutStopSec"]
    assert int(given) >= max(30, wanted)
    grace = compose("compose.yaml")["services"]["bot"]["stop_grace_period"]
    assert int(grace.removesuffix("s")) >= max(30, wanted)


@pytest.fixture
def at_home(tmp_path: Path) -> list[str]:
    """The units, as they would stand on a machine where the bot is installed here."""
    here = {"/opt/grant-assistant": str(Path.cwd()), "User=grant-assistant": "User=root", "Group=grant-assistant": ""}
    for path in UNITS:
        text = path.read_text(encoding="utf-8")
        for there, instead in here.items():
            text = text.replace(there, instead)
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    return [str(tmp_path / path.name) for path in UNITS]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd here")
def test_systemd_understands_the_units(at_home: list[str]) -> None:
    said = subprocess.run(["systemd-analyze", "verify", *at_home], capture_output=True, text=True, check=False)
    assert (said.returncode, said.stderr) == (0, "")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd here")
@pytest.mark.parametrize("path", SERVICES, ids=str)
def test_a_unit_is_hardly_exposed(path: Path) -> None:
    command = ["systemd-analyze", "security", "--offline=true", f"--threshold={MOST_EXPOSED}", str(path)]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout.splitlines()[-1]
