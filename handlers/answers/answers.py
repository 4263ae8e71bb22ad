"""Instant answers: a card for each, what to do where it is not what was asked, and the list of all questions."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Literal

from aiogram.enums import ButtonStyle
from markupsafe import Markup

from bot.payloads.answers.answers import AnswerCard, AnswerFile, FaqList, FoundTopics, NotAnswered, Pleasantry, Replied
from bot.payloads.assessment import SelfAssessment
from bot.payloads.entry import Home
from bot.payloads.packages.documents import Checklist, DocumentCard
from bot.payloads.packages.hand_in import StepList
from bot.payloads.packages.work_plan import CalendarFile
from bot.payloads.payload import Payload
from bot.payloads.reminders import ReminderSettings
from bot.payloads.rules.eligibility import EligibilityCheck
from bot.payloads.rules.rules import Chapter, RulesChapter, RulesMenu, RulesPage
from bot.payloads.topics import Finder, TopicCard, TopicList, TopicSearch
from bot.services.answers.confidence import Certainty
from bot.services.answers.instant_answers import Reply, index, offered, reply
from bot.services.answers.moments import AskedMoment, moment_of
from bot.services.answers.presenting import all_in_short
from bot.services.topics import search
from bot.ui.context import Context, ExplainedError
from bot.ui.navigation import Activity, Goto, Outcome
from bot.ui.screens import Button, Medium, Screen
from bot.ui.widgets import Pages, column, pairs
from content.answers.answer import Answer, AttachedFile
from content.answers.every_contest import entries, entry
from content.ellipsis import cut, opening
from content.models import LISTED, OWN, SHARED, Contest, LinkedScreen, Per, Related
from content.rules.last_days import lateness
from storage.answers import asked
from storage.answers.asked import Asked

ON_A_PAGE = 8
NEAR_AN_ANSWER, NEAR_INSTEAD, SHOWN_INSTEAD = 2, 3, 4
"""How many other answers are offered beside one, and where none is sure; and how many are shown there."""
QUOTED_CHARACTERS = 200
NAME_CHARACTERS = 24
ALL_CHARACTERS, MOST_CHARACTERS = 3400, 800
"""Of all that is shown to one message in answers and in what stands around them, and of one answer."""
AROUND_ONE, AROUND_PART = 130, 120
"""Of them, what stands around an answer beside its question, and around a part of the message."""


async def answer_card(ctx: Context, payload: AnswerCard) -> Screen:
    contest = ctx.contest(payload.contest)
    answer = await offered(ctx, contest, payload.answer, payload.item)
    if answer is None:
        raise ExplainedError("answers/answer_gone")
    typed = await _typed(ctx, payload.asked)
    near = await _near(ctx, contest, typed, answer.key, NEAR_AN_ANSWER)
    language = ctx.person.language
    said = answer.html(ctx.texts, language, lateness(contest, ctx.now))
    text = ctx.text(
        "answers/answer", answer=answer, said=said, near=near, contest=contest, moment=moment_of(ctx, contest, typed)
    )
    rows = column(_way_on(ctx, contest, answer, related) for related in answer.screens)
    if answer.file is not None:
        rows.insert(0, [_file(ctx, answer.file, AnswerFile(contest=contest.id, shared=int(answer.item)))])
    rows += _topics(ctx, contest, typed)
    rows += _offers(ctx, contest, near, payload.asked)
    if typed is not None:
        rows.append([ctx.button("answer.not_it", NotAnswered(contest=contest.id, asked=typed.id))])
    rows.append([ctx.write_button(contest, payload.asked, ButtonStyle.PRIMARY if answer.silent else None)])
    return ctx.screen(text, rows, back=None if typed else _list_with(ctx, contest, answer))


async def answer_file(ctx: Context, payload: AnswerFile) -> Screen:
    """The answer once more, and what is attached to it."""
    contest = ctx.contest(payload.contest)
    answer = await offered(ctx, contest, SHARED, str(payload.shared))
    screen = await answer_card(ctx, AnswerCard(contest=contest.id, answer=SHARED, item=str(payload.shared)))
    file = answer.file if answer else None
    return replace(screen, attachment=Medium(file.kind, file.file_id)) if file else screen


def _file(ctx: Context, file: AttachedFile, payload: AnswerFile) -> Button:
    return ctx.button("answer.file", payload, name=cut(file.name, NAME_CHARACTERS) or ctx.label(f"kind.{file.kind}"))


async def not_it(ctx: Context, payload: NotAnswered) -> Screen:
    """Says that there is no sure answer, and offers the consultant and what comes near."""
    contest = ctx.contest(payload.contest)
    typed = await _typed(ctx, payload.asked)
    if typed is not None and typed.answer is not None:
        async with ctx.database.writing() as connection:
            await asked.not_it(connection, typed.id, ctx.person.id)
    near = await _near(ctx, contest, typed, typed.answer if typed else None, NEAR_INSTEAD)
    found = await reply(ctx, contest, typed.words) if typed and not typed.answer else None
    answers = _in_turn(found)[:SHOWN_INSTEAD] if found else []
    text = ctx.text(
        "answers/no_answer",
        quoted=typed.words[:QUOTED_CHARACTERS] if typed else "",
        shown=typed is not None and typed.answer is not None,
        near=near,
        answers=answers,
        shorts=_shorts(ctx, contest, answers),
        contest=contest,
        moment=moment_of(ctx, contest, typed) if answers else AskedMoment(),
    )
    elsewhere = [
        ctx.button("topics", TopicList(contest=contest.id)),
        ctx.button("documents", Checklist(contest=contest.id)),
    ]
    ask = [ctx.write_button(contest, payload.asked, ButtonStyle.PRIMARY)]
    offers = _offers(ctx, contest, near, payload.asked)
    return ctx.screen(text, [ask, *offers, *_topics(ctx, contest, typed), elsewhere])


async def replied(ctx: Context, payload: Replied) -> Outcome:
    """Every question of a message with its answer, or those that may be meant; ranked again from the words kept."""
    contest = ctx.contest(payload.contest)
    typed = await _typed(ctx, payload.asked)
    found = await reply(ctx, contest, typed.words) if typed else None
    if typed is None or found is None or not found.asked:
        return Goto(FaqList(contest=contest.id))
    if found.verdict is Certainty.ELSEWHERE:
        return _menu(ctx, contest, ctx.text("answers/elsewhere"), typed)
    if found.verdict is Certainty.UNSURE:
        return Goto(NotAnswered(contest=contest.id, asked=typed.id))
    answers = _answers(found)
    every = [answer for each in found.said for answer in each.answers]
    asked_for = [opening(each.question, QUOTED_CHARACTERS) for each in found.said] if len(found.said) > 1 else []
    text = ctx.text(
        "answers/replied",
        said=found.said,
        questions=asked_for,
        shorts=_shorts(ctx, contest, every, sum(len(each) + AROUND_PART for each in asked_for)),
        contest=contest,
        moment=moment_of(ctx, contest, typed),
    )
    offers = _offers(ctx, contest, answers, payload.asked)
    style = None if found.verdict is Certainty.SURE else ButtonStyle.PRIMARY
    return ctx.screen(text, [*offers, [ctx.write_button(contest, payload.asked, style)]])


def _answers(found: Reply) -> list[Answer]:
    """The answers to every question of a message, each once."""
    return list(dict.fromkeys(answer for each in found.said for answer in each.answers))


def _in_turn(found: Reply) -> list[Answer]:
    """The same, the nearest to each question first: where not all are shown, no question is passed over."""
    turns = zip_longest(*(each.answers for each in found.said))
    return list(dict.fromkeys(answer for turn in turns for answer in turn if answer is not None))


def _shorts(ctx: Context, contest: Contest, answers: Sequence[Answer], taken: int = 0) -> dict[str, Markup]:
    """What answers say in short, by their keys: all of them together fit a message, one shown twice, too."""
    language = ctx.person.language
    around = sum(len(answer.question[answer.question.spoken(language)]) + AROUND_ONE for answer in answers)
    room = ALL_CHARACTERS - taken - around
    return all_in_short(ctx.texts, language, answers, lateness(contest, ctx.now), room, MOST_CHARACTERS)


async def pleasantry(ctx: Context, payload: Pleasantry) -> Screen:
    contest = ctx.contest(payload.contest)
    return _menu(ctx, contest, ctx.text("answers/pleasantry", manner=payload.manner))


def _menu(ctx: Context, contest: Contest, text: str, typed: Asked | None = None) -> Screen:
    """A friendly word, and where to go from here."""
    rows = [
        ctx.button("topics", TopicList(contest=contest.id)),
        ctx.button("documents", Checklist(contest=contest.id)),
        ctx.button("rules.open", RulesMenu(contest=contest.id)),
        ctx.button("faq.open", FaqList(contest=contest.id)),
    ]
    ask = ctx.write_button(contest, typed.id if typed else 0, None)
    return ctx.screen(text, [*pairs(rows), *_topics(ctx, contest, typed), [ask]])


async def faq_list(ctx: Context, payload: FaqList) -> Screen:
    contest = ctx.contest(payload.contest)
    answers = _listed(ctx, contest, payload.per)
    pages = Pages(len(answers), ON_A_PAGE, payload.page)
    rows = column(_offer(ctx, contest, answer) for answer in pages.shown(answers))
    by_item = (
        []
        if payload.per
        else [
            ctx.button(f"faq.{per.value}", FaqList(contest=contest.id, per=per))
            for per in LISTED
            if _listed(ctx, contest, per)
        ]
    )
    back = FaqList(contest=contest.id) if payload.per else None
    text = ctx.text("answers/faq", page=pages.number, pages=pages.count)
    return ctx.screen(text, [*rows, pages.turns(ctx, payload), *pairs(by_item)], back=back)


def _listed(ctx: Context, contest: Contest, per: str) -> list[Answer]:
    """What stands together in the list: all answers about items of a kind, or all about none."""
    kinds = {each.id: each.per or "" for each in entries(contest)}
    return [answer for answer in index(ctx.catalogue, ctx.texts, contest.id).answers if kinds[answer.id] == per]


def _list_with(ctx: Context, contest: Contest, answer: Answer) -> FaqList | None:
    """The page of the list on which an answer stands."""
    listed = entry(contest, answer.id)
    if listed is None or listed.per not in {None, *LISTED}:
        return None
    per: Per | Literal[""] = listed.per or ""
    place = _listed(ctx, contest, per).index(answer)
    return FaqList(contest=contest.id, page=place // ON_A_PAGE + 1, per=per)


async def _typed(ctx: Context, asked_id: int) -> Asked | None:
    if not asked_id:
        return None
    async with ctx.database.reading() as connection:
        return await asked.find(connection, asked_id, ctx.person.id)


async def _near(ctx: Context, contest: Contest, typed: Asked | None, but: str | None, most: int) -> list[Answer]:
    """Other answers that may be meant, ranked again from the words kept."""
    if typed is None:
        return []
    return [each for each in (await reply(ctx, contest, typed.words)).answers if each.key != but][:most]


def _topics(ctx: Context, contest: Contest, typed: Asked | None) -> list[list[Button]]:
    """The way to a search for what was typed, where that finds anything."""
    if typed is None or not search.index(ctx.catalogue, contest.id).search(typed.words):
        return []
    return [[ctx.button("answer.topics", FoundTopics(contest=contest.id, asked=typed.id))]]


def _offers(ctx: Context, contest: Contest, answers: list[Answer], asked_id: int) -> list[list[Button]]:
    return column(_offer(ctx, contest, answer, asked_id) for answer in answers)


def _offer(ctx: Context, contest: Contest, answer: Answer, asked_id: int = 0) -> Button:
    card = AnswerCard(contest=contest.id, answer=answer.id, item=answer.item, asked=asked_id)
    return Button(answer.short[ctx.person.language], card)


def _way_on(ctx: Context, contest: Contest, answer: Answer, related: Related) -> Button:
    """The button of a related screen, called as it is called elsewhere."""
    language = ctx.person.language
    here = contest.id
    own = answer.values.get(related.view.value) if related.view in OWN else None
    item = related.item or (own.id if own else answer.item)
    if related.view is LinkedScreen.TOPIC and (topic := contest.topic(item)):
        card = TopicCard(contest=here, topic=topic.id)
        return ctx.button("topic.item", card, number=topic.number, title=topic.short[language])
    if related.view is LinkedScreen.DOCUMENT and (document := contest.document(item)):
        sheet = DocumentCard(contest=here, document=document.id)
        return ctx.button("topic.item", sheet, number=document.number, title=document.short[language])
    if related.view is LinkedScreen.RULES and (group := contest.submission.group(related.item or "")):
        return Button(group.title[language], RulesPage(contest=here, group=group.id))
    if related.view is LinkedScreen.CONSULTANT:
        region = contest.regions.region(answer.item)
        return ctx.ask_button(contest, region.id if region else "")
    ways: dict[LinkedScreen, tuple[str, Payload]] = {
        LinkedScreen.HOME: ("home", Home()),
        LinkedScreen.TOPICS: ("topics", TopicList(contest=here)),
        LinkedScreen.FINDER: ("finder.open", Finder(contest=here)),
        LinkedScreen.SEARCH: ("search.open", TopicSearch(contest=here)),
        LinkedScreen.CHECKLIST: ("documents", Checklist(contest=here)),
        LinkedScreen.STEPS: ("steps", StepList(contest=here)),
        LinkedScreen.ASSESSMENT: ("self_assessment", SelfAssessment(contest=here)),
        LinkedScreen.RULES: ("rules.open", RulesMenu(contest=here)),
        LinkedScreen.ELIGIBILITY: ("may_we.open", EligibilityCheck(contest=here)),
        LinkedScreen.CALENDAR: ("calendar.open", CalendarFile(contest=here)),
        LinkedScreen.REMINDERS: ("reminders.choose", ReminderSettings()),
    }
    for chapter in Chapter:
        ways[LinkedScreen(chapter.value)] = (f"rules.{chapter.value}", RulesChapter(contest=here, chapter=chapter))
    key, payload = ways[related.view]
    return ctx.button(key, payload)


def build_activity() -> Activity:
    activity = Activity()
    activity.on(AnswerCard, answer_card)
    activity.on(AnswerFile, answer_file)
    activity.on(NotAnswered, not_it)
    activity.on(FaqList, faq_list)
    activity.on(Replied, replied)
    activity.on(Pleasantry, pleasantry)
    return activity
