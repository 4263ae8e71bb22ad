"""A demo that keeps its database brings its phones back as they were."""

from datetime import timedelta
from pathlib import Path

from aiogram import Bot
from aiogram.types import BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup

from bot.demo.state import memory
from bot.demo.telegram import Telegram
from tests.conftest import OPEN
from tests.demo.conftest import AIGUL


async def test_chats_files_and_what_waits_come_back(bot: Bot, telegram: Telegram, tmp_path: Path) -> None:
    telegram.write(AIGUL, "/start")
    keyboard = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Ашу", callback_data="home")]])
    sent = await bot.send_document(AIGUL, BufferedInputFile(b"abc", "a.txt"), caption="Құжат", reply_markup=keyboard)
    telegram.write(AIGUL, "Сәлем")
    file = tmp_path / "phones.pickle"
    memory.save(telegram, OPEN + timedelta(days=2), file)
    later = Telegram(telegram.now)
    assert memory.load(later, file) == OPEN + timedelta(days=2)
    assert later.messages(AIGUL) == telegram.messages(AIGUL)
    assert sent.document is not None
    assert later.files.known("document", sent.document.file_id).data == b"abc"
    assert [update["message"]["text"] for update in later.queue.waiting][-1] == "Сәлем"
    assert later.press(AIGUL, sent.message_id, "home")
    assert later.queue.last_id > telegram.queue.last_id


def test_a_file_that_cannot_be_read_brings_nothing_back(telegram: Telegram, tmp_path: Path) -> None:
    file = tmp_path / "phones.pickle"
    assert memory.load(telegram, file) is None
    file.write_bytes(b"no phones")
    assert memory.load(telegram, file) is None
