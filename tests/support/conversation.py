"""A person on a phone: writes, finds a button by its words, taps it, reads. Everything goes through the real wiring."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

from aiogram.types import InlineKeyboardButton, Message, Update, User
from sqlalchemy import and_, or_, select

from bot.app import App
from bot.demo.state.composing import Attachment
from bot.demo.state.world import CallbackAnswer, Observer
from bot.demo.telegram import Telegram
from storage.tables import outbox
from storage.tables.delivery import OutboxState
from tests.support.waiting import PATIENCE

PIXEL = b"GIF89a\x01\x00\x01\x00"
"""What passes for a picture: the head of one."""


@dataclass
class Answers(Observer):
    """Every answer to a tap, as the person sees it: a toast, an alert, or just the end of the spinner."""

    seen: list[CallbackAnswer] = field(default_factory=list)

    def answered(self, answer: CallbackAnswer) -> None:
        self.seen.append(answer)


class Chats:
    """Brings what people do to the bot, and waits until it is answered."""

    def __init__(self, app: App, telegram: Telegram) -> None:
        self.app = app
        self.telegram = telegram
        self.answers = Answers()
        telegram.observers.append(self.answers)
        self._offset = 0

    def person(
        self,
        user_id: int,
        language_code: str | None = "kk",
        name: str = "Айгүл",
        phone_number: str | None = None,
    ) -> "Phone":
        user = User(id=user_id, is_bot=False, first_name=name, language_code=language_code)
        self.telegram.add_person(user, phone_number or f"+7700{user_id:07d}")
        return Phone(self, user_id)

    async def settle(self, *, at_once: bool = False) -> None:
        """Handles what waits, in order; or all at once, as when somebody taps twice."""
        raw = await self.telegram.updates(offset=self._offset, timeout=0)
        updates = [Update.model_validate(update, context={"bot": self.app.bot}) for update in raw]
        if not updates:
            return
        self._offset = updates[-1].update_id + 1
        if at_once:
            await asyncio.gather(*(self._feed(update) for update in updates))
        else:
            for update in updates:
                await self._feed(update)

    async def _feed(self, update: Update) -> None:
        await self.app.dispatcher.feed_update(self.app.bot, update)


class Phone:
    def __init__(self, chats: Chats, user_id: int) -> None:
        self.chats = chats
        self.id = user_id

    # reading

    @property
    def messages(self) -> list[Message]:
        return self.chats.telegram.messages(self.id)

    @property
    def last(self) -> Message:
        telegram = self.chats.telegram
        return telegram.message(self.id, next(reversed(telegram.chats[self.id].messages)))

    @property
    def text(self) -> str:
        return self.last.text or ""

    @property
    def plain(self) -> str:
        return plain(self.last)

    @property
    def received(self) -> bytes:
        """The file that came last."""
        document = self.last.document
        assert document is not None
        return self.chats.telegram.files.by_id[document.file_id].data

    @property
    def copied(self) -> str:
        """What a button of the screen puts on the clipboard."""
        return next(button.copy_text.text for row in self.rows for button in row if button.copy_text)

    @property
    def rows(self) -> list[list[InlineKeyboardButton]]:
        keyboard = self.last.reply_markup
        return keyboard.inline_keyboard if keyboard else []

    @property
    def buttons(self) -> list[str]:
        return [button.text for row in self.rows for button in row]

    @property
    def toast(self) -> str | None:
        return self.chats.answers.seen[-1].text

    def find(self, words: str) -> tuple[int, int]:
        """Row and column of the one button with these words; the exact label goes before a part of it."""
        places = {(r, c): b.text for r, row in enumerate(self.rows) for c, b in enumerate(row)}
        exact = [place for place, label in places.items() if label == words]
        found = exact or [place for place, label in places.items() if words in label]
        assert len(found) == 1, f"{words!r} is on {len(found)} of the buttons {self.buttons}"
        return found[0]

    def payload(self, words: str) -> str:
        row, column = self.find(words)
        data = self.rows[row][column].callback_data
        assert data is not None
        return data

    # doing

    async def send(self, text: str) -> None:
        self.chats.telegram.write(self.id, text)
        await self.chats.settle()

    async def reply(self, text: str, message_id: int | None = None) -> None:
        """Answers a message; the last one unless told otherwise."""
        self.chats.telegram.write(self.id, text, reply_to=message_id or self.last.message_id)
        await self.chats.settle()

    async def edit(self, message_id: int, text: str) -> None:
        self.chats.telegram.edit(self.id, message_id, text)
        await self.chats.settle()

    async def send_file(self, name: str, data: bytes, mime_type: str, caption: str = "") -> None:
        self.chats.telegram.send_file(self.id, name, data, mime_type, caption)
        await self.chats.settle()

    async def send_album(self, *pictures: bytes, caption: str = "") -> None:
        items = [Attachment(f"{number}.png", data, "image/png") for number, data in enumerate(pictures, 1)]
        self.chats.telegram.send_album(self.id, items, caption)
        await self.chats.settle()

    async def send_documents(self, files: Mapping[str, bytes]) -> None:
        """Several files at once, by their names; of which kind they are Telegram guesses."""
        items = [Attachment(name, data, "application/octet-stream") for name, data in files.items()]
        self.chats.telegram.send_album(self.id, items)
        await self.chats.settle()

    async def send_voice(self, data: bytes = b"OggS", duration: int = 2) -> None:
        self.chats.telegram.send_voice(self.id, data, duration)
        await self.chats.settle()

    async def send_sticker(self) -> None:
        self.chats.telegram.send_sticker(self.id, "👍")
        await self.chats.settle()

    async def share_contact(self) -> None:
        """The own number, by the button below the message field."""
        self.chats.telegram.share_contact(self.id)
        await self.chats.settle()

    async def tap(self, *labels: str) -> None:
        """Taps one button after the other, each on the screen that the one before led to."""
        for words in labels:
            self.chats.telegram.tap(self.id, self.last.message_id, *self.find(words))
            await self.chats.settle()

    async def press(self, data: str, message_id: int | None = None) -> None:
        """Taps a button that only an older message has."""
        self.chats.telegram.press(self.id, message_id or self.last.message_id, data)
        await self.chats.settle()

    async def press_under(self, message: Message) -> None:
        """Taps the first button of a message that is not the last one any more."""
        assert message.reply_markup is not None
        await self.press(message.reply_markup.inline_keyboard[0][0].callback_data or "", message.message_id)

    async def begin(self, language: str = "Қазақша") -> None:
        """Starts the bot and chooses a language."""
        await self.send("/start")
        await self.tap(language)


def plain(message: Message) -> str:
    """Its text with plain spaces, as somebody types it."""
    return (message.text or "").replace("\N{NO-BREAK SPACE}", " ")


async def drained(app: App) -> None:
    """Waits until the outbox holds nothing that is due or in flight."""
    async with asyncio.timeout(PATIENCE):
        while True:
            async with app.database.reading() as connection:
                waiting = await connection.execute(
                    select(outbox.c.id).where(
                        or_(
                            outbox.c.state == OutboxState.IN_FLIGHT,
                            and_(outbox.c.state == OutboxState.QUEUED, outbox.c.not_before <= app.clock.now()),
                        )
                    )
                )
                if waiting.first() is None:
                    return
            await asyncio.sleep(0.01)


async def deliver(app: App) -> None:
    """Plans what is due, and sends whatever of the outbox has its turn."""
    await app.planner.tick()
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(app.delivery.run(stop))
        await drained(app)
        stop.set()
