"""What is composed, as a call of the Bot API."""

from typing import Any

import pytest
from aiogram.methods import DeleteMessage, DeleteMessages

from bot.delivery.calls import ids, method
from bot.payloads.entry import Home
from bot.telegram.methods import CopyAlbum, CopyOne, EditCaption, EditText, SendText
from bot.ui.screens import NO_PREVIEW, Button, Copy, Delete, Edit, Screen

CHAT = 7001
ROWS = [[Button("Басты бет", Home())]]


@pytest.mark.parametrize(
    ("result", "found"),
    [({"message_id": 5}, (5,)), ([{"message_id": 5}, {"message_id": 6}], (5, 6)), (True, ()), ([], ())],
)
def test_the_ids_of_what_was_made(result: Any, found: tuple[int, ...]) -> None:
    assert ids(result) == found


def test_a_screen_is_a_message_without_a_preview() -> None:
    call = method(CHAT, Screen("Сәлем", ROWS, notice=True))
    assert isinstance(call, SendText)
    assert (call.chat_id, call.text, call.reply_parameters) == (CHAT, "Сәлем", None)
    assert call.reply_markup is not None
    assert call.link_preview_options == NO_PREVIEW


def test_a_reply_goes_out_even_where_the_message_is_gone() -> None:
    call = method(CHAT, Screen("Жауап", reply_to=12))
    assert isinstance(call, SendText)
    assert call.reply_parameters is not None
    assert call.reply_parameters.message_id == 12
    assert call.reply_parameters.allow_sending_without_reply


def test_one_message_is_copied_with_buttons_and_words() -> None:
    call = method(CHAT, Copy(11, (3,), ROWS, "Астында"))
    assert isinstance(call, CopyOne)
    assert (call.chat_id, call.from_chat_id, call.message_id, call.caption) == (CHAT, 11, 3, "Астында")
    assert call.reply_markup is not None


def test_an_album_is_copied_as_one() -> None:
    call = method(CHAT, Copy(11, (3, 4)))
    assert isinstance(call, CopyAlbum)
    assert (call.from_chat_id, call.message_ids) == (11, [3, 4])


@pytest.mark.parametrize(("caption", "kind", "said"), [(False, EditText, "text"), (True, EditCaption, "caption")])
def test_words_are_changed_where_they_stand(caption: bool, kind: type[Any], said: str) -> None:
    call = method(CHAT, Edit(3, "Жаңа", ROWS, caption=caption))
    assert isinstance(call, kind)
    assert (call.message_id, getattr(call, said)) == (3, "Жаңа")
    assert call.reply_markup is not None


def test_one_message_and_several_are_taken_away() -> None:
    one, several = method(CHAT, Delete((3,))), method(CHAT, Delete((3, 4)))
    assert isinstance(one, DeleteMessage)
    assert one.message_id == 3
    assert isinstance(several, DeleteMessages)
    assert several.message_ids == [3, 4]
