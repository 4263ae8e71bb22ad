"""The whole way through real HTTP: aiogram's own session, the local Bot API, long polling."""

import asyncio

from pydantic import AnyHttpUrl

from bot.app import build_app
from bot.demo.api.server import serve
from bot.demo.telegram import Telegram
from bot.running import check_token
from bot.settings import Settings
from bot.telegram.profile import set_up_profile
from bot.telegram.receiving import poll, receive
from bot.telegram.session import open_session
from content.models import Language
from storage.migrate import migrate
from tests.conftest import MovableClock
from tests.support.conversation import Chats, Phone


async def settled(phone: Phone, words: str) -> None:
    """Waits until the newest message shows these words."""
    async with asyncio.timeout(10):
        while words not in phone.text:  # noqa: ASYNC110  the answer comes over HTTP and raises no event here
            await asyncio.sleep(0.01)


async def test_a_journey_over_http(settings: Settings, telegram: Telegram, clock: MovableClock) -> None:
    async with serve(telegram) as base:
        reached = settings.model_copy(update={"bot_api_url": AnyHttpUrl(base)})
        app = build_app(reached, open_session(reached), clock)
        await migrate(app.database)
        assert (await check_token(app.bot)).username == telegram.bot["username"]
        await set_up_profile(app.bot, app.texts)
        phone = Chats(app, telegram).person(7001)
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(receive(app.inbox, stop, poll))
            telegram.write(phone.id, "/start topic_6")
            await settled(phone, "Тілді таңдаңыз")
            for label, words in (
                ("Қазақша", "Петропавл"),
                ("Осы тақырыпты таңдау", "Тақырып: 6."),
                ("Құжаттарды дайындау", "0 / 9 дайын"),
                ("7. ", "31 наурыз"),
                ("Дайын", "1 / 9"),
            ):
                telegram.tap(phone.id, phone.last.message_id, *phone.find(label))
                await settled(phone, words)
            stop.set()
        await app.close()


async def test_the_bot_presents_itself_in_every_language(settings: Settings, telegram: Telegram) -> None:
    async with serve(telegram) as base:
        reached = settings.model_copy(update={"bot_api_url": AnyHttpUrl(base)})
        app = build_app(reached, open_session(reached), MovableClock())
        for _ in range(2):
            await set_up_profile(app.bot, app.texts)
        for code, language in ((None, Language.KK), ("kk", Language.KK), ("ru", Language.RU)):
            description = await app.bot.get_my_description(language_code=code)
            assert description.description == app.texts.label(language, "bot.description")
        await app.close()
