"""What those who answer do with a question: take, answer, pass on, close."""

from dataclasses import dataclass
from datetime import timedelta

from bot.access import Right
from bot.payloads.consultants.queue import FindQuestions
from bot.services.audit import audit_trail
from bot.services.questions import relay
from bot.services.questions.asker import reopens, wait_again
from bot.services.questions.assignment import Roster, roster
from bot.ui.context import Context, ExplainedError
from content.models import Contest
from content.rules.working_time import WorkingTime
from storage.consultants import consultants
from storage.consultants.consultants import Link
from storage.database import Reader, Writer
from storage.questions import events, messages, posts, questions, words
from storage.questions.events import QuestionEvent
from storage.questions.messages import Words
from storage.questions.questions import STAFF, Question
from storage.questions.queues import Sight
from storage.tables.questions import MessageSide, MessageStage, QuestionEventKind, QuestionState

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


def sight(ctx: Context, mine: Responsibility) -> Sight:
    """What they see in queues: what is theirs to answer, and of their regions what others answer meanwhile."""
    own = {(link.contest_id, link.consultant_id) for link in mine.links}
    return Sight(
        person_id=ctx.person.id,
        holders=mine.holders,
        regions=tuple(
            (contest.id, region.id)
            for contest in ctx.catalogue
            for region in contest.regions.regions
            if (contest.id, region.consultant) in own
        ),
        contests=tuple(contest.id for contest in ctx.catalogue) if mine.staff else (),
    )


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
        return (
            consultant.called[ctx.person.language]
            if consultant
            else ctx.label("desk.staff", operator=ctx.operator(self.contest))
        )

    def doer(self, ctx: Context, event: QuestionEvent) -> str | None:
        """Who did something with the question; whoever asked it is called that, whatever else they may be."""
        if event.person_id == self.question.person_id:
            return ctx.label("desk.asker")
        return self.name(ctx, event.person_id)


async def case(ctx: Context, connection: Reader, question_id: int) -> Case:
    """Raises ExplainedError where the person has nothing to do with it, or it is gone."""
    mine = await desk(ctx, connection)
    question = await questions.find(connection, question_id)
    if question is None or question.state is QuestionState.DRAFT:
        raise ExplainedError("questions/case_gone", [[ctx.button("desk.find", FindQuestions())]], number=question_id)
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
            await relay.answer(ctx, connection, question, [said])
        await _answered(ctx, connection, case)
    return not held


async def send_held(ctx: Context, connection: Writer, case: Case) -> None:
    """Lets go what the person holds back, as one answer; though somebody else came first, if they did."""
    waiting = await messages.held(connection, case.question.id, ctx.person.id)
    if not waiting:
        return
    await messages.send_on(connection, case.question.id, ctx.person.id)
    await relay.answer(ctx, connection, case.question, waiting)
    await _answered(ctx, connection, case)


async def _answered(
    ctx: Context, connection: Writer, case: Case, kind: QuestionEventKind = QuestionEventKind.ANSWERED
) -> None:
    question = case.question
    values = {"state": QuestionState.ANSWERED, "taken_by": ctx.person.id, "step_at": None, "settled_at": None}
    values["by_phone"] = kind is QuestionEventKind.BY_PHONE
    if question.answered_at is None and question.sent_at is not None:
        spent = WorkingTime(case.contest).between(question.sent_at, ctx.now)
        values |= {"answered_at": ctx.now, "answered_in": spent // A_MINUTE}
    await questions.change(connection, question.id, **values)
    await _note(ctx, connection, case, kind)


async def _note(
    ctx: Context,
    connection: Writer,
    case: Case,
    kind: QuestionEventKind,
    holder: str | None = None,
    note: str | None = None,
) -> None:
    """Part of the question's history, and shown on its cards; what staff do stands in the audit trail too."""
    number = case.question.id
    await events.note(connection, number, kind, ctx.now, person_id=ctx.person.id, holder=holder, words=note)
    await relay.redraw(ctx, connection, number)
    if ctx.is_staff:
        action = QuestionEventKind.ANSWERED if kind is QuestionEventKind.BY_PHONE else kind
        await audit_trail.write(ctx, connection, f"question.{action}", number=number)


async def take(ctx: Context, connection: Writer, case: Case, *, taken: bool) -> bool:
    """Says who will answer, or that they will not. Nobody takes what another has taken: then it is False."""
    if case.question.taken_by not in {None, ctx.person.id}:
        return False
    await questions.change(connection, case.question.id, taken_by=ctx.person.id if taken else None)
    await _note(ctx, connection, case, QuestionEventKind.TAKEN if taken else QuestionEventKind.LEFT)
    return True


async def pass_on(ctx: Context, connection: Writer, case: Case, holder: str) -> None:
    """Gives the question to another consultant of the contest, or to staff."""
    if holder != STAFF and case.on.linked(holder) is None:
        raise ExplainedError("consultants/consultant_gone")
    await questions.change(connection, case.question.id, holder=holder, taken_by=None)
    await _note(ctx, connection, case, QuestionEventKind.PASSED, holder)
    now_theirs = await questions.get(connection, case.question.id)
    await relay.deal(ctx, connection, now_theirs, case.on, "passed", ctx.person.id)


def unanswered(question: Question) -> bool:
    """Whether its end would leave whoever asked without an answer: they had none, or what they had did not help."""
    return question.state is QuestionState.OPEN and (question.answered_at is None or question.helped is False)


async def close(ctx: Context, connection: Writer, case: Case, *, by_phone: bool) -> None:
    """Settles a question and tells whoever asked the truth about it. A second tap changes nothing."""
    question = case.question
    if question.state is QuestionState.CLOSED:
        return
    if by_phone:
        await _answered(ctx, connection, case, QuestionEventKind.BY_PHONE)
    elif unanswered(question) and question.by_phone:
        await _take_back_the_call(connection, question)
    await questions.change(connection, question.id, state=QuestionState.CLOSED, settled_at=ctx.now, step_at=None)
    await _note(ctx, connection, case, QuestionEventKind.CLOSED)
    event = "by_phone" if by_phone else "closed_unanswered" if unanswered(question) else "closed"
    await relay.news(ctx, connection, question, event, [question.person_id])


async def reopen(ctx: Context, connection: Writer, case: Case) -> None:
    """Takes an end back: an answer is still an answer, what had none waits again. Whoever asked hears of it."""
    question = case.question
    if question.state is not QuestionState.CLOSED:
        return
    if not reopens(question, ctx.now):
        raise ExplainedError("questions/thread_closed")
    if question.answered_at is not None and not question.by_phone:
        await questions.change(connection, question.id, state=QuestionState.ANSWERED, settled_at=None)
    else:
        if question.by_phone:
            await _take_back_the_call(connection, question)
        await wait_again(ctx, connection, case.contest, question)
    await _note(ctx, connection, case, QuestionEventKind.REOPENED)
    await relay.news(ctx, connection, question, "reopened", [question.person_id])


async def _take_back_the_call(connection: Writer, question: Question) -> None:
    """Who said that they answered by phone takes it back: what nobody answered in writing has no answer again."""
    said = await messages.everything_said(connection, question.id)
    written = any(each.side is MessageSide.ANSWER for each in said)
    answered = {} if written else {"answered_at": None, "answered_in": None}
    await questions.change(connection, question.id, by_phone=False, **answered)


async def join(ctx: Context, connection: Writer, kept: Case, gone: Case) -> None:
    """What one person asked twice becomes one question, with everything that was said; whoever asked hears of it."""
    first, second = kept.question, gone.question
    mine = first.person_id == second.person_id and first.contest_id == second.contest_id and first.id != second.id
    if not mine or {first.state, second.state} != {QuestionState.OPEN}:
        raise ExplainedError("questions/not_joined")
    await messages.join(connection, second.id, first.id)
    await posts.join(connection, second.id, first.id)
    ended = {"state": QuestionState.CLOSED, "settled_at": ctx.now, "step_at": None, "joined_to": first.id}
    await questions.change(connection, second.id, **ended)
    for each, other in ((kept, second.id), (gone, first.id)):
        await _note(ctx, connection, each, QuestionEventKind.JOINED, note=f"№{other}")
        await relay.find_anew(connection, each.question.id)
    await relay.news(ctx, connection, first, "joined", [first.person_id])


async def annotate(ctx: Context, connection: Writer, case: Case, note: str) -> None:
    """Something that only those who answer see, and find the question by."""
    kind, number = QuestionEventKind.NOTE, case.question.id
    await events.note(connection, number, kind, ctx.now, person_id=ctx.person.id, words=note)
    await words.keep(connection, number, note)
    await relay.redraw(ctx, connection, number)
