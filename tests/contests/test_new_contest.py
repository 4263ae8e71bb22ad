"""The guide for whoever describes a contest, step by step: files from the chat, what is filled in or deleted."""

from pathlib import Path

import pytest

from bot.app import App
from bot.services.contests import upload
from content import bundles
from content.models import Contest
from tests.support.conversation import Phone
from tests.support.publishing import quick

STYLE = Path("tests/data/contests/2025-style")
GUIDES = [Path(f"docs/contest-author.{language}.md").read_text("utf-8") for language in ("ru", "kk")]


@pytest.fixture(autouse=True)
def _quick_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload, "faults", quick)


async def empty(owner: Phone) -> dict[str, str]:
    await owner.press("cdesk:2020-repeat")
    await owner.tap("Файлы конкурса", "Шаблон нового конкурса")
    return bundles.read(owner.received)


async def send(owner: Phone, files: dict[str, str]) -> None:
    await owner.press("cfiles:2020-repeat")
    await owner.send_file("2021-main.zip", bundles.pack("2021-main", files), "application/zip")


async def test_the_files_of_a_new_contest_come_from_the_chat(app: App, owner: Phone) -> None:
    files = await empty(owner)
    assert set(files) == set(Contest.model_fields)
    await send(owner, files)
    faults = owner.received.decode().splitlines()
    assert faults[0].startswith("contest.yaml:")
    assert "еще не заполнено" in faults[0]
    assert app.catalogue.get("2021-main") is None
    await send(owner, {name: text.replace("TODO ", "") for name, text in files.items()})
    assert "Новый конкурс: 2021-main" in owner.text
    await owner.tap("Опубликовать")
    assert app.catalogue.get("2021-main") is not None


async def test_what_the_guide_says_may_be_deleted_may_be(owner: Phone) -> None:
    """All but four files, and of the rest whatever is said not to be needed."""
    filled = {name: text.replace("TODO ", "") for name, text in (await empty(owner)).items()}
    needed = {name for name, field in Contest.model_fields.items() if field.is_required()}
    for guide in GUIDES:
        named = {word.removesuffix(".yaml") for word in guide.split("`") if "yaml" in word}
        assert named - {"contest"} == set(Contest.model_fields) - needed
    await send(owner, {name: text for name, text in filled.items() if name in needed})
    assert "Новый конкурс: 2021-main" in owner.text
