"""What those who answer do with a question: take, answer, pass on, close."""

from dataclasses import dataclass
from datetime import timedelta

from bot.access import Right
from bot.services.audit import audit_trail
from bot.services.questions import relay
from bot.services.questions.asker import reopens
from bot.services.questions.assignment import Roster, roster
from bot.ui.context import Context, ExplainedError
from content.models import Contest
from content.rules.working_time import WorkingTime
from storage.consultants import consultants
from storage.consultants.consultants import Link
from storage.database import Reader, Writer
from storage.questions import messages, questions
from storage.questions.messages import Words
from storage.questions.questions import STAFF, Question
from storage.tables.questions import MessageSide, MessageStage, QuestionState

A_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Responsibility:
    """What a person answers for."""

    links: tuple[Link, ...]
    staff: bool

    @property
    def holders(self) -> tuple[str, ...]:
        return (*(link.consultant_id for link in self.links), *((STAFF,) if self.staff else ()))

    def answers(self, contest_id: str) -> bool:
        return self.staff or any(link.contest_id == contest_id for link in self.links)

    def concerns(self, person_id: int, question: Question, contest: Contest, answering: Roster) -> bool:
        """Whether a question is theirs to read: it says what somebody wrote, and maybe their phone.

        It is that of staff; of whoever holds it or has held it; of the region's consultant; of whoever stands in for
        one of those who is away; and of whoever took it.
        """
        if self.staff or question.taken_by == person_id:
            return True
        region = contest.regions.region(question.region_id)
        whose = question.held_by | ({region.consultant} if region else set())
        own = {link.consultant_id for link in self.links if link.contest_id == question.contest_id}
        away = [link for each in whose if (link := answering.linked(each)) and link.away(answering.today)]
        return not whose.isdisjoint(own) or any(link.substitute_id == person_id for link in away)


async def _desk(ctx: Context, connection: Reader) -> Responsibility:
    return Responsibility(tuple(await consultants.of_person(connection, ctx.person.id)), ctx.may(Right.ANSWER))


async def answers_anything(ctx: Context, connection: Reader) -> bool:
    return bool((await _desk(ctx, connection)).holders)


async def desk(ctx: Context, connection: Reader) -> Responsibility:
    """Raises ExplainedError for somebody who answers for nothing, any more or at all."""
    found = await _desk(ctx, connection)
    if not found.holders:
        raise ExplainedError("consultants/not_consultant")
    return found


@dataclass(frozen=True)
class Case:
    """A question before somebody who may answer it."""

    question: Question
    contest: Contest
    on: Roster

    def name(self, ctx: Context, person_id: int | None) -> str | None:
        """What somebody who answers is called: by the announcement, or as staff."""
        if person_id is None:
            return None
        link = next((each for each in self.on.links if each.person_id == person_id), None)
        consultant = self.contest.regions.consultant(link.consultant_id) if link else None
        return consultant.name if consultant else ctx.label("desk.staff", operator=ctx.operator(self.contest))


async def case(ctx: Context, connection: Reader, question_id: int) -> Case:
    """Raises ExplainedError where the person has nothing to do with it, or it is gone."""
    mine = await desk(ctx, connection)
    question = await questions.find(connection, question_id)
    if question is None or question.state is QuestionState.DRAFT:
        raise ExplainedError("questions/case_gone")
    if not mine.answers(question.contest_id):
        raise ExplainedError("consultants/not_consultant")
    contest = ctx.contest(question.contest_id)
    on = await roster(connection, contest, ctx.staff_ids, ctx.now)
    if not mine.concerns(ctx.person.id, question, contest, on) and not await _answered_it(ctx, connection, question):
        raise ExplainedError("questions/case_others")
    return Case(question, contest, on)


async def _answered_it(ctx: Context, connection: Reader, question: Question) -> bool:
    said = await messages.everything_said(connection, question.id)
    return any(each.side is MessageSide.ANSWER and each.author_id == ctx.person.id for each in said)


async def before_me(ctx: Context, connection: Reader, question: Question) -> int | None:
    """Who else took or answered a question; None where nobody did, or the person took it themselves."""
    if question.taken_by == ctx.person.id:
        return None
    if question.taken_by is not None and question.state is not QuestionState.CLOSED:
        return question.taken_by
    said = await messages.everything_said(connection, question.id)
    answers = [each.author_id for each in said if each.side is MessageSide.ANSWER]
    return answers[-1] if answers and answers[-1] != ctx.person.id else None


async def answer(ctx: Context, connection: Writer, case: Case, words: Words, *, anyway: bool) -> bool:
    """Sends an answer to who asked; False where it is held back, because somebody else came first.

    Raises ExplainedError where the question was closed too long ago.
    """
    question = case.question
    if not reopens(question, ctx.now):
        raise ExplainedError("questions/thread_closed")
    held = not anyway and await before_me(ctx, connection, question) is not None
    stage = MessageStage.HELD if held else MessageStage.SENT
    if not await messages.say(connection, question.id, MessageSide.ANSWER, words, stage, ctx.now):
        return not held
    if not held:
        said = await messages.by_message(connection, words.author_id, words.message_id)
        if said is not None:
            await relay.answer(ctx, connection, question, said)
        await _answered(ctx, connection, case)
    return not held


async def send_held(ctx: Context, connection: Writer, case: Case) -> None:
    """Sends what was held back, though somebody else came first."""
    waiting = await messages.held(connection, case.question.id, ctx.person.id)
    if not waiting:
        return
    await messages.send_on(connection, case.question.id, ctx.person.id)
    for said in waiting:
        await relay.answer(ctx, connection, case.question, said)
    await _answered(ctx, connection, case)


async def _answered(ctx: Context, connection: Writer, case: Case) -> None:
    question = case.question
    values = {"state": QuestionState.ANSWERED, "taken_by": ctx.person.id, "step_at": None, "settled_at": None}
    if question.answered_at is None and question.sent_at is not None:
        spent = WorkingTime(case.contest).between(question.sent_at, ctx.now)
        values |= {"answered_at": ctx.now, "answered_in": spent // A_MINUTE}
    await questions.change(connection, question.id, **values)
    await _note(ctx, connection, case, "answered")


async def _note(ctx: Context, connection: Writer, case: Case, action: str) -> None:
    """What staff do is written down; what consultants do stands in the question itself."""
    if ctx.is_staff:
        await audit_trail.write(ctx, connection, f"question.{action}", number=case.question.id)


async def take(ctx: Context, connection: Writer, case: Case, *, taken: bool) -> None:
    """Says who will answer, or that they will not. Nobody takes what another has taken."""
    if case.question.taken_by not in {None, ctx.person.id}:
        return
    await questions.change(connection, case.question.id, taken_by=ctx.person.id if taken else None)
    await _note(ctx, connection, case, "taken" if taken else "left")


async def pass_on(ctx: Context, connection: Writer, case: Case, holder: str) -> None:
    """Gives the question to another consultant of the contest, or to staff."""
    if holder != STAFF and case.on.linked(holder) is None:
        raise ExplainedError("consultants/consultant_gone")
    await questions.change(connection, case.question.id, holder=holder, taken_by=None)
    await _note(ctx, connection, case, "passed")
    await relay.deal(ctx, connection, await questions.get(connection, case.question.id), case.on, "passed")


async def close(ctx: Context, connection: Writer, case: Case, event: str) -> None:
    """Settles a question and asks the person whether it helped. A second tap changes nothing."""
    if case.question.state is QuestionState.CLOSED:
        return
    if event == "by_phone":
        await _answered(ctx, connection, case)
    await questions.change(connection, case.question.id, state=QuestionState.CLOSED, settled_at=ctx.now, step_at=None)
    await _note(ctx, connection, case, "closed")
    await relay.news(ctx, connection, case.question, event, [case.question.person_id])
