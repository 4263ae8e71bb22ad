"""The guide for whoever describes a contest, step by step: files from the chat, what is filled in or deleted."""

from pathlib import Path

import pytest

from bot.access import Right
from bot.app import App
from bot.services.contests import upload
from content import bundles
from content.models import Contest
from tests.support.conversation import Chats, Phone
from tests.support.publishing import quick
from tests.support.staff import with_rights

STYLE = Path("tests/data/contests/2025-style")
GUIDES = [Path(f"docs/contest-author.{language}.md").read_text("utf-8") for language in ("ru", "kk")]


@pytest.fixture(autouse=True)
def _quick_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload, "faults", quick)


async def empty(owner: Phone) -> dict[str, str]:
    await owner.send("/staff")
    await owner.tap("Новый конкурс", "Шаблон нового конкурса")
    return bundles.read(owner.received)


async def send(owner: Phone, files: dict[str, str]) -> None:
    await owner.press("contestnew:2020-repeat")
    await owner.send_file("2021-main.zip", bundles.pack("2021-main", files), "application/zip")


async def test_the_files_of_a_new_contest_come_from_the_chat(app: App, owner: Phone) -> None:
    files = await empty(owner)
    assert set(files) == set(Contest.model_fields)
    await send(owner, files)
    faults = owner.received.decode().splitlines()
    assert faults[0].startswith("contest.yaml:")
    assert "еще не заполнено" in faults[0]
    assert any("short.kk (по-казахски): еще не заполнено" in fault for fault in faults), faults[:5]
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


WAYS_IN = {
    "Қазақша": ("🆕 Жаңа конкурс", "Сұрақтан бастау", "ZIP емес", "Табылған қателер"),
    "Русский": ("🆕 Новый конкурс", "Начать с вопросов", "это не ZIP", "Найдено ошибок"),
}


@pytest.mark.parametrize("language", WAYS_IN)
async def test_a_new_contest_has_a_place_of_its_own(chats: Chats, language: str) -> None:
    """Where whoever never saw it looks: the menu of the staff, and the contest's desk."""
    way, questions, no_zip, faults = WAYS_IN[language]
    phone = await with_rights(chats, Right.CONTEST, language=language)
    await phone.press("cdesk:2020-repeat")
    await phone.tap(way)
    await phone.send("/staff")
    await phone.tap(way)
    assert any(questions in each for each in phone.buttons)
    await phone.send_file("2027.rar", b"Rar!", "application/octet-stream")
    assert phone.plain.startswith(way.removeprefix("🆕 "))
    assert f"2027.rar — {no_zip}" in phone.plain
    # faults stand under the contest's own id, and the mended ZIP is sent to the same screen
    for _ in range(2):
        await phone.send_file("2027.zip", bundles.pack("2027", {"contest": "id: 2027-main"}), "application/zip")
        assert faults in phone.plain
        assert "2027-main" in phone.plain
        assert "2020" not in phone.plain.split("\n")[1]


async def test_whoever_may_not_change_contests_is_not_led_there(chats: Chats) -> None:
    phone = await with_rights(chats, Right.ANSWER, language="Русский")
    await phone.send("/staff")
    assert not any("конкурс" in each.lower() for each in phone.buttons)
    await phone.press("contestnew:2020-repeat")
    assert "сотрудник" in phone.plain


async def test_a_spreadsheet_alone_changes_no_contest_that_is_served(owner: Phone) -> None:
    await owner.press("contestnew:2020-repeat")
    await owner.send_file("topics.xlsx", b"PK", "application/octet-stream")
    assert "Таблицу нового конкурса положите в папку" in owner.plain
