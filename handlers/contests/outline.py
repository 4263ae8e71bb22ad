"""A new contest, asked for question by question: whoever knows the announcement gets its first files."""

import asyncio
from dataclasses import replace
from functools import partial

from aiogram.enums import ButtonStyle

from bot.access import Right
from bot.payloads.contests.outline import (
    ClearOutline,
    ContestOutline,
    DropOutlineTopic,
    NewContest,
    OutlineFiles,
    OutlineQuestionCard,
    OutlineTables,
    SetOutlineWay,
    SkipOutlineQuestion,
)
from bot.payloads.contests.versions import DownloadEmptyContest
from bot.services.contests import outlining, tables
from bot.services.spreadsheet import Spreadsheets
from bot.ui.context import Context, ExplainedError
from bot.ui.navigation import Activity, Goto, Outcome
from bot.ui.screens import Button, File, Screen
from bot.ui.widgets import choice, column, pairs, sure
from content import bundles
from content.ellipsis import cut
from content.models import Contest
from content.models.application.submission import WayKind
from content.outline import folder, questions
from content.outline.questions import WAYS, Answers, OutlineKind, OutlinePart, OutlineQuestion
from content.outline.typed import OutlineTypedError
from storage.contests import outlines
from storage.row_locks import keep_person

SHOWN = 400
"""Characters of an answer on a screen."""
MOST_MISSING = 14
NAMELESS = "new-contest"


async def outline(ctx: Context, payload: ContestOutline) -> Screen:
    ctx.require(Right.CONTEST)
    contest = ctx.contest(payload.contest)
    known = await outlining.answers(ctx)
    said = {
        name: cut(outlining.in_words(ctx, question, answer), SHOWN)
        for name in (f"name_{ctx.person.language.written}", "deadline", WAYS.id)
        if (answer := known.get(name)) and (question := questions.question(known, name))
    }
    text = ctx.text(
        "contests/outline",
        name=said.get(f"name_{ctx.person.language.written}"),
        deadline=said.get("deadline"),
        ways=said.get(WAYS.id),
        topics=len(questions.topics(known)),
        begun=bool(known),
    )
    rows: list[list[Button]] = []
    if following := questions.first_open(known):
        label = "outline.go_on" if known else "outline.begin"
        rows.append([ctx.button(label, _card(payload.contest, following), style=ButtonStyle.PRIMARY)])
    rows += pairs(_part_button(ctx, payload.contest, known, part) for part in OutlinePart)
    if known:
        rows.append([ctx.button("outline.files", OutlineFiles(contest=contest.id))])
        rows.append([ctx.button("outline.anew", ClearOutline(contest=contest.id))])
    back = NewContest(contest=contest.id)
    return ctx.screen(text, rows, back=back, asks=back if known else None)  # whoever has files may send them at once


def _card(contest_id: str, question: OutlineQuestion) -> OutlineQuestionCard:
    return OutlineQuestionCard(contest=contest_id, question=question.id)


def _part_button(ctx: Context, contest_id: str, known: Answers, part: OutlinePart) -> Button:
    """To its first question that was not put yet, or else to its first one."""
    whole = [each for each in questions.asked(known) if each.part is part]
    lacking = any(each.part is part for each in questions.missing(known))
    begun = any(each.id in known for each in whole)
    sign = "in_progress" if lacking and begun else "not_started" if lacking else "ready"
    target = questions.first_open(known, part) or whole[0]
    return ctx.button(f"outline.part.{part.value}", _card(contest_id, target), sign=ctx.label(f"sign.{sign}"))


# --- a question


def _found(known: Answers, question_id: str) -> OutlineQuestion:
    found = questions.question(known, question_id)
    if found is None:
        raise ExplainedError("contests/outline_question_gone")
    return found


async def question(ctx: Context, payload: OutlineQuestionCard, fault: str | None = None) -> Screen:
    """`fault` says why what was typed was not taken: a reason that the template knows, or words."""
    ctx.require(Right.CONTEST)
    ctx.contest(payload.contest)
    known = await outlining.answers(ctx)
    asked = _found(known, payload.question)
    order = questions.asked(known)
    place = order.index(asked)
    answer = known.get(asked.id)
    text = ctx.text(
        "contests/outline_question",
        question=asked,
        title=ctx.label(f"outline.question.{asked.name}"),
        now=cut(outlining.in_words(ctx, asked, answer), SHOWN) if answer else "",
        silent=asked.id in known and not answer,
        fault=fault,
    )
    rows = [*_choices(ctx, payload, asked, answer or ""), *_ways_on(ctx, payload, asked, known)]
    back = _card(payload.contest, order[place - 1]) if place else ContestOutline(contest=payload.contest)
    return ctx.screen(text, rows, back=back, asks=None if asked.kind is OutlineKind.WAYS else payload)


def _choices(ctx: Context, payload: OutlineQuestionCard, asked: OutlineQuestion, answer: str) -> list[list[Button]]:
    chosen = answer.split()
    return column(
        choice(
            ctx,
            ctx.label(f"outline.way.{way.value}"),
            SetOutlineWay(contest=payload.contest, way=way, taken=way.value not in chosen),
            chosen=way.value in chosen,
        )
        for way in WayKind
        if asked.kind is OutlineKind.WAYS
    )


def _ways_on(ctx: Context, payload: OutlineQuestionCard, asked: OutlineQuestion, known: Answers) -> list[list[Button]]:
    whole = ContestOutline(contest=payload.contest)
    topics = questions.topics(known)
    if asked.topic and asked.topic not in topics and topics:  # one more than there are
        return [[ctx.button("outline.enough", whole, style=ButtonStyle.PRIMARY)]]
    rows = []
    if asked.id in known and (following := _following(known, asked)):
        rows.append([ctx.button("outline.next", _card(payload.contest, following), style=ButtonStyle.PRIMARY)])
    if asked.id not in known and asked.kind not in {OutlineKind.WAYS, OutlineKind.ID}:  # an id is one's own to choose
        rows.append([ctx.button("outline.skip", SkipOutlineQuestion(contest=payload.contest, question=asked.id))])
    if asked.topic and asked.topic in topics:
        rows.append([ctx.button("outline.drop", DropOutlineTopic(contest=payload.contest, topic=asked.topic))])
    rows.append([ctx.button("outline.all", whole)])
    return rows


def _following(known: Answers, asked: OutlineQuestion) -> OutlineQuestion | None:
    order = questions.asked(known)
    place = order.index(asked) + 1
    return order[place] if place < len(order) else None


async def _after(ctx: Context, contest_id: str, asked: OutlineQuestion) -> Goto:
    """To the question behind it."""
    following = _following(await outlining.answers(ctx), asked)
    return Goto(_card(contest_id, following) if following else ContestOutline(contest=contest_id))


async def typed(ctx: Context, payload: OutlineQuestionCard, words: str) -> Outcome:
    ctx.require(Right.CONTEST)
    known = await outlining.answers(ctx)
    asked = _found(known, payload.question)
    try:
        answer = outlining.read(ctx, asked, words, known)
    except OutlineTypedError as error:
        return await question(ctx, payload, error.reason)
    await outlining.keep(ctx, asked, answer)
    return await _after(ctx, payload.contest, asked)


async def skip(ctx: Context, payload: SkipOutlineQuestion) -> Goto:
    ctx.require(Right.CONTEST)
    asked = _found(await outlining.answers(ctx), payload.question)
    await outlining.keep(ctx, asked, None)
    return await _after(ctx, payload.contest, asked)


async def set_way(ctx: Context, payload: SetOutlineWay) -> Goto:
    ctx.require(Right.CONTEST)
    async with ctx.database.writing() as connection:
        await keep_person(connection, ctx.person.id)
        chosen = set(questions.chosen_ways(await outlines.answers(connection, ctx.person.id)))
        chosen = chosen | {payload.way} if payload.taken else chosen - {payload.way}
        answer = " ".join(way.value for way in WayKind if way in chosen)
        await outlines.put(connection, ctx.person.id, WAYS.id, answer or None, ctx.now)
    return Goto(_card(payload.contest, WAYS))


async def drop_topic(ctx: Context, payload: DropOutlineTopic) -> Goto:
    ctx.require(Right.CONTEST)
    async with ctx.database.writing() as connection:
        gone = [each.id for each in questions.of_topic(payload.topic)]
        await outlines.drop(connection, ctx.person.id, gone)
    return Goto(ContestOutline(contest=payload.contest), ctx.label("outline.dropped"))


async def clear(ctx: Context, payload: ClearOutline) -> Screen | Goto:
    ctx.require(Right.CONTEST)
    if payload.sure:
        async with ctx.database.writing() as connection:
            await outlines.drop(connection, ctx.person.id)
        return Goto(ContestOutline(contest=payload.contest), ctx.label("outline.cleared"))
    number = len(await outlining.answers(ctx))
    button = sure(ctx, "outline.anew_sure", payload, ButtonStyle.DANGER)
    return ctx.screen(
        ctx.text("contests/outline_clear", number=number), [[button]], back=ContestOutline(contest=payload.contest)
    )


# --- what becomes of it


async def first_files(ctx: Context, payload: OutlineFiles) -> Screen:
    ctx.require(Right.CONTEST)
    contest = ctx.contest(payload.contest)
    known = await outlining.answers(ctx)
    texts = await asyncio.to_thread(folder.files, known)
    name = known.get("id") or NAMELESS
    content = await asyncio.to_thread(bundles.pack, name, texts)
    return replace(_files_screen(ctx, contest, name, known), attachment=File(f"{name}.zip", content))


def _files_screen(ctx: Context, contest: Contest, name: str, known: Answers) -> Screen:
    """It also takes the files that come back: they are those of any contest then."""
    lacking = [_lacking(ctx, each) for each in questions.missing(known)]
    text = ctx.text(
        "contests/outline_files",
        name=name,
        missing=lacking[:MOST_MISSING],
        more=max(0, len(lacking) - MOST_MISSING),
    )
    rows = [
        [ctx.button("contest_desk.tables", OutlineTables(contest=contest.id))],
        [ctx.button("contest_desk.empty", DownloadEmptyContest(contest=contest.id))],
    ]
    return ctx.screen(text, rows, back=ContestOutline(contest=contest.id), asks=NewContest(contest=contest.id))


async def first_tables(spreadsheets: Spreadsheets, ctx: Context, payload: OutlineTables) -> Screen:
    """For whoever has more topics or documents than is pleasant to type: it goes into the folder."""
    ctx.require(Right.CONTEST)
    contest = ctx.contest(payload.contest)
    known = await outlining.answers(ctx)
    texts = await asyncio.to_thread(folder.files, known)
    name = known.get("id") or NAMELESS
    sorry = ctx.text("contests/not_written")
    attachment = spreadsheets.file(f"{name}.xlsx", tables.book(ctx, texts), contest.tzinfo, sorry)
    return replace(_files_screen(ctx, contest, name, known), attachment=attachment)


def _lacking(ctx: Context, asked: OutlineQuestion) -> str:
    words = ctx.label(f"outline.question.{asked.name}")
    return ctx.label("outline.of_topic", number=asked.topic, words=words) if asked.topic else words


def build_activity() -> Activity:
    activity = Activity()
    activity.on(ContestOutline, outline)
    activity.on(OutlineQuestionCard, question)
    activity.typed(OutlineQuestionCard, typed)
    activity.on(SkipOutlineQuestion, skip)
    activity.on(SetOutlineWay, set_way)
    activity.on(DropOutlineTopic, drop_topic)
    activity.on(ClearOutline, clear)
    activity.on(OutlineFiles, first_files)
    activity.on(OutlineTables, partial(first_tables, Spreadsheets()))
    return activity
