"""What is composed, as a call of the Bot API: new messages, and changes of those that were sent before."""

from typing import Any

from aiogram.methods import (
    CloseForumTopic,
    DeleteMessage,
    DeleteMessages,
    EditForumTopic,
    ReopenForumTopic,
    TelegramMethod,
)
from aiogram.types import Message

from bot.telegram.methods import (
    CopyAlbum,
    CopyOne,
    EditCaption,
    EditText,
    OpenForumTopic,
    SendText,
    send_again,
    send_album,
    send_pictures,
)
from bot.ui.notices import Call
from bot.ui.screens import (
    NO_PREVIEW,
    Album,
    CloseTopic,
    Copy,
    Delete,
    Edit,
    Medium,
    MediumAlbum,
    NameTopic,
    OpenTopic,
    Screen,
)
from bot.ui.showing import replying


def ids(result: Any) -> tuple[int, ...]:
    """Of the messages that a method has made; of a topic its message_thread_id."""
    match result:
        case {"message_id": message_id}:
            return (message_id,)
        case {"message_thread_id": thread}:
            return (thread,)
        case Message():
            return (result.message_id,)
        case list():
            return tuple(each["message_id"] for each in result)
    return ()


def messages(composed: Call) -> int:
    """How many messages become of it: each counts for the limits of Telegram."""
    match composed:
        case Copy(message_ids=several) | MediumAlbum(media=several) | Album(pictures=several):
            return len(several)
    return 1


def method(chat_id: int, composed: Call) -> TelegramMethod[Any]:
    match composed:
        case Screen() | Album():
            return _send(chat_id, composed)
        case Copy():
            return _copy(chat_id, composed)
        case Medium() | MediumAlbum():
            return _send_again(chat_id, composed)
        case Edit():
            return _edit(chat_id, composed)
        case OpenTopic() | NameTopic() | CloseTopic():
            return _topic(chat_id, composed)
        case Delete(message_ids):
            return _delete(chat_id, message_ids)


def _topic(chat_id: int, topic: OpenTopic | NameTopic | CloseTopic) -> TelegramMethod[Any]:
    if isinstance(topic, CloseTopic):
        change = ReopenForumTopic if topic.again else CloseForumTopic
        return change(chat_id=chat_id, message_thread_id=topic.thread)
    if isinstance(topic, OpenTopic):
        return OpenForumTopic(chat_id=chat_id, name=topic.name, icon_custom_emoji_id=topic.icon)
    return EditForumTopic(
        chat_id=chat_id, message_thread_id=topic.thread, name=topic.name, icon_custom_emoji_id=topic.icon
    )


def _delete(chat_id: int, message_ids: tuple[int, ...]) -> TelegramMethod[Any]:
    if len(message_ids) == 1:
        return DeleteMessage(chat_id=chat_id, message_id=message_ids[0])
    return DeleteMessages(chat_id=chat_id, message_ids=list(message_ids))


def _send(chat_id: int, screen: Screen | Album) -> TelegramMethod[Any]:
    if isinstance(screen, Album):
        return send_pictures(chat_id, [(each.name, each.content) for each in screen.pictures], screen.caption)
    return SendText(
        chat_id=chat_id,
        message_thread_id=screen.thread,
        text=screen.text,
        reply_markup=screen.keyboard(),
        link_preview_options=NO_PREVIEW,
        disable_notification=screen.silent or None,
        reply_parameters=replying(screen.reply_to),
    )


def _send_again(chat_id: int, composed: Medium | MediumAlbum) -> TelegramMethod[Any]:
    if isinstance(composed, MediumAlbum):
        return send_album(chat_id, [(each.kind, each.file_id, each.caption) for each in composed.media])
    return send_again(chat_id, composed.kind, composed.file_id, composed.keyboard(), composed.caption)


def _copy(chat_id: int, copy: Copy) -> TelegramMethod[Any]:
    if len(copy.message_ids) > 1:
        return CopyAlbum(
            chat_id=chat_id,
            message_thread_id=copy.thread,
            from_chat_id=copy.chat_id,
            message_ids=list(copy.message_ids),
            remove_caption=copy.caption is not None or None,
        )
    return CopyOne(
        chat_id=chat_id,
        message_thread_id=copy.thread,
        from_chat_id=copy.chat_id,
        message_id=copy.message_ids[0],
        caption=copy.caption,
        reply_markup=copy.keyboard(),
    )


def _edit(chat_id: int, edit: Edit) -> TelegramMethod[Any]:
    message_id, keyboard = edit.message_id, edit.keyboard()
    if edit.caption:
        return EditCaption(chat_id=chat_id, message_id=message_id, caption=edit.text, reply_markup=keyboard)
    return EditText(
        chat_id=chat_id,
        message_id=message_id,
        text=edit.text,
        reply_markup=keyboard,
        link_preview_options=NO_PREVIEW,
    )
