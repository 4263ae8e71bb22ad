"""Answers typed questions from what stands ready: the answer itself, two or three that may be meant, or none."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.services.answers.answer_index import AnswerIndex, PartReply
from bot.services.answers.confidence import Certainty, judged, shown
from bot.services.answers.naming import kinds
from bot.services.answers.phrasings import Phrasings
from bot.ui.context import Context
from content.answers.answer import Answer, Published, published
from content.catalogue import Catalogue
from content.matching.grammar import ASKING
from content.matching.spelling import words
from content.models import SHARED, Contest
from content.texts.render import Texts
from storage.consultants import shared_answers
from storage.database import Reader

INDEX = "answering"
UNDERSTOOD = 0.85
"""From this likelihood on of the nearest answer two questions that have the same one ask for the same."""
MOST_SHOWN, MOST_EACH, FEW = 3, 2, 2
"""Answers to one question or each of two, and to each of more, where none is sure."""


@dataclass(frozen=True)
class Said:
    """One question of a message, and the answers shown to it: one that is sure, some that are likely or just near, or
    none.
    """

    question: str
    verdict: Certainty
    answers: tuple[Answer, ...]
    near: tuple[Answer, ...]
    """All that come near, the nearest first."""
    likelihood: float
    """The chance that the nearest is right."""
    wants: bool
    """It says what is wanted, if only by a noun: «сумма», «цель»."""
    bare: bool
    """It names a topic, and asks nothing of it."""
    doubtful: bool
    """It may well have nothing to do with the contest."""


@dataclass(frozen=True)
class Reply:
    """What a message may be answered with, question by question. Nothing was asked where no word says anything."""

    said: tuple[Said, ...] = ()

    @property
    def asked(self) -> bool:
        return bool(self.said)

    @property
    def doubtful(self) -> bool:
        """Whether nothing of the contest may be shown to it."""
        return any(each.doubtful for each in self.said)

    @property
    def answers(self) -> tuple[Answer, ...]:
        """All that come near, the nearest first."""
        return tuple(answer for each in self.said for answer in each.near)

    @property
    def sure(self) -> Answer | None:
        """The answer, where only one thing was asked."""
        if len(self.said) == 1 and self.said[0].verdict is Certainty.SURE:
            return self.said[0].answers[0]
        return None

    @property
    def verdict(self) -> Certainty:
        """The best of all: whoever is answered one of two questions is answered."""
        found = {each.verdict for each in self.said}
        if Certainty.SURE in found or Certainty.LIKELY in found:
            return Certainty.SURE if found == {Certainty.SURE} else Certainty.LIKELY
        return Certainty.UNSURE if Certainty.UNSURE in found else Certainty.ELSEWHERE


def is_asked(text: str) -> bool:
    """Whether a text is put as a question, rather than being the mere name of something."""
    return not ASKING.isdisjoint(words(text))


def replied(index: AnswerIndex, typed: str, more: Phrasings | None = None) -> Reply:
    """What a message may be answered with."""
    replies = index.replies(typed, more)
    most = MOST_SHOWN if len(replies) <= FEW else MOST_EACH
    said: list[Said] = []
    for each, found in zip(replies, judged(replies), strict=True):
        candidates = each.candidates[:1] if found.certainty is Certainty.SURE else shown(each, most)
        answers = () if found.doubtful else tuple(one.answer for one in candidates)
        near = tuple(one.answer for one in each.candidates)
        said.append(
            Said(
                each.part.text,
                found.certainty,
                answers,
                near,
                found.right,
                bool(each.part.asked),
                _bare(each),
                found.doubtful,
            )
        )
    return Reply(_each_once(said))


def meaning(reply: Reply) -> str | None:
    """The answer that a message asks for, in whatever words; None where it asks for several, or that is not clear."""
    if len(reply.said) != 1:
        return None
    only = reply.said[0]
    return only.near[0].key if only.near and not only.doubtful and only.likelihood >= UNDERSTOOD else None


def _bare(reply: PartReply) -> bool:
    return not reply.part.asked and kinds(reply.tags) == {"topic"}


def _each_once(said: Sequence[Said]) -> tuple[Said, ...]:
    """Several questions with the same answer are one."""
    kept: list[Said] = []
    for each in said:
        if not any(each.verdict is other.verdict is Certainty.SURE and each.answers == other.answers for other in kept):
            kept.append(each)
    return tuple(kept)


def index(catalogue: Catalogue, texts: Texts, contest_id: str) -> AnswerIndex:
    """The answers of a contest, indexed when first asked for. Raises KeyError where the contest is not kept."""
    return catalogue.made(contest_id, INDEX, lambda contest: AnswerIndex(contest, texts))


def questions_in(ctx: Context, contest: Contest, typed: str) -> list[str]:
    """The questions of a message, without what is told around them."""
    return [part.text for part in index(ctx.catalogue, ctx.texts, contest.id).parts(typed)]


async def _published(ctx: Context, contest: Contest) -> tuple[Published, ...]:
    async with ctx.database.reading() as connection:
        return await shared_answers.approved(connection, contest.id)


async def reply(ctx: Context, contest: Contest, typed: str) -> Reply:
    """What a message may be answered with, by the contest's own answers and by those that staff have published."""
    async with ctx.database.reading() as connection:
        return await found(ctx, connection, contest, typed)


async def found(ctx: Context, connection: Reader, contest: Contest, typed: str) -> Reply:
    """The same where the database is being read already."""
    base = index(ctx.catalogue, ctx.texts, contest.id)
    later = await shared_answers.approved(connection, contest.id)
    return replied(base, typed, base.with_published(later) if later else None)


async def offered(ctx: Context, contest: Contest, answer_id: str, item: str) -> Answer | None:
    """The answer of a button; None where it is not given any more."""
    if answer_id != SHARED:
        return index(ctx.catalogue, ctx.texts, contest.id).get(answer_id, item)
    return next((published(each).answer for each in await _published(ctx, contest) if str(each.id) == item), None)
