"""Topics of questions in groups of those who answer: made, kept as the questions stand, closed with them."""

from datetime import datetime, timedelta

from bot.access import Right
from bot.services.desk_groups import connecting
from bot.services.desk_groups.connecting import COMMAND
from bot.services.desk_groups.group_card import GroupView, view
from bot.services.questions import cases, topic_view
from bot.services.questions.cases import Case
from bot.ui.context import Context
from bot.ui.navigation import Activity
from bot.ui.notices import Call, Composed, Later, Nothing
from bot.ui.screens import CloseTopic, Edit, NameTopic, OpenTopic, Screen
from content.rules.reminders import night_ends, quiet
from storage.database import Writer
from storage.delivery import claims
from storage.delivery.claims import OutboxRow
from storage.desk_groups import desk_groups
from storage.desk_groups.desk_groups import GroupTopic
from storage.questions import questions
from storage.tables.delivery import OutboxKind
from storage.tables.desk_groups import TopicStep
from storage.tables.questions import QuestionState

NEXT = timedelta(seconds=3)
"""Between two things in one group: Telegram lets a bot write there 20 times a minute."""
GONE = Nothing("the group or its topic is not there any more")


async def group_topic(ctx: Context, letter: OutboxRow) -> Composed:
    """The one thing that is to be done first; whatever follows has a row of its own."""
    number, chat = letter.content["question"], letter.chat_id
    async with ctx.database.writing() as connection:
        group = await desk_groups.find(connection, chat)
        question = await questions.find(connection, number)
        if group is None or question is None or group.person_id != ctx.person.id:
            return GONE
        if not ctx.may(Right.ANSWER):
            await connecting.end(connection, group, ctx.now, ctx.person.id)
            return GONE
        of = await cases.case(ctx, connection, number)
        wanted = await view(ctx, connection, of)
        known = await desk_groups.topic(connection, number, chat)
        if known is None or known.thread_id is None:
            return await _begin(ctx, connection, letter, known, wanted)
        return GONE if known.lost else await _go_on(ctx, connection, letter, of, known, wanted)


async def _go_on(
    ctx: Context, connection: Writer, letter: OutboxRow, case: Case, known: GroupTopic, wanted: GroupView
) -> Composed:
    """The next step; a row that comes again does once more what it was to do."""
    number, chat, question = letter.content["question"], letter.chat_id, case.question
    step = known.step if known.letter_id == letter.id else wanted.next_step(known)
    if step is None:
        await _later(connection, letter, question.due_at if question.state is QuestionState.OPEN else None, ctx.now)
        return Nothing("it is as it should be")
    night = quiet(ctx.now, case.contest.tzinfo)
    if step is TopicStep.NAME and night and not wanted.closed:
        return Later(night_ends(ctx.now, case.contest.tzinfo))
    await desk_groups.change(connection, number, chat, letter_id=letter.id, **_done(step, wanted))
    return await _call(ctx, step, known, wanted, silent=night)


async def _begin(
    ctx: Context, connection: Writer, letter: OutboxRow, known: GroupTopic | None, wanted: GroupView
) -> Composed:
    """What was tried once and may be there is not made again; a question that is over needs no topic any more."""
    if known is not None and (known.lost or letter.attempts or known.letter_id != letter.id):
        if letter.attempts:
            await desk_groups.change(connection, letter.content["question"], letter.chat_id, lost_at=ctx.now)
        return GONE
    if wanted.closed:
        return Nothing("closed meanwhile")
    name, icon = wanted.look.name, wanted.look.icon
    values = {"step": TopicStep.OPEN, "letter_id": letter.id, "name": name, "icon": icon}
    await desk_groups.keep(connection, letter.content["question"], letter.chat_id, **values)
    return OpenTopic(name, await ctx.topics.icon(icon))


def _done(step: TopicStep, wanted: GroupView) -> dict[str, object]:
    """What is so once the step is done."""
    values: dict[str, object] = {"step": step}
    match step:
        case TopicStep.CARD | TopicStep.EDIT:
            values["shown"] = wanted.digest
        case TopicStep.NAME:
            values |= {"name": wanted.look.name, "icon": wanted.look.icon}
        case TopicStep.CLOSE | TopicStep.REOPEN:
            values["closed"] = step is TopicStep.CLOSE
    return values


async def _call(ctx: Context, step: TopicStep, known: GroupTopic, wanted: GroupView, *, silent: bool) -> Call:
    thread = known.thread_id or 0
    match step:
        case TopicStep.EDIT if known.card_id is not None:
            return Edit(known.card_id, wanted.text, wanted.rows)
        case TopicStep.NAME:
            return NameTopic(thread, wanted.look.name, await ctx.topics.icon(wanted.look.icon))
        case TopicStep.CLOSE | TopicStep.REOPEN:
            return CloseTopic(thread, again=step is TopicStep.REOPEN)
    return Screen(wanted.text, wanted.rows, notice=True, silent=silent, thread=thread)


async def _later(connection: Writer, letter: OutboxRow, due_at: datetime | None, now: datetime) -> None:
    """When the name has to change next, if nothing but time passes."""
    group = await desk_groups.find(connection, letter.chat_id)
    moment = topic_view.next_step(due_at, now) if due_at else None
    if group is not None and moment is not None:
        await desk_groups.look(
            connection, letter.content["question"], group, f"at{int(moment.timestamp())}", now, moment
        )


async def done(connection: Writer, letter: OutboxRow, now: datetime) -> None:
    """Remembers what Telegram made, and has what follows looked for."""
    number, chat = letter.content["question"], letter.chat_id
    known = await desk_groups.topic(connection, number, chat)
    group = await desk_groups.find(connection, chat)
    if known is None or group is None:
        return
    made = {TopicStep.OPEN: "thread_id", TopicStep.CARD: "card_id"}.get(known.step)
    for message_id in await claims.sent_as(connection, letter.id) if made else ():
        await desk_groups.change(connection, number, chat, **{str(made): message_id})
    await desk_groups.look(connection, number, group, f"after{letter.id}", now, now + NEXT)


async def astray(connection: Writer, letter: OutboxRow, _: int | None, now: datetime) -> None:
    """Where no topic can be made the group is of no use; where one is gone, the private chats have its card."""
    number, chat = letter.content["question"], letter.chat_id
    known = await desk_groups.topic(connection, number, chat)
    group = await desk_groups.find(connection, chat)
    if known is None or group is None:
        return
    if known.thread_id is None:
        await connecting.lose(connection, group, now)
    else:
        await desk_groups.change(connection, number, chat, lost_at=now)


async def group_over(ctx: Context, letter: OutboxRow) -> Composed:
    if letter.to_group:
        return Screen(ctx.text("desk_groups/ended", command=COMMAND), [], notice=True)
    return ctx.notice(ctx.text("desk_groups/lost", title=letter.content["title"]), [])


def build_activity() -> Activity:
    activity = Activity()
    activity.sends(OutboxKind.GROUP_TOPIC, group_topic, delivered=done, astray=astray)
    activity.sends(OutboxKind.DESK_GROUP_OVER, group_over)
    return activity
