"""Versions of a contest, from a phone: its files as a ZIP, going back, and what a restart finds."""

import time
from base64 import b64encode
from io import BytesIO

import pytest
from aiohttp import ClientPayloadError
from docx import Document
from sqlalchemy import select

from bot.app import App
from bot.services.answers.answer_index import AnswerIndex
from bot.services.contests import publication, upload
from bot.services.papers import templates
from bot.services.topics import search
from content import bundles
from content.editing import with_value, without
from content.loader import load_contest
from content.models import Contest, Language
from storage.tables import contest_versions, packages
from tests.conftest import MovableClock
from tests.support.consulting import heard
from tests.support.conversation import Chats, Phone, deliver
from tests.support.processor import slowdown
from tests.support.publishing import (
    FILES,
    NEW_DEADLINE,
    REAL,
    done,
    extend,
    live,
    quick,
    send_zip,
    states,
)
from tests.support.wording import all_texts

WHOLE_CHECK = upload.faults


@pytest.fixture(autouse=True)
def _quick_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload, "faults", quick)


# --- files


@pytest.mark.slow
async def test_a_folder_is_downloaded_changed_and_sent_back(app: App, owner: Phone) -> None:
    await owner.press("cfilesx:2020-repeat")
    files = bundles.read(owner.received)
    assert files == FILES
    index = search.index(app.catalogue, "2020-repeat")
    files["topics"] = files["topics"].replace("kk: Этномәдени бірлестіктер", "kk: Этномәдени ұйымдар")
    await send_zip(owner, files)
    assert any("Проверяю" in (message.text or "") for message in owner.messages)
    assert "Аудитория «Этнокультурные объединения» › название: " in owner.text
    assert "по-казахски" in owner.text
    await owner.tap("Опубликовать")
    audience = live(app).topics.audience("ethnic")
    assert audience is not None
    assert audience.name.kk == "Этномәдени ұйымдар"
    assert search.index(app.catalogue, "2020-repeat") is not index


async def test_faults_are_shown_by_file_and_line_and_nothing_changes(app: App, owner: Phone) -> None:
    before = live(app)
    broken = {**FILES, "documents": FILES["documents"].replace("count: 9", "count: 8")}
    await send_zip(owner, broken)
    assert "documents.yaml:5: count (количество): по count документов 8, а в списке 9" in owner.text
    assert live(app) is before
    assert await states(app) == []
    await owner.send_file("contest.zip", b"nothing", "application/zip")
    assert "не открывается" in owner.text
    await owner.send("вот файл")
    assert "Это не файл" in owner.text
    assert await done(app) == ["contest.file_refused"] * 3


async def test_a_file_that_telegram_does_not_hand_over_is_asked_for_again(
    app: App, owner: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_: object, **__: object) -> None:
        raise ClientPayloadError("the connection broke")

    monkeypatch.setattr(app.bot.session, "stream_content", lost)
    await send_zip(owner, FILES)
    assert "Файл не загрузился из Telegram" in owner.text
    assert "Ничего не изменилось" in owner.text
    assert await done(app) == ["contest.file_refused"]


async def test_many_faults_come_as_a_file(owner: Phone) -> None:
    await send_zip(owner, {**FILES, "regions": FILES["regions"].replace("zone: Asia/", "zone: Azia/")})
    assert owner.last.document is not None
    assert owner.last.document.file_name == "faults.txt"


@pytest.mark.slow
async def test_what_people_have_chosen_does_not_vanish_silently(app: App, owner: Phone, applicant: Phone) -> None:
    await applicant.begin()
    await applicant.press("choose:2020-repeat:topic_7")
    kept = load_contest(REAL)
    topic = kept.topics.topics[-1]
    start = FILES["topics"].index("  - id: topic_7")
    assert topic.amount is not None
    fewer = FILES["topics"][:start].replace("total: 304503000", f"total: {304503000 - topic.amount.most}")
    begin = fewer.index(f"  - number: {topic.direction}\n")
    fewer = fewer[:begin] + fewer[fewer.index("\n# Whom the printed") :]
    older = fewer.index("  - id: older\n")  # whom this topic alone serves
    fewer = fewer[:older] + fewer[fewer.index("  - id:", older + 1) :]
    faq = FILES["faq"].replace("topic/topic_7", "topics")
    await send_zip(owner, {**FILES, "topics": fewer, "faq": faq})
    assert "⚠️ Убрано: Тема 7" in owner.text
    assert "уже выбрали или отметили: 1" in owner.text
    await owner.tap("Опубликовать")
    await applicant.press("topic:2020-repeat:topic_7")
    assert "тақырып" in applicant.text.casefold()
    await applicant.send("/start")
    assert "әлі таңдалмаған" in applicant.text
    async with app.database.reading() as connection:
        assert (await connection.execute(select(packages.c.topic_id))).scalar() == "topic_7"


async def test_a_folder_with_another_id_is_a_new_contest(app: App, owner: Phone) -> None:
    another = {**FILES, "contest": FILES["contest"].replace("id: 2020-repeat", "id: 2021-main")}
    await send_zip(owner, another)
    assert "Новый конкурс: 2021-main" in owner.text
    await owner.tap("Опубликовать")
    assert app.catalogue.get("2021-main") is not None
    assert app.catalogue.get("2020-repeat") is not None
    await owner.press("cversions:2021-main")
    assert "Вернуть" not in " ".join(owner.buttons)


@pytest.mark.slow
async def test_the_whole_check_finds_what_only_rendering_shows() -> None:
    strange = {**FILES, "notes": "x: y"}
    (line,) = await WHOLE_CHECK("2020-repeat", strange, all_texts(), Language.RU)
    assert line.startswith("notes.yaml:1: такого файла у конкурса не бывает: удалите его. Бывают: contest,")
    broken = {
        **FILES,
        "faq": FILES["faq"].replace("{{ contest.deadline | moment(contest) }}", "{{ contest.dedline }}", 1),
    }
    (fault,) = await WHOLE_CHECK("2020-repeat", broken, all_texts(), Language.RU)
    assert fault.startswith("faq.yaml:")
    assert "dedline" in fault


@pytest.mark.parametrize(
    ("text", "contest_id"),
    [
        ("# id: not-this\nname: x\nid: '2021-main'  # for ever\n", "2021-main"),
        ("id: ../../x", upload.NAMELESS),
        ("id: [a]", upload.NAMELESS),
        ("other:\n  id: inner", upload.NAMELESS),
        ("[" + "[]," * 300_000 + "]", upload.NAMELESS),
    ],
)
def test_the_id_is_found_without_parsing_what_may_be_a_bomb(text: str, contest_id: str) -> None:
    begun = time.process_time()
    assert upload.id_in({"contest": text}) == contest_id
    assert time.process_time() - begun < 0.2 * slowdown()


@pytest.mark.slow
async def test_a_check_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload, "LONGEST_CHECK", 0.05)
    assert await WHOLE_CHECK("2020-repeat", FILES, all_texts(), Language.RU) == [
        "на проверку не хватило времени или памяти: уменьшите файлы"
    ]


# --- versions


async def test_one_tap_and_a_confirmation_go_back(app: App, owner: Phone) -> None:
    original = live(app)
    await owner.press("cholidays:2020-repeat")
    await owner.send("25.05")
    await owner.tap("Опубликовать", "Версии", "Вернуть предыдущую")
    assert "− 25 мая 2020" in owner.text
    await owner.tap("Опубликовать")
    assert live(app) == original
    await owner.tap("Версии", "Вернуть предыдущую")
    await owner.tap("Опубликовать")
    assert str(live(app).contest.holidays[0]) == "2020-05-25"
    assert (await states(app)).count("live") == 1


async def test_going_back_to_another_deadline_is_news_each_time(
    app: App, owner: Phone, applicant: Phone, clock: MovableClock
) -> None:
    clock.advance(minutes=-30)
    await applicant.begin()
    clock.advance(minutes=30)

    async def go_back(phone: Phone) -> None:
        await phone.press("cversions:2020-repeat")
        await phone.tap("Вернуть предыдущую")

    for propose, before, after in ((extend, 3, 8), (go_back, 8, 3), (extend, 3, 8)):
        await propose(owner)
        await owner.tap("Опубликовать")
        for _ in range(2):
            await deliver(app)
            clock.advance(minutes=5)
        assert f"Бұрынғы мерзім: 2020 жылғы {before} маусым" in applicant.text
        assert f"Жаңа мерзім: 2020 жылғы {after} маусым" in applicant.text
    assert heard(applicant, "Мерзім өзгерді") == 3


async def test_what_was_published_is_served_after_a_restart(app: App, restarted: App, owner: Phone) -> None:
    await extend(owner)
    await owner.tap("Опубликовать")
    assert live(restarted).deadline.isoformat() != NEW_DEADLINE
    await publication.restore(restarted.database, restarted.catalogue, restarted.texts)
    assert live(restarted) == live(app)


async def test_a_version_that_cannot_be_read_any_more_is_named_and_left_out(
    app: App, restarted: App, owner: Phone, caplog: pytest.LogCaptureFixture
) -> None:
    await extend(owner)
    await owner.tap("Опубликовать")
    async with app.database.writing() as connection:
        await connection.execute(contest_versions.update().values(files={"contest": "id: 1"}))
    await publication.restore(restarted.database, restarted.catalogue, restarted.texts)
    assert live(restarted).deadline.isoformat() == "2020-06-03T18:00:00+06:00"
    assert "is not served" in caplog.text


async def test_what_was_made_from_an_older_version_is_not_published(app: App, owner: Phone, second: Phone) -> None:
    await owner.press("cholidays:2020-repeat")
    await owner.send("25.05")
    await second.press("cholidays:2020-repeat")
    await second.send("26.05")
    await second.tap("Жариялау")
    await owner.tap("Опубликовать")
    assert "опубликовали другую версию" in owner.text
    assert str(live(app).contest.holidays[0]) == "2020-05-26"


async def test_two_taps_publish_once(app: App, owner: Phone, chats: Chats) -> None:
    await owner.press("cholidays:2020-repeat")
    await owner.send("25.05")
    for _ in range(2):
        chats.telegram.press(owner.id, owner.last.message_id, "cpublish:1")
    await chats.settle(at_once=True)
    assert (await done(app)).count("contest.published") == 1
    assert (await states(app)).count("live") == 1


async def test_a_draft_is_nobody_elses_business(owner: Phone, second: Phone) -> None:
    await owner.press("cholidays:2020-repeat")
    await owner.send("25.05")
    for button in ("cver:1", "cpublish:1", "cdrop:1"):
        await second.press(button)
        assert "жарияланбаған өзгерісі" in second.text
    await owner.press("cver:77")
    assert "Этой версии больше нет" in owner.text


# --- beside everybody else


@pytest.mark.slow
async def test_others_are_answered_while_a_version_is_published(
    app: App, owner: Phone, applicant: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publication, "AnswerIndex", AnswerIndex)  # made anew, as outside of tests
    await applicant.begin()
    await owner.press("cholidays:2020-repeat")
    await owner.send("25.05")
    in_the_loop, in_all = time.thread_time(), time.process_time()
    await owner.tap("Опубликовать")
    in_the_loop, in_all = time.thread_time() - in_the_loop, time.process_time() - in_all
    assert in_the_loop < in_all / 3, "what takes long is done in another thread"


def test_every_part_of_a_contest_has_words_for_its_changes(contest: Contest) -> None:
    texts = all_texts()
    for language in Language:
        for name, part in vars(contest).items():
            assert texts.label(language, f"diff.file.{name}")
            for field in type(part).model_fields:
                assert texts.label(language, f"diff.field.{field}")


def test_comments_of_a_file_outlive_a_change() -> None:
    changed = with_value(FILES["contest"], ("holidays",), ["2020-05-25"])
    assert changed.count("#") == FILES["contest"].count("#")
    assert without(with_value(changed, ("closed",), {"at": "x"}), "closed").rstrip() == changed.rstrip()


async def test_a_word_template_is_replaced_by_the_official_one(app: App, owner: Phone) -> None:
    official = BytesIO()
    document = Document(str(REAL / "form_1.kk.docx"))
    document.add_paragraph("ресми үлгі")
    document.save(official)
    await send_zip(owner, {**FILES, "form_1.kk.docx": b64encode(official.getvalue()).decode()})
    assert "Шаблон Word формы: form_1.kk.docx" in owner.text
    await owner.tap("Опубликовать")
    served: dict[str, bytes] = app.catalogue.made("2020-repeat", templates.INDEX, lambda _: {})
    assert served["form_1.kk.docx"] == official.getvalue()
    assert served["form_2.kk.docx"] == (REAL / "form_2.kk.docx").read_bytes()
    await owner.press("cfilesx:2020-repeat")
    assert bundles.templates(bundles.read(owner.received)) == served
