"""What most people see first is compiled before anybody taps: on the spot, it would hold everybody up."""

from typing import Any

import pytest

import bot.app
from bot.demo.telegram import Telegram
from bot.running import SEEN_FIRST
from bot.settings import Settings
from content.texts.render import Texts
from content.texts.translation import TemplateEnvironment
from storage.migrate import migrate
from tests.conftest import MovableClock, at_full_speed
from tests.support.conversation import Chats


@pytest.mark.parametrize(("language", "topics"), [("Қазақша", "Тақырып таңдау"), ("Русский", "Выбрать тему")])
async def test_no_tap_compiles_the_first_screens(
    settings: Settings,
    telegram: Telegram,
    clock: MovableClock,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    topics: str,
) -> None:
    monkeypatch.setattr(bot.app, "Texts", Texts)
    app = at_full_speed(settings, telegram, clock)
    await migrate(app.database)
    app.texts.compile_ahead(SEEN_FIRST)
    compiled: list[str | None] = []
    compile_one = TemplateEnvironment.compile

    def compile_now(environment: TemplateEnvironment, source: Any, name: str | None = None, *rest: Any) -> Any:
        compiled.append(name)
        return compile_one(environment, source, name, *rest)

    monkeypatch.setattr(TemplateEnvironment, "compile", compile_now)
    phone = Chats(app, telegram).person(7001)
    await phone.begin(language)
    await phone.tap(topics)
    assert compiled == []
    await phone.send("/consultant")
    assert compiled
    await app.close()
