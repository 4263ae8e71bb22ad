"""Nothing is forgotten: who is reminded of a question that waits, and who gets it instead."""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.access import Access, Right
from bot.clock import Clock
from bot.services.questions import desk_notices, relay
from bot.services.questions.assignment import roster, second
from content.catalogue import Catalogue
from content.models import Contest
from content.rules.working_time import WorkingTime
from storage.database import Database, Writer
from storage.delivery import outbox
from storage.delivery.claims import OutboxRow
from storage.delivery.outbox import Priority
from storage.questions import events, questions, queues
from storage.questions.questions import STAFF, Question
from storage.reminders import rounds
from storage.tables.delivery import OutboxKind
from storage.tables.questions import DeskNewsKind, QuestionEventKind, QuestionState

AT_ONCE = 100
"""Questions looked after in one transaction."""
NUDGE, SECOND, LAST = 0, 1, 2
"""What comes next: a reminder, another person, staff."""
MORNING = timedelta(hours=1)
"""From the beginning of office hours on: who hears later of what waits was told already."""


class Escalation:
    """Looks after questions that wait for an answer."""

    def __init__(
        self,
        database: Database,
        catalogue: Catalogue,
        clock: Clock,
        access: Access,
        wake: Callable[[], None],
    ) -> None:
        self.database = database
        self.catalogue = catalogue
        self.clock = clock
        self.access = access
        self.wake = wake

    async def tick(self) -> None:
        at = relay.Unattended(self.clock.now(), self.access.who_may(Right.ANSWER), self.wake)
        async with self.database.reading() as reader:
            waiting = await queues.due(reader, at.now, AT_ONCE)
        if waiting:
            async with self.database.writing() as connection:
                for question in await queues.due(connection, at.now, AT_ONCE):
                    await self._look_after(connection, at, question)
        for contest in self.catalogue:
            await self._digest(at, contest)

    async def _look_after(self, connection: Writer, occasion: relay.Unattended, question: Question) -> None:
        contest = self.catalogue.get(question.contest_id)
        if contest is None or question.state is not QuestionState.OPEN:
            await questions.change(connection, question.id, step_at=None)
            return
        on = await roster(connection, contest, occasion.staff_ids, occasion.now)
        holder, step_at = question.holder, question.due_at
        if question.step == SECOND:
            holder, step_at = await second(connection, on, question), question.staff_at
        elif question.step >= LAST:
            holder, step_at = STAFF if on.staff else question.holder, None
        before = relay.whose(question, on)
        changes = {"holder": holder, "step": question.step + 1, "step_at": step_at}
        if holder == question.holder:
            await questions.change(connection, question.id, **changes)
            await desk_notices.gather(occasion, connection, contest, question, before, DeskNewsKind.DUE)
        else:
            await questions.change(connection, question.id, **changes, taken_by=None)
            kind = QuestionEventKind.OVERDUE
            await events.note(connection, question.id, kind, occasion.now, holder=holder)
            now_theirs = await questions.get(connection, question.id)
            await relay.deal(occasion, connection, now_theirs, on, "overdue")
            came = on.people(holder, question.person_id)
            lost = set(before).difference(came)
            await desk_notices.gather(occasion, connection, contest, question, lost, DeskNewsKind.LOST)
            await desk_notices.gather(occasion, connection, contest, question, came, DeskNewsKind.CAME)
        await relay.redraw(occasion, connection, question.id)

    async def _digest(self, occasion: relay.Unattended, contest: Contest) -> None:
        """On the morning of a working day, to everybody who has something to answer."""
        local = occasion.now.astimezone(contest.tzinfo)
        opened = datetime.combine(local.date(), contest.hours.opens, tzinfo=contest.tzinfo)
        if not WorkingTime(contest).works(local.date()) or not opened <= local < opened + MORNING:
            return
        name = f"{OutboxKind.QUESTION_DIGEST}:{contest.id}:{local.date()}"
        async with self.database.reading() as reader:
            if not await rounds.undone(reader, [name]):
                return
        async with self.database.writing() as connection:
            await rounds.close(connection, name, occasion.now)
            load = await queues.load(connection, contest.id)
            on = await roster(connection, contest, occasion.staff_ids, occasion.now)
            await outbox.queue_each(
                connection,
                {person for holder in load for person in on.people(holder)},
                key=name,
                kind=OutboxKind.QUESTION_DIGEST,
                contest_id=contest.id,
                content={},
                priority=Priority.REMINDER,
                now=occasion.now,
            )
        occasion.wake()


async def unread(connection: Writer, letter: OutboxRow, now: datetime) -> None:
    """A card that cannot arrive: the next person gets the question at once."""
    question = await questions.find(connection, letter.content["question"])
    if question is not None and question.state is QuestionState.OPEN and question.step <= SECOND:
        await questions.change(connection, question.id, step=SECOND, step_at=now)
    elif question is not None and question.state is QuestionState.OPEN and question.holder != STAFF:
        await questions.change(connection, question.id, step=LAST, step_at=now + timedelta(seconds=1))
