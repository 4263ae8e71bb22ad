"""A bare aiogram bot that answers every tap with one fixed screen. Run as a program of its own.

python tests/bench/bare.py API_URL TOKEN EDIT_FILE [tuned]
"""

import gc
import json
import sys
from pathlib import Path

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message

GC_THRESHOLDS = (50_000, 20, 100)


def tune() -> None:
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GC_THRESHOLDS)


def main(api_url: str, token: str, edit_file: str, tuned: str = "") -> None:
    edit = json.loads(Path(edit_file).read_text(encoding="utf-8"))
    text = edit["text"]
    keyboard = InlineKeyboardMarkup.model_validate_json(edit["reply_markup"])
    dispatcher = Dispatcher()

    @dispatcher.callback_query()
    async def tapped(query: CallbackQuery) -> None:
        assert isinstance(query.message, Message)
        await query.message.edit_text(text, parse_mode=ParseMode.HTML, reply_markup=keyboard)
        await query.answer()

    if tuned:
        dispatcher.startup.register(tune)
    dispatcher.run_polling(Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(api_url))))


if __name__ == "__main__":
    main(*sys.argv[1:])
