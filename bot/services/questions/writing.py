"""An answer being written: everything its author sends is kept back until they let it go as a whole.

What is written without saying for which question is kept too, until its author says so.
"""

from dataclasses import dataclass
from datetime import timedelta

from bot.services.questions import cases, private_numbers, relay
from bot.services.questions.asker import reopens
from bot.services.questions.cases import Case
from bot.ui.context import Context, ExplainedError
from storage.database import Reader, Writer
from storage.delivery import outbox
from storage.delivery.outbox import Priority
from storage.questions import loose, messages, questions, queues
from storage.questions.messages import QuestionMessage, Words
from storage.questions.questions import Question, QuestionLine
from storage.questions.queues import QueueView
from storage.tables.delivery import OutboxKind
from storage.tables.questions import MessageSide, MessageStage

PAUSE = timedelta(minutes=2)
"""After which the bot asks whether what was written is the whole answer."""
CONTINUES = timedelta(minutes=15)
"""How long after an answer more words may belong to it."""
FORGOTTEN = timedelta(hours=1)
"""What was written for no question is offered no longer than this."""
MOST_OFFERED = 5
NUMBERS = 2**32
"""From here on, negative, go the numbers of what is said by a button: no message of a chat has them, nor does what was
typed before a question (handlers/questions/ask.py)."""
GROUPS = 2**18
"""Groups that are told apart in the numbers of what is written in them."""


def number_in_group(chat_id: int, message_id: int) -> int:
    """Of words that are no message of their author's chat: below all others, and the same if they come twice."""
    return -(NUMBERS * (2 + abs(chat_id) % GROUPS) + message_id)


async def hold(ctx: Context, connection: Writer, case: Case, words: Words) -> None:
    """Keeps a message as a part of the answer. Raises ExplainedError where the question was closed too long ago."""
    if not reopens(case.question, ctx.now):
        raise ExplainedError("questions/thread_closed")
    if not await messages.say(connection, case.question.id, MessageSide.ANSWER, words, MessageStage.HELD, ctx.now):
        return
    said = await messages.by_message(connection, words.author_id, words.message_id)
    if said is not None:
        await outbox.queue(
            connection,
            key=f"{OutboxKind.ANSWER_UNSENT}:{said.id}",
            kind=OutboxKind.ANSWER_UNSENT,
            person_id=ctx.person.id,
            content={"question": case.question.id, "said": said.id},
            priority=Priority.ANSWER,
            now=ctx.now,
            not_before=ctx.now + PAUSE,
        )


async def reply(ctx: Context, connection: Writer, case: Case, words: Words) -> bool:
    """A reply to a card is the answer at once, unless one is being written or somebody else came first.

    False where it waits for its author's word.
    """
    begun = await messages.held(connection, case.question.id, ctx.person.id)
    if not begun and await cases.before_me(ctx, connection, case.question) is None:
        return await cases.answer(ctx, connection, case, words, anyway=False)
    await hold(ctx, connection, case, words)
    return False


async def rest_of_album(ctx: Context, connection: Writer, words: Words) -> bool:
    """A further part of an album goes where the first went, of whichever side; False where this is none."""
    first = await messages.by_album(connection, ctx.person.id, words.album) if words.album else None
    if first is None or first.message_id == words.message_id:
        return False
    if first.side is MessageSide.ANSWER:
        words = private_numbers.of_answer(words)
    question = await questions.get(connection, first.question_id)
    if first.stage is MessageStage.HELD:
        await hold(ctx, connection, await cases.case(ctx, connection, question.id), words)
    elif await messages.say(connection, question.id, first.side, words, first.stage, ctx.now):
        said = await messages.by_message(connection, words.author_id, words.message_id)
        if said is not None and said.stage is MessageStage.SENT:
            await relay.late_part(ctx, connection, ctx.contest(question.contest_id), question, said)
    return True


# --- what was written for no question


@dataclass(frozen=True)
class Offered:
    """Questions that somebody's words may belong to."""

    continued: Question | None
    """Answered by them just now."""
    others: list[QuestionLine]

    def __bool__(self) -> bool:
        return self.continued is not None or bool(self.others)


async def offered(ctx: Context, connection: Reader) -> Offered:
    """Nothing for somebody who answers for nothing, or for whom nothing waits."""
    if not await cases.answers_anything(ctx, connection):
        return Offered(None, [])
    mine = await cases.desk(ctx, connection)
    last = await messages.last_answer(connection, ctx.person.id, ctx.now - CONTINUES)
    continued = await questions.find(connection, last.question_id) if last else None
    found: dict[int, QuestionLine] = {}
    for view in (QueueView.MINE, QueueView.OPEN):
        page = await queues.page(connection, cases.sight(ctx, mine), view, ctx.now, offset=0, limit=MOST_OFFERED)
        found |= {each.id: each for each in page.questions}
    if continued is not None:
        found.pop(continued.id, None)
    others = [each for each in found.values() if each.person_id != ctx.person.id]
    return Offered(continued, others[:MOST_OFFERED])


async def keep_loose(ctx: Context, connection: Writer, words: Words) -> bool:
    """Keeps what waits for a question to belong to; False for a further part of an album."""
    await loose.drop(connection, ctx.person.id, ctx.now - FORGOTTEN)
    before = await loose.kept(connection, ctx.person.id)
    await loose.keep(connection, words, ctx.now)
    return words.album is None or all(each.album != words.album for each in before)


async def give(ctx: Context, connection: Writer, case: Case) -> None:
    """What was written for no question becomes part of the answer to this one."""
    for words in await loose.kept(connection, ctx.person.id):
        await hold(ctx, connection, case, private_numbers.of_answer(words))
    await loose.drop(connection, ctx.person.id)


async def unsent(ctx: Context, connection: Reader, question_id: int, said_id: int) -> list[QuestionMessage]:
    """What is still kept back, where this message is the last of it."""
    waiting = await messages.held(connection, question_id, ctx.person.id)
    return waiting if waiting and waiting[-1].id == said_id else []


# --- what a button says


async def say(ctx: Context, connection: Writer, case: Case, text: str) -> int | None:
    """Answers with words that nobody typed; tells their number, or nothing where they were just said."""
    if _just_said(await messages.everything_said(connection, case.question.id), ctx.person.id, text):
        return None
    number = -(NUMBERS + 2 * await messages.last_said(connection, case.question.id))
    await cases.answer(ctx, connection, case, Words(ctx.person.id, number, None, "text", text), anyway=True)
    return number


def _just_said(said: list[QuestionMessage], person_id: int, text: str) -> bool:
    """Whether the latest words are these very ones of this person, said by a button."""
    words = [each for each in said if each.kind == "text" or each.message_id > 0][-1:]
    return any(each.author_id == person_id and each.message_id <= -NUMBERS and each.text == text for each in words)


async def add_file(
    ctx: Context, connection: Writer, case: Case, number: int, kind: str, content: dict[str, str | int | None]
) -> None:
    """After the words of this number; it is no message that could be copied."""
    said = Words(ctx.person.id, number - 1, None, kind, "")
    await messages.say(connection, case.question.id, MessageSide.ANSWER, said, MessageStage.SENT, ctx.now)
    await outbox.queue(
        connection,
        key=f"{OutboxKind.CANNED_FILE}:{case.question.id}:{-number}",
        kind=OutboxKind.CANNED_FILE,
        person_id=case.question.person_id,
        contest_id=case.contest.id,
        content={"question": case.question.id, "by": ctx.person.id, **content},
        priority=Priority.ANSWER,
        now=ctx.now,
    )
    ctx.wake()
