"""What a broadcast says in which language, what keeps it from going out, and whose words they are."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.app import App
from bot.services.broadcasts import composition, draft_changes
from bot.services.broadcasts.button_targets import leads, target_name, targets
from bot.services.broadcasts.composition import (
    CAPTION_UNITS,
    TEXT_UNITS,
    DraftFault,
    compose,
    faults,
    reworded,
    served,
    sources,
    unsendable,
)
from bot.services.broadcasts.draft_changes import StaleError, continues
from bot.ui.screens import Copy, Screen
from content.models import Contest, Language
from storage.broadcasts import drafts
from storage.broadcasts.drafts import ButtonTarget, Draft, DraftMessage, Goal
from storage.questions.messages import Words
from storage.tables.broadcasts import BroadcastState, MissingLanguage
from tests.conftest import OPEN
from tests.support.asking import CONTEST, context
from tests.support.staff import MEMBER, OWNER

KK, RU = Language.KK, Language.RU
BOTH, OTHERS = MissingLanguage.BOTH, MissingLanguage.OTHERS
LINK = ButtonTarget(Goal.LINK, "https://cisc.kz", dict.fromkeys(Language, "Сайт"))
TOPIC = ButtonTarget(Goal.TOPIC, "topic_5", {KK: "Тақырып", RU: "Тема"})


def said(text: str, number: int = 1, kind: str = "text", album: str | None = None) -> DraftMessage:
    return DraftMessage(OWNER, number, album, kind, text)


def broadcast(
    words: Mapping[Language, tuple[DraftMessage, ...]],
    missing: MissingLanguage | None = None,
    ways: tuple[ButtonTarget, ...] = (),
) -> Draft:
    plain = Draft(1, CONTEST, BroadcastState.DRAFT, 1, OWNER, OPEN, None, "", {}, missing, ways, None, None)
    return replace(plain, said=words)


PHOTO = (said("Сурет", 2, "photo"),)
ALBUM = (said("", 3, "photo", "a"), said("Альбом", 4, "photo", "a"))
IN_KAZAKH = broadcast({KK: (said("Сәлем"),)})
IN_BOTH = broadcast({KK: (said("Сәлем"),), RU: (said("Привет"),)})


@pytest.mark.parametrize(
    ("announcement", "kk", "ru"),
    [
        (IN_BOTH, (KK,), (RU,)),
        (IN_KAZAKH, (KK,), ()),
        (replace(IN_KAZAKH, missing=OTHERS), (KK,), ()),
        (replace(IN_KAZAKH, missing=BOTH), (KK,), (KK,)),
        (replace(IN_BOTH, missing=BOTH), (KK, RU), (KK, RU)),
    ],
)
def test_whose_words_people_of_a_language_get(
    announcement: Draft, kk: tuple[Language, ...], ru: tuple[Language, ...]
) -> None:
    assert sources(announcement, KK) == kk
    assert sources(announcement, RU) == ru
    assert served(announcement) == [each for each, got in ((KK, kk), (RU, ru)) if got]


def test_words_are_a_message_with_buttons_in_its_language() -> None:
    found = compose(replace(IN_BOTH, ways=(LINK, TOPIC)), RU)
    assert isinstance(found, Screen)
    assert found.text == "Привет"
    (link,), (topic,) = found.rows
    assert (link.label, link.url, link.payload) == ("Сайт", "https://cisc.kz", None)
    assert topic.label == "Тема"
    assert topic.payload is not None
    assert topic.payload.pack() == "annopen:1:2", "counted by its place"
    assert found.notice


def test_both_languages_stand_in_one_message_apart() -> None:
    found = compose(replace(IN_BOTH, missing=BOTH), KK)
    assert isinstance(found, Screen)
    assert found.text == "Сәлем\n\nПривет"


def test_a_medium_takes_the_words_of_both_as_its_caption() -> None:
    found = compose(broadcast({KK: (said("Сәлем"),), RU: PHOTO}, BOTH), KK)
    assert found == Copy(OWNER, (2,), [], "Сәлем\n\nСурет")


def test_a_round_video_has_no_caption_and_an_album_no_buttons() -> None:
    assert compose(broadcast({KK: (said("", 2, "video_note"),)}), KK) == Copy(OWNER, (2,), [], None)
    assert compose(broadcast({KK: ALBUM}, ways=(LINK,)), KK) == Copy(OWNER, (3, 4))


@pytest.mark.parametrize(
    "announcement",
    [
        broadcast({RU: (said("Привет"),)}),
        broadcast({KK: PHOTO, RU: PHOTO}, BOTH),
        broadcast({KK: (said("Сәлем"),), RU: ALBUM}, BOTH),
    ],
)
def test_what_cannot_be_put_into_one_message_is_none(announcement: Draft) -> None:
    assert compose(announcement, KK) is None


@pytest.mark.parametrize(
    ("announcement", "found"),
    [
        (broadcast({}), [DraftFault.NOTHING]),
        (IN_BOTH, []),
        (broadcast({KK: PHOTO, RU: PHOTO}), []),
        (broadcast({KK: PHOTO, RU: PHOTO}, BOTH), [DraftFault.BOTH_MEDIA]),
        (broadcast({KK: (said("", 2, "video_note"),), RU: (said("Привет"),)}, BOTH), [DraftFault.BOTH_MEDIA]),
        (broadcast({KK: ALBUM, RU: (said("Привет"),)}, BOTH), [DraftFault.BOTH_ALBUM]),
        (broadcast({KK: ALBUM}, ways=(LINK,)), [DraftFault.ALBUM_BUTTONS]),
        (broadcast({KK: (said("ә" * CAPTION_UNITS, 2, "photo"),)}), []),
        (broadcast({KK: (said("ә" * (CAPTION_UNITS + 1), 2, "photo"),)}), [DraftFault.CAPTION_LONG]),
        (broadcast({KK: (said("👍" * (CAPTION_UNITS // 2 + 1), 2, "photo"),)}), [DraftFault.CAPTION_LONG]),
        (broadcast({KK: (said(f"<b>{'ә' * CAPTION_UNITS}</b>", 2, "photo"),)}), []),
        (broadcast({KK: (said("ә" * (TEXT_UNITS - 3)),), RU: (said("ы"),)}, BOTH), []),
        (broadcast({KK: (said("ә" * (TEXT_UNITS - 2)),), RU: (said("ы"),)}, BOTH), [DraftFault.BOTH_LONG]),
        (broadcast({KK: (said("ә" * CAPTION_UNITS),), RU: PHOTO}, BOTH), [DraftFault.BOTH_LONG]),
    ],
)
def test_why_a_message_cannot_be_put_together(announcement: Draft, found: list[DraftFault]) -> None:
    assert unsendable(announcement) == found


@pytest.mark.parametrize(
    ("announcement", "reached", "found"),
    [
        (IN_BOTH, 1, []),
        (IN_BOTH, 0, [DraftFault.NOBODY]),
        (broadcast({}), 0, [DraftFault.NOTHING]),
        (IN_KAZAKH, 1, [DraftFault.MISSING]),
        (replace(IN_KAZAKH, missing=OTHERS), 1, []),
        (replace(IN_BOTH, ways=(replace(TOPIC, target="gone"),)), 1, [DraftFault.BUTTON_GONE]),
        (replace(IN_BOTH, at=OPEN), 1, [DraftFault.PAST]),
        (replace(IN_BOTH, at=OPEN + timedelta(seconds=1)), 1, []),
    ],
)
def test_all_that_stands_against_confirming_it(
    contest: Contest, announcement: Draft, reached: int, found: list[DraftFault]
) -> None:
    assert faults(announcement, contest, OPEN, reached) == found


def test_a_correction_of_an_album_is_that_of_its_first_words() -> None:
    changed = reworded(broadcast({KK: ALBUM, RU: PHOTO}), KK, "Жаңа")
    assert [part.text for part in changed.said[KK]] == ["", "Жаңа"]
    assert changed.said[RU] == PHOTO
    silent = reworded(broadcast({KK: (said("", 9, "photo"),)}), KK, "Жаңа")
    assert [part.text for part in silent.said[KK]] == ["Жаңа"]


def test_where_a_button_leads_and_what_it_is_called(contest: Contest) -> None:
    topic, document = contest.topics.topics[4], contest.documents.documents[0]
    assert target_name(contest, TOPIC, RU) == f"5. {topic.short.ru}"
    to_document = ButtonTarget(Goal.DOCUMENT, document.id, {})
    assert target_name(contest, to_document, KK) == f"{document.number}. {document.short.kk}"
    assert target_name(contest, LINK, KK) == "https://cisc.kz"
    assert leads(contest, TOPIC) is Goal.TOPIC
    for goal in (Goal.TOPIC, Goal.DOCUMENT):
        gone = ButtonTarget(goal, "gone", {})
        assert leads(contest, gone) is None
        assert target_name(contest, gone, KK) == "gone"
    assert leads(contest, ButtonTarget(Goal.ASK, "", {})) is Goal.ASK
    assert targets(contest, Goal.TOPIC) == [each.id for each in contest.topics.topics]
    assert targets(contest, Goal.LINK) == []


@pytest.mark.parametrize(
    ("words", "one_more"),
    [
        (Words(OWNER, 5, "a", "photo", ""), True),
        (Words(OWNER, 5, "b", "photo", ""), False),
        (Words(OWNER, 5, None, "photo", ""), False),
        (Words(OWNER, 4, None, "photo", ""), True),
        (Words(MEMBER, 4, None, "photo", ""), False),
    ],
)
def test_which_message_goes_on_with_an_album(words: Words, one_more: bool) -> None:
    assert continues(broadcast({KK: ALBUM}), KK, words) is one_more
    assert not continues(broadcast({KK: ALBUM}), RU, words)


# --- writing it


async def test_nobody_changes_what_they_have_not_seen(app: App) -> None:
    ctx = await context(app, OWNER)
    async with app.database.writing() as connection:
        number = await drafts.begin(connection, CONTEST, OWNER, OPEN)
        seen = await draft_changes.draft(ctx, connection, number, 0)
        await draft_changes.say(ctx, connection, seen, KK, Words(OWNER, 1, None, "text", "Сәлем"))
        with pytest.raises(StaleError) as stale:
            await draft_changes.draft(ctx, connection, number, 0)
        assert stale.value.announcement.revision == 1
        with pytest.raises(StaleError):
            await draft_changes.say(ctx, connection, seen, KK, Words(OWNER, 2, None, "text", "Кеш"))
        assert (await composition.load(connection, number)).said[KK][0].text == "Сәлем"


async def test_what_is_confirmed_is_no_draft_any_more(app: App) -> None:
    ctx = await context(app, OWNER)
    async with app.database.writing() as connection:
        number = await drafts.begin(connection, CONTEST, OWNER, OPEN)
        await draft_changes.freeze(
            ctx, connection, await draft_changes.draft(ctx, connection, number, 0), BroadcastState.SENDING
        )
        frozen = await composition.load(connection, number)
        assert (frozen.state, frozen.confirmed_by) == (BroadcastState.SENDING, OWNER)
        with pytest.raises(StaleError):
            await draft_changes.draft(ctx, connection, number, frozen.revision)


@pytest.mark.parametrize(("language", "missing"), [(KK, OTHERS), (RU, None)])
async def test_with_words_in_another_language_the_missing_one_is_asked_for_again(
    app: App, language: Language, missing: MissingLanguage | None
) -> None:
    ctx = await context(app, OWNER)
    async with app.database.writing() as connection:
        number = await drafts.begin(connection, CONTEST, OWNER, OPEN)
        draft = await draft_changes.draft(ctx, connection, number, 0)
        await draft_changes.say(ctx, connection, draft, KK, Words(OWNER, 1, None, "text", "Сәлем"))
        await draft_changes.change(ctx, connection, await composition.load(connection, number), missing=OTHERS)
        draft = await composition.load(connection, number)
        await draft_changes.say(ctx, connection, draft, language, Words(OWNER, 2, None, "text", "Жаңа"))
        changed = await composition.load(connection, number)
    assert changed.missing is missing
    assert changed.said[language][0].text == "Жаңа"
