"""A message with numbers that say who somebody is, after its author's word: hidden, or as it is."""

from dataclasses import replace

from bot.payloads.questions.ask import AskConsultant, KeepWords, ThreadCard, WriteFollowUp
from bot.services.consultants import same_questions
from bot.services.open_links import asked_words
from bot.services.questions import private_numbers, relay
from bot.ui.context import Context, ExplainedError
from bot.ui.navigation import Activity, Goto, Outcome
from content.models import Contest
from handlers.questions import ask, threads
from storage.questions import messages, questions
from storage.questions.messages import Words


async def keep(ctx: Context, payload: KeepWords) -> Outcome:
    """The message is read where it stands: until this word of its author it was kept nowhere else."""
    contest = ctx.contest(payload.contest)
    words = asked_words(ctx.replied) if ctx.replied else None
    if not isinstance(words, Words) or words.author_id != ctx.person.id:
        way = WriteFollowUp(question=payload.question) if payload.question else AskConsultant(contest=contest.id)
        raise ExplainedError("questions/words_gone", [[ctx.button("asking.anew", way)]])
    async with ctx.database.reading() as connection:
        question = await questions.find(connection, payload.question) if payload.question else None
    if payload.hidden:
        words = private_numbers.without(words, contest, question)
    if (again := await _decided_anew(ctx, contest, words)) is not None:
        return again
    alone = replace(words, album=None)  # the rest of its album may be gone already
    if payload.question:
        return await threads.add(ctx, payload.question, alone) or Goto(ThreadCard(question=payload.question))
    return await ask.take(ctx, contest, alone) or Goto(AskConsultant(contest=contest.id))


async def _decided_anew(ctx: Context, contest: Contest, words: Words) -> Goto | None:
    """What is part of a question already changes its words."""
    async with ctx.database.writing() as connection:
        said = await messages.by_message(connection, ctx.person.id, words.message_id)
        if said is None:
            return None
        question = await questions.get(connection, said.question_id)
        if said.text != words.text:
            await relay.reworded(ctx, connection, contest, said, words)
            await same_questions.understand(ctx, connection, contest, question)
    if question.sent_at is None:
        return Goto(AskConsultant(contest=contest.id))
    return Goto(ThreadCard(question=question.id))


def build_activity() -> Activity:
    activity = Activity()
    activity.on(KeepWords, keep)
    return activity
