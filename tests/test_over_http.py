"""The whole way through real HTTP: aiogram's own session, the local Bot API, long polling."""

import asyncio

from pydantic import AnyHttpUrl

from bot.app import build_app
from bot.demo.api.server import serve
from bot.demo.telegram import Telegram
from bot.settings import Settings
from bot.telegram.polling import poll
from bot.telegram.profile import set_up_profile
from bot.telegram.receiving import receive
from bot.telegram.session import open_session
from bot.telegram.token_check import check_token
from content.models import Language
from storage.migrate import migrate
from tests.conftest import MovableClock
from tests.support.conversation import Chats
from tests.support.waiting import until


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
            await until(lambda: "Тілді таңдаңыз" in phone.text)
            for label, words in (
                ("Қазақша", "Петропавл"),
                ("Осы тақырыпты таңдау", "Тақырып: 6."),
                ("Құжаттарды дайындау", "0 / 9 дайын"),
                ("7. ", "31 наурыз"),
                ("Дайын", "1 / 9"),
            ):
                telegram.tap(phone.id, phone.last.message_id, *phone.find(label))
                await until(lambda: words in phone.text)  # noqa: B023
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
            named = (await app.bot.get_my_name(language_code=code)).name
            assert named == (app.texts.label(language, "bot.name") if code else telegram.bot["first_name"])
        await app.close()
