"""What a broadcast is made of: texts in two languages, pictures, albums, formatting, and later changes."""

from aiogram.types import Update

from bot.app import App
from content.models import Language
from storage.tables.broadcasts import BroadcastState, MissingLanguage
from tests.support.conversation import PIXEL, Phone, deliver
from tests.support.drafting import KK, RU, begin, stored


async def test_both_languages_are_missing(owner: Phone) -> None:
    await begin(owner)
    assert "В рассылке пока ничего нет" in owner.text
    assert "К подтверждению" not in owner.buttons
    assert "👁 Посмотреть" not in owner.buttons


async def test_where_a_language_is_missing_it_is_asked(app: App, applicant: Phone, owner: Phone) -> None:
    await applicant.begin()
    await begin(owner, kk=KK)
    assert "Нет сообщения на русском" in owner.text
    assert "К подтверждению" not in owner.buttons
    await owner.tap("Только выбравшим казахский")
    assert (await stored(app)).missing is MissingLanguage.OTHERS
    assert "Всего: 1" in owner.text
    await owner.tap("Отменить это решение", "Это сообщение всем")
    assert "Все получат одно сообщение" in owner.text
    assert "Всего: 2" in owner.text
    await owner.tap("К подтверждению", "Отправить (2")
    assert (await stored(app)).state is BroadcastState.SENDING


async def test_once_the_other_language_comes_the_choice_is_asked_again(app: App, owner: Phone) -> None:
    await begin(owner, kk=KK)
    await owner.tap("Только выбравшим казахский", "✏️ На русском")
    await owner.send(RU)
    assert (await stored(app)).missing is None
    await owner.tap("✏️ На русском", "Убрать на этом языке")
    assert "Нет сообщения на русском" in owner.text


async def test_both_languages_in_one_message(app: App, owner: Phone) -> None:
    await begin(owner, kk=KK, ru=RU)
    await owner.tap("Всем одно (в нем оба языка)", "👁 Посмотреть")
    await deliver(app)
    assert f"{KK}\n\n{RU}" in [message.text for message in owner.messages]


async def test_both_languages_below_a_picture(app: App, owner: Phone) -> None:
    await begin(owner, kk=KK)
    await owner.tap("✏️ На русском")
    await owner.send_file("a.png", PIXEL, "image/png", RU)
    await owner.tap("Всем одно (в нем оба языка)", "👁 Посмотреть")
    await deliver(app)
    pictures = [message for message in owner.messages if message.photo]
    assert [picture.caption for picture in pictures] == [RU, *[f"{KK}\n\n{RU}"] * 2]


async def test_both_languages_that_do_not_fit_in_one_are_refused(app: App, owner: Phone) -> None:
    await begin(owner, kk="қ" * 2100, ru="р" * 2100)
    assert "К подтверждению" in owner.buttons
    await owner.tap("Всем одно (в нем оба языка)")
    assert "не помещаются в одно сообщение" in owner.text
    assert "К подтверждению" not in owner.buttons
    await owner.tap("Каждому на его языке")
    assert "К подтверждению" in owner.buttons


async def test_text_at_the_limit_arrives_as_it_was(app: App, owner: Phone) -> None:
    await begin(owner, ru=RU)
    await owner.tap("✏️ На казахском")
    await owner.send("😀" * 2048)
    assert [len(parts[0].text) for parts in (await stored(app)).said.values()] == [2048, len(RU)]
    await owner.tap("👁 Посмотреть")
    await deliver(app)
    assert "😀" * 2048 in [message.text for message in owner.messages[-4:]]


async def test_formatting_arrives_as_it_was(app: App, owner: Phone) -> None:
    await begin(owner, ru=RU)
    await owner.press("annsay:1:1:kk")
    original = owner.last
    owner.chats.telegram.forward(owner.id, original.message_id)
    await owner.chats.settle()
    assert "<b>" in (await stored(app)).said[Language.KK][0].text
    await owner.tap("👁 Посмотреть")
    await deliver(app)
    arrived = [message for message in owner.messages if message.text == original.text][-1]
    assert arrived.message_id > original.message_id + 1
    assert arrived.html_text == original.html_text
    assert arrived.forward_origin is None


async def test_an_album_is_kept_whole_and_has_no_buttons(app: App, owner: Phone) -> None:
    await begin(owner, ru=RU)
    await owner.tap("✏️ На казахском")
    before = len(owner.messages)
    await owner.send_album(PIXEL, PIXEL, PIXEL, caption=KK)
    assert len(owner.messages) == before + 3 + 1
    found = await stored(app)
    assert [len(parts) for parts in found.said.values()] == [3, 1]
    await owner.press("ann:1")
    assert "альбом, файлов: 3" in owner.text
    await owner.tap("👁 Посмотреть")
    await deliver(app)
    copies = [message for message in owner.messages if message.media_group_id and message.from_user]
    assert len({message.media_group_id for message in copies}) == 2
    await owner.press("ann:1")
    await owner.tap("🔘 Кнопки: 0", "💬 Задать вопрос")
    await owner.press("ann:1")
    assert "не дает поставить кнопки под альбомом" in owner.text
    assert "К подтверждению" not in owner.buttons


async def test_a_new_message_replaces_an_album(app: App, owner: Phone) -> None:
    await begin(owner)
    await owner.tap("✏️ На казахском")
    await owner.send_album(PIXEL, PIXEL, caption=KK)
    await owner.send_album(PIXEL, PIXEL, PIXEL)
    assert [len(parts) for parts in (await stored(app)).said.values()] == [3]
    await owner.send(KK)
    assert [[part.kind for part in parts] for parts in (await stored(app)).said.values()] == [["text"]]


async def test_what_a_bot_cannot_send_is_said(app: App, owner: Phone) -> None:
    await begin(owner)
    await owner.tap("✏️ На казахском")
    await owner.send_sticker()
    assert "Такое сообщение бот не может разослать" in owner.text
    assert (await stored(app)).said == {}


async def test_a_message_edited_in_the_chat_changes_the_draft_alone(app: App, owner: Phone) -> None:
    await begin(owner, ru=RU)
    await owner.tap("✏️ На казахском")
    await owner.send(KK)
    (part,) = (await stored(app)).said[Language.KK]
    await owner.edit(part.message_id, "Түзетілген")
    assert [parts[0].text for parts in (await stored(app)).said.values()] == ["Түзетілген", RU]
    await owner.press("ann:1")
    await owner.tap("К подтверждению", "Отправить (1")
    await owner.edit(part.message_id, "Тағы да")
    assert [parts[0].text for parts in (await stored(app)).said.values()] == ["Түзетілген", RU]


async def test_who_edits_a_message_while_asked_for_the_other_loses_neither(app: App, owner: Phone) -> None:
    await begin(owner, kk="Қате")
    (part,) = (await stored(app)).said[Language.KK]
    await owner.tap("✏️ На русском")
    await owner.edit(part.message_id, KK)
    await owner.send(RU)
    assert [parts[0].text for parts in (await stored(app)).said.values()] == [KK, RU]


async def test_a_picture_that_is_added_to_a_text_goes_along(app: App, owner: Phone) -> None:
    await owner.send_file("a.png", PIXEL, "image/png")
    picture = next(message for message in owner.messages if message.photo)
    await begin(owner, kk=KK)
    (part,) = (await stored(app)).said[Language.KK]
    edited = picture.model_copy(update={"message_id": part.message_id, "caption": KK})
    await app.dispatcher.feed_update(app.bot, Update(update_id=10**6, edited_message=edited))
    (part,) = (await stored(app)).said[Language.KK]
    assert (part.kind, part.text) == ("photo", KK)


async def test_a_caption_that_is_too_long_is_told_and_no_picture_of_the_album_is_lost(app: App, owner: Phone) -> None:
    """Who pays for Telegram may write longer captions than a bot may send."""
    telegram = owner.chats.telegram
    telegram.longest_caption = 4096
    await begin(owner, ru=RU)
    await owner.tap("✏️ На казахском")
    await owner.send_album(PIXEL, PIXEL, PIXEL, caption="қ" * 1025)
    assert len((await stored(app)).said[Language.KK]) == 3
    await owner.press("ann:1")
    assert "входит только 1 024 знака" in owner.text
    assert "К подтверждению" not in owner.buttons
    assert "👁 Посмотреть" not in owner.buttons
    (first, *_) = (await stored(app)).said[Language.KK]
    telegram.edit_caption(owner.id, first.message_id, KK)
    await owner.chats.settle()
    await owner.press("ann:1")
    assert "К подтверждению" in owner.buttons
