"""Methods that change or remove a message, and the answer to a tap."""

from aiogram.methods import (
    AnswerCallbackQuery,
    DeleteMessage,
    DeleteMessages,
    EditMessageCaption,
    EditMessageReplyMarkup,
    EditMessageText,
)

from bot.demo.markup.keyboards import check_markup, inline_keyboard
from bot.demo.methods.registry import answers, as_json, given
from bot.demo.methods.sending import caption_body, preview_body, text_body
from bot.demo.refusal import bad_request
from bot.demo.state.contents import CAPTIONED
from bot.demo.state.world import CallbackAnswer, Chat, Json, World

LONGEST_ALERT = 200
DELETABLE_SECONDS = 48 * 3600
MOST_DELETED = 100
AnyEdit = EditMessageText | EditMessageCaption | EditMessageReplyMarkup
REPLACED: dict[type[AnyEdit], tuple[str, ...]] = {
    EditMessageText: ("text", "entities", "link_preview_options", "reply_markup"),
    EditMessageCaption: ("caption", "caption_entities", "reply_markup"),
    EditMessageReplyMarkup: ("reply_markup",),
}


@answers(EditMessageText)
async def edit_message_text(world: World, method: EditMessageText) -> Json:
    content = text_body(world, method.text, given(method.parse_mode), method.entities)
    content |= preview_body(method)
    chat, message = _own_message(world, method)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    return _replace(world, chat, message, content, method)


@answers(EditMessageCaption)
async def edit_message_caption(world: World, method: EditMessageCaption) -> Json:
    content = caption_body(world, method)
    chat, message = _own_message(world, method)
    if not CAPTIONED & message.keys():
        raise bad_request("there is no caption in the message to edit")
    return _replace(world, chat, message, content, method)


@answers(EditMessageReplyMarkup)
async def edit_message_reply_markup(world: World, method: EditMessageReplyMarkup) -> Json:
    chat, message = _own_message(world, method)
    return _replace(world, chat, message, {}, method)


@answers(DeleteMessage)
async def delete_message(world: World, method: DeleteMessage) -> bool:
    chat = world.chat(method.chat_id)
    message = chat.messages.get(method.message_id)
    if message is None:
        raise bad_request("message to delete not found")
    if not _may_delete(world, chat, message):
        raise bad_request("message can't be deleted for everyone")
    _delete(world, chat, method.message_id)
    return True


@answers(DeleteMessages)
async def delete_messages(world: World, method: DeleteMessages) -> bool:
    """Those that are gone already are skipped."""
    chat = world.chat(method.chat_id)
    if not method.message_ids:
        raise bad_request("message identifiers are not specified")
    if len(method.message_ids) > MOST_DELETED:
        raise bad_request("too many message identifiers specified")
    for message_id in method.message_ids:
        message = chat.messages.get(message_id)
        if message is not None and _may_delete(world, chat, message):
            _delete(world, chat, message_id)
    return True


@answers(AnswerCallbackQuery)
async def answer_callback_query(world: World, method: AnswerCallbackQuery) -> bool:
    callback = world.open_callback(method.callback_query_id)
    if len(method.text or "") > LONGEST_ALERT:
        raise bad_request("MESSAGE_TOO_LONG")
    if method.url and not method.url.startswith(
        (f"t.me/{world.bot['username']}", f"https://t.me/{world.bot['username']}")
    ):
        raise bad_request("URL_INVALID")
    if callback.answered:
        return True
    callback.answered = True
    answer = CallbackAnswer(
        method.callback_query_id,
        callback.user_id,
        callback.chat_id,
        callback.message_id,
        method.text or None,
        bool(method.show_alert),
        method.url,
    )
    for observer in world.observers:
        observer.answered(answer)
    return True


def _own_message(world: World, method: AnyEdit) -> tuple[Chat, Json]:
    if method.inline_message_id is not None:
        raise bad_request("MESSAGE_ID_INVALID")
    if not method.message_id:
        raise bad_request("message identifier is not specified")
    chat = world.writable_chat(method.chat_id)
    message = chat.messages.get(method.message_id)
    if message is None:
        raise bad_request("message to edit not found")
    if message["from"]["id"] != world.bot["id"] or method.message_id in chat.uneditable or "forward_origin" in message:
        raise bad_request("message can't be edited")
    return chat, message


def _replace(world: World, chat: Chat, message: Json, content: Json, method: AnyEdit) -> Json:
    """The message with new content of its kind and a new keyboard; what is not given is removed."""
    markup = as_json(method.reply_markup)
    check_markup(markup)
    keyboard = inline_keyboard(markup)
    if keyboard is not None:
        content = content | {"reply_markup": keyboard}
    replaced = REPLACED[type(method)]
    if all(message.get(name) == content.get(name) for name in replaced):
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same as a "
            "current content and reply markup of the message"
        )
    kept = {name: value for name, value in message.items() if name not in replaced}
    edited = kept | {"edit_date": world.unix()} | content
    chat.messages[message["message_id"]] = edited
    world.changed(chat.id)
    return edited


def _may_delete(world: World, chat: Chat, message: Json) -> bool:
    """Own messages, and in a private chat the person's too, within two days."""
    own = chat.private or message["from"]["id"] == world.bot["id"]
    age: int = world.unix() - message["date"]
    return own and age <= DELETABLE_SECONDS


def _delete(world: World, chat: Chat, message_id: int) -> None:
    del chat.messages[message_id]
    chat.uneditable.discard(message_id)
    chat.reactions.pop(message_id, None)
    if message_id in chat.pinned:
        chat.pinned.remove(message_id)
    world.changed(chat.id)
