"""A question in a group of those who answer: what the card says there, and what a row of the outbox does next."""

from dataclasses import dataclass
from hashlib import blake2s

from bot.payloads.desk_groups import GroupTake
from bot.payloads.links import CASE
from bot.services.questions import topic_view
from bot.services.questions.asker import spelled_out
from bot.services.questions.cards import attachments
from bot.services.questions.cases import Case
from bot.services.questions.relay import FITS
from bot.services.questions.topic_view import TopicLook
from bot.ui.context import Context
from bot.ui.screens import Button, Rows, visible_units
from storage.database import Reader
from storage.desk_groups.desk_groups import GroupTopic
from storage.questions import messages
from storage.tables.desk_groups import TopicStep
from storage.tables.questions import MessageSide, QuestionState


@dataclass(frozen=True)
class GroupView:
    """As a topic should be: its name and icon, the card, and whether it is closed."""

    look: TopicLook
    text: str
    rows: Rows
    closed: bool

    @property
    def digest(self) -> str:
        said = (self.text, *(button.label for row in self.rows for button in row))
        return blake2s("\0".join(said).encode(), digest_size=16).hexdigest()

    def next_step(self, topic: GroupTopic) -> TopicStep | None:
        """What is to be done first; None where it is as it should be."""
        if topic.thread_id is None:
            return TopicStep.OPEN
        if topic.card_id is None:
            return TopicStep.CARD
        if topic.closed and not self.closed:
            return TopicStep.REOPEN
        if topic.shown != self.digest:
            return TopicStep.EDIT
        if (topic.name, topic.icon) != (self.look.name, self.look.icon):
            return TopicStep.NAME
        return TopicStep.CLOSE if self.closed and not topic.closed else None


async def view(ctx: Context, connection: Reader, case: Case) -> GroupView:
    """Neither the asker's phone nor notes of those who answer: these stand on the card in private chats."""
    question, contest = case.question, case.contest
    said = await messages.everything_said(connection, question.id)
    asked = [each for each in said if question.sent_at and each.at <= question.sent_at]
    later = [each for each in said if each not in asked]
    words = [each.text for each in (*asked, *later) if each.kind == "text" and each.side is MessageSide.APPLICANT]
    answers = [each.text for each in later if each.side is MessageSide.ANSWER and each.kind == "text"]
    text = ctx.text(
        "desk_groups/card",
        question=question,
        contest=contest,
        region=contest.regions.region(question.region_id),
        **spelled_out(ctx, contest, question.context),
        language=ctx.texts.label(question.language, "language.name"),
        words=words if visible_units("".join([*words, *answers])) <= FITS else None,
        answers=answers,
        hidden=any(each.hidden for each in said),
        attached=attachments(ctx, [each for each in said if each.side is MessageSide.APPLICANT]),
        late=question.due_at is not None and question.due_at <= ctx.now,
        taken=case.name(ctx, question.taken_by),
    )
    closed = question.state is QuestionState.CLOSED
    return GroupView(topic_view.look(ctx, case, in_group=True), text, _rows(ctx, case), closed)


def _rows(ctx: Context, case: Case) -> Rows:
    number = case.question.id
    in_private = Button(ctx.label("desk_group.open"), url=ctx.link(f"{CASE}{number}"))
    if case.question.state is not QuestionState.OPEN:
        return [[in_private]]
    taken = case.question.taken_by is not None
    take = ctx.button("desk_group.leave" if taken else "desk_group.take", GroupTake(question=number, taken=not taken))
    return [[take], [in_private]]
