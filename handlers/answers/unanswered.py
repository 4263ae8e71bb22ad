"""For staff: typed questions without a good answer, those alike together, and a new answer for all of them."""

from aiogram.enums import ButtonStyle

from bot.access import COORDINATORS
from bot.payloads.answers.unanswered import BeginSharedAnswer, UnansweredGroup, UnansweredList
from bot.payloads.consultants.shared_answers import SharedAnswerCard, SharedAnswerList
from bot.services.consultants import unanswered
from bot.ui.context import Context
from bot.ui.navigation import Activity, Goto
from bot.ui.screens import Screen
from bot.ui.widgets import Pages, column
from content.ellipsis import cut

ON_A_PAGE, SAMPLES = 8, 5
LABEL_CHARACTERS, QUOTED_CHARACTERS = 24, 300


async def unanswered_list(ctx: Context, payload: UnansweredList) -> Screen:
    """Those that most people asked come first."""
    ctx.require(*COORDINATORS)
    contest = ctx.contest(payload.contest)
    groups = await unanswered.groups(ctx, contest)
    pages = Pages(len(groups), ON_A_PAGE, payload.page)
    rows = column(
        ctx.button(
            "unanswered.item",
            UnansweredGroup(contest=contest.id, asked=each.first.id),
            number=each.people,
            words=cut(" ".join(each.first.words.split()), LABEL_CHARACTERS),
        )
        for each in pages.shown(groups)
    )
    text = ctx.text(
        "answers/unanswered",
        contest=contest,
        groups=len(groups),
        questions=sum(len(each.each) for each in groups),
        days=unanswered.SINCE.days,
    )
    return ctx.screen(text, [*rows, pages.turns(ctx, payload)], back=SharedAnswerList(contest=contest.id))


async def unanswered_group(ctx: Context, payload: UnansweredGroup) -> Screen:
    ctx.require(*COORDINATORS)
    contest = ctx.contest(payload.contest)
    group = await unanswered.group(ctx, contest, payload.asked)
    words = dict.fromkeys(cut(one.words, QUOTED_CHARACTERS) for one in group.each)
    text = ctx.text("answers/unanswered_group", group=group, words=list(words)[:SAMPLES], more=len(words) - SAMPLES)
    begin = BeginSharedAnswer(contest=contest.id, asked=group.first.id)
    rows = [[ctx.button("unanswered.begin", begin, style=ButtonStyle.PRIMARY)]]
    return ctx.screen(text, rows, back=UnansweredList(contest=contest.id))


async def begin_answer(ctx: Context, payload: BeginSharedAnswer) -> Goto:
    ctx.require(*COORDINATORS)
    contest = ctx.contest(payload.contest)
    return Goto(SharedAnswerCard(shared=await unanswered.begin_answer(ctx, contest, payload.asked)))


def build_activity() -> Activity:
    activity = Activity()
    activity.on(UnansweredList, unanswered_list)
    activity.on(UnansweredGroup, unanswered_group)
    activity.on(BeginSharedAnswer, begin_answer)
    return activity
