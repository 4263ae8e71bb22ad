"""Ready-made answers: keeping them, one's own and shared ones, and answering with them."""

from datetime import datetime

from aiogram.enums import ButtonStyle
from aiogram.types import Message

from bot.access import Right
from bot.payloads.consultants.canned_answers import (
    CannedAnswerCard,
    CannedAnswerList,
    DropCannedAnswer,
    NewCannedAnswer,
    SendCannedAnswer,
    WriteCannedAnswer,
)
from bot.payloads.consultants.queue import ConsultantMenu
from bot.payloads.questions.ask import ThreadCard
from bot.payloads.questions.cases import CaseCard
from bot.services.audit import audit_trail
from bot.services.consultants import canned_reply
from bot.services.questions import cases
from bot.services.questions.relay import words_of
from bot.ui.context import Context, ExplainedError
from bot.ui.navigation import Activity, Goto, Outcome
from bot.ui.notices import Composed, Nothing
from bot.ui.screens import Button, Copy, Screen, visible_units
from bot.ui.widgets import column, pairs, sure
from content.ellipsis import cut
from content.models import WRITTEN_LANGUAGES, Language
from storage.consultants import canned_answers, consultants
from storage.consultants.canned_answers import CannedAnswer
from storage.database import Reader, Writer
from storage.delivery import outbox
from storage.delivery.claims import OutboxRow
from storage.delivery.outbox import Priority
from storage.questions import questions
from storage.tables.delivery import OutboxKind

TITLE_CHARACTERS = 60
TEXT_CHARACTERS = 1700
"""Visible, of one language: both stand on one screen."""
LABEL_CHARACTERS = 27
MOST = 30
"""Own answers, and as many shared ones: each is a button of one screen."""
ALBUM = 10
"""Messages of an album at the most."""
TITLE, FILE, NO_FILE = "title", "file", "no_file"
"""Parts of an answer besides its words, which go by their language."""


async def _allowed(ctx: Context, connection: Reader) -> None:
    """Raises ExplainedError for somebody who answers for nothing and does not look after a contest either."""
    if not ctx.may(Right.CONTEST):
        await cases.desk(ctx, connection)


async def _note(ctx: Context, connection: Writer, action: str, answer: CannedAnswer) -> None:
    """What is shared by all is the business of staff."""
    if answer.shared:
        await audit_trail.write(ctx, connection, f"ready.{action}", number=answer.id)


async def _to_use(ctx: Context, connection: Reader, ready_id: int) -> CannedAnswer:
    """Raises ExplainedError for somebody who answers for nothing, and where it is another's, or gone."""
    await _allowed(ctx, connection)
    answer = await canned_answers.find(connection, ready_id, ctx.person.id)
    if answer is None:
        raise ExplainedError("consultants/canned_gone")
    return answer


def _changeable(ctx: Context, answer: CannedAnswer) -> bool:
    return not answer.shared or ctx.may(Right.CONTEST, Right.ANSWER)


async def _to_change(ctx: Context, connection: Reader, ready_id: int) -> CannedAnswer:
    answer = await _to_use(ctx, connection, ready_id)
    if not _changeable(ctx, answer):
        raise ExplainedError("staff/staff_only")
    return answer


async def ready_answers(ctx: Context, at: CannedAnswerList) -> Screen:
    async with ctx.database.reading() as connection:
        await _allowed(ctx, connection)
        question = (await cases.case(ctx, connection, at.question)).question if at.question else None
        answers = await canned_answers.of_person(connection, ctx.person.id)
    own = [answer for answer in answers if not answer.shared]
    shared = [answer for answer in answers if answer.shared]
    text = ctx.text("consultants/canned_list", question=question, own=len(own), shared=len(shared))
    rows = column(
        ctx.button(
            "ready.shared_item" if answer.shared else "ready.item",
            CannedAnswerCard(ready=answer.id, question=at.question),
            title=cut(answer.title, LABEL_CHARACTERS),
        )
        for answer in answers
    )
    if question is not None:
        if not answers:
            rows.append([ctx.button("ready.look_after", CannedAnswerList())])
        return ctx.screen(text, rows, back=CaseCard(question=question.id))
    if len(own) < MOST:
        rows.append([ctx.button("ready.new", NewCannedAnswer(), style=ButtonStyle.PRIMARY)])
    if ctx.may(Right.CONTEST, Right.ANSWER) and len(shared) < MOST:
        rows.append([ctx.button("ready.new_shared", NewCannedAnswer(shared=True))])
    return ctx.screen(text, rows, back=ConsultantMenu())


async def ready_answer(ctx: Context, at: CannedAnswerCard) -> Screen:
    """To look after it; or, before it answers a question, what the one who asked would read."""
    async with ctx.database.reading() as connection:
        answer = await _to_use(ctx, connection, at.ready)
        question = (await cases.case(ctx, connection, at.question)).question if at.question else None
    if question is None:
        text = ctx.text("consultants/canned_answer", answer=answer)
        rows = _edit_buttons(ctx, answer) if _changeable(ctx, answer) else []
        return ctx.screen(text, rows, back=CannedAnswerList())
    found = canned_reply.words_for(answer, question.language)
    text = ctx.text(
        "consultants/canned_preview",
        answer=answer,
        question=question,
        words=found[1] if found else None,
        asked_in=ctx.texts.label(question.language, "language.name"),
        other=found is not None and found[0] is not question.language,
    )
    rows = []
    if found:
        to = SendCannedAnswer(question=question.id, ready=answer.id)
        rows.append([ctx.button("ready.send", to, style=ButtonStyle.PRIMARY)])
    return ctx.screen(text, rows, back=CannedAnswerList(question=question.id))


def _edit_buttons(ctx: Context, answer: CannedAnswer) -> list[list[Button]]:
    parts = pairs(
        ctx.button(f"ready.{part}", WriteCannedAnswer(ready=answer.id, part=part))
        for part in (*WRITTEN_LANGUAGES, TITLE, FILE)
    )
    return [*parts, [ctx.button("ready.drop", DropCannedAnswer(ready=answer.id))]]


async def send(ctx: Context, to: SendCannedAnswer) -> Outcome:
    """Answers the question; where somebody else came first, asks about that before."""
    async with ctx.database.writing() as connection:
        of = await cases.case(ctx, connection, to.question)
        answer = await _to_use(ctx, connection, to.ready)
        other = None if to.anyway else await cases.before_me(ctx, connection, of.question)
        if other is None:
            await canned_reply.send(ctx, connection, of, answer)
    if other is None:
        return Goto(CaseCard(question=to.question), ctx.label("ready.sent"))
    text = ctx.text("consultants/answer_other", question=of.question, name=of.name(ctx, other), held=False)
    anyway = ctx.button("desk.anyway", to.model_copy(update={"anyway": True}))
    return ctx.screen(text, [[anyway]], back=CaseCard(question=to.question))


# --- looking after them


async def new(ctx: Context, at: NewCannedAnswer, fault: str | None = None) -> Screen:
    """Asks for the title: an answer without one is not kept."""
    async with ctx.database.reading() as connection:
        await _room(ctx, connection, shared=at.shared)
    text = ctx.text("consultants/canned_new", shared=at.shared, most=TITLE_CHARACTERS, fault=fault)
    return ctx.screen(text, back=CannedAnswerList(), asks=at)


async def _room(ctx: Context, connection: Reader, *, shared: bool) -> None:
    """Raises ExplainedError where the person may not add one, or there are enough."""
    await _allowed(ctx, connection)
    if shared:
        ctx.require(Right.CONTEST, Right.ANSWER)
    answers = await canned_answers.of_person(connection, ctx.person.id)
    if sum(answer.shared is shared for answer in answers) >= MOST:
        raise ExplainedError("consultants/canned_many", most=MOST)


async def titled(ctx: Context, at: NewCannedAnswer, words: str) -> Outcome:
    title = " ".join(words.split())
    if len(title) > TITLE_CHARACTERS:
        return await new(ctx, at, "long")
    async with ctx.database.writing() as connection:
        await _room(ctx, connection, shared=at.shared)
        ready_id = await canned_answers.add(connection, None if at.shared else ctx.person.id, title, ctx.now)
        if at.shared:
            await audit_trail.write(ctx, connection, "ready.added", number=ready_id)
    return Goto(CannedAnswerCard(ready=ready_id), ctx.label("ready.kept"))


async def write(ctx: Context, at: WriteCannedAnswer) -> Outcome:
    if at.part == NO_FILE:
        async with ctx.database.writing() as connection:
            answer = await _to_change(ctx, connection, at.ready)
            await canned_answers.set_file(connection, answer.id, None)
            await _note(ctx, connection, "changed", answer)
        return Goto(CannedAnswerCard(ready=answer.id), ctx.label("ready.kept"))
    async with ctx.database.reading() as connection:
        answer = await _to_change(ctx, connection, at.ready)
    return _write_screen(ctx, at, answer)


def _write_screen(ctx: Context, at: WriteCannedAnswer, answer: CannedAnswer, fault: str | None = None) -> Screen:
    """Asks for a part; `fault` says why what came was not taken."""
    if at.part not in {*WRITTEN_LANGUAGES, TITLE, FILE}:
        raise ExplainedError("entry/button_unknown")
    most = TITLE_CHARACTERS if at.part == TITLE else TEXT_CHARACTERS
    text = ctx.text("consultants/canned_write", part=at.part, answer=answer, most=most, fault=fault)
    rows = []
    if at.part == FILE and answer.file is not None:
        rows.append([ctx.button("ready.no_file", WriteCannedAnswer(ready=answer.id, part=NO_FILE))])
    return ctx.screen(text, rows, back=CannedAnswerCard(ready=answer.id), asks=at)


async def written(ctx: Context, at: WriteCannedAnswer, message: Message) -> Outcome | None:
    """Takes the part that was asked for; an album is not one file, so its first message stands for it."""
    async with ctx.database.writing() as connection:
        answer = await _to_change(ctx, connection, at.ready)
        if at.part == FILE:
            return await _file_sent(ctx, connection, at, answer, message)
        if not message.text:
            return _write_screen(ctx, at, answer, "words")
        title = " ".join(message.text.split())
        if len(title) > TITLE_CHARACTERS if at.part == TITLE else visible_units(message.html_text) > TEXT_CHARACTERS:
            return _write_screen(ctx, at, answer, "long")
        if at.part == TITLE:
            await canned_answers.rename(connection, answer.id, title)
        else:
            await canned_answers.reword(connection, answer.id, Language(at.part), message.html_text)
        await _note(ctx, connection, "changed", answer)
    return Goto(CannedAnswerCard(ready=answer.id))


async def _file_sent(
    ctx: Context, connection: Writer, at: WriteCannedAnswer, answer: CannedAnswer, message: Message
) -> Outcome | None:
    words = words_of(message)
    if words is None or words.kind == "text":
        return _write_screen(ctx, at, answer, "file")
    place = (message.chat.id, message.message_id)
    if words.album and answer.file is not None:
        chat_id, message_id = answer.file
        if chat_id == place[0] and message_id < place[1] < message_id + ALBUM:
            return None
    await canned_answers.set_file(connection, answer.id, place)
    await _note(ctx, connection, "changed", answer)
    if words.album:
        return _write_screen(ctx, at, answer, "album")
    return Goto(CannedAnswerCard(ready=answer.id))


async def drop(ctx: Context, to: DropCannedAnswer) -> Outcome:
    async with ctx.database.writing() as connection:
        answer = await _to_change(ctx, connection, to.ready)
        if to.sure:
            await canned_answers.drop(connection, answer.id)
            await _note(ctx, connection, "dropped", answer)
    if to.sure:
        return Goto(CannedAnswerList(), ctx.label("ready.dropped"))
    text = ctx.text("consultants/canned_drop", answer=answer)
    return ctx.screen(text, [[sure(ctx, "ready.drop_sure", to)]], back=CannedAnswerCard(ready=answer.id))


# --- what the bot sends by itself


async def file(ctx: Context, letter: OutboxRow) -> Composed:
    """The file as it was sent to the bot, after the words that it belongs to."""
    async with ctx.database.reading() as connection:
        question = await questions.find(connection, letter.content["question"])
    if question is None:
        return Nothing("the question is gone")
    rows = [[ctx.button("asking.open", ThreadCard(question=question.id), number=question.id)]]
    return Copy(letter.content["chat"], (letter.content["message"],), rows)


async def file_undelivered(connection: Writer, letter: OutboxRow, now: datetime) -> None:
    """The original is gone: who answered hears of it. Of a person who cannot be reached the words tell them."""
    if not await consultants.known(connection, [letter.person_id]):
        return
    for person in await consultants.known(connection, [letter.content["by"]]):
        await outbox.queue(
            connection,
            key=f"{letter.key}:gone",
            kind=OutboxKind.CANNED_FILE_GONE,
            person_id=person,
            contest_id=letter.contest_id,
            content={"question": letter.content["question"]},
            priority=Priority.ANSWER,
            now=now,
        )


async def file_gone(ctx: Context, letter: OutboxRow) -> Composed:
    number = letter.content["question"]
    rows = [[ctx.button("desk.open", CaseCard(question=number), number=number)]]
    return ctx.notice(ctx.text("consultants/canned_file_gone", number=number), rows)


def build_activity() -> Activity:
    activity = Activity()
    activity.on(CannedAnswerList, ready_answers)
    activity.on(CannedAnswerCard, ready_answer)
    activity.on(SendCannedAnswer, send)
    activity.on(NewCannedAnswer, new)
    activity.typed(NewCannedAnswer, titled)
    activity.on(WriteCannedAnswer, write)
    activity.sent(WriteCannedAnswer, written)
    activity.on(DropCannedAnswer, drop)
    activity.sends(OutboxKind.CANNED_FILE, file, undelivered=file_undelivered)
    activity.sends(OutboxKind.CANNED_FILE_GONE, file_gone)
    return activity
