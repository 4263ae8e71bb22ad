"""Typed questions without a good answer, those alike together, and the way from there to an answer for all."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import sqrt

from bot.services.answers.answer_index import AnswerIndex
from bot.services.answers.instant_answers import index
from bot.services.audit import audit_trail
from bot.services.consultants.answer_sharing import ANSWER_CHARACTERS, QUESTION_CHARACTERS
from bot.ui.context import Context, ExplainedError
from content.ellipsis import cut
from content.models import Contest, Language
from content.texts.plain_words import plain
from storage.answers import unanswered
from storage.answers.unanswered import UnansweredWords
from storage.consultants import shared_answers
from storage.database import Reader
from storage.questions import messages
from storage.tables.questions import MessageSide

SINCE = timedelta(days=30)
MOST = 1000
"""Typed questions that are gone through, the latest ones."""
ALIKE = 0.5
"""From this likeness on two questions are one."""


@dataclass(frozen=True)
class AlikeQuestions:
    """Questions that are alike, the latest first; it stands for them."""

    each: tuple[UnansweredWords, ...]

    @property
    def first(self) -> UnansweredWords:
        return self.each[0]

    @property
    def people(self) -> int:
        return len({one.person_id for one in self.each})


async def groups(ctx: Context, contest: Contest) -> Sequence[AlikeQuestions]:
    """Those that most people asked come first."""
    async with ctx.database.scanning() as reader:
        typed = await unanswered.recent(reader, contest.id, ctx.now - SINCE, MOST)
    return await asyncio.to_thread(grouped, index(ctx.catalogue, ctx.texts, contest.id), typed)


async def group(ctx: Context, contest: Contest, asked_id: int) -> AlikeQuestions:
    """The group that a typed question is in. Raises ExplainedError where there is none any more."""
    for each in await groups(ctx, contest):
        if any(one.id == asked_id for one in each.each):
            return each
    raise ExplainedError("answers/unanswered_gone")


def grouped(answers: AnswerIndex, typed: Sequence[UnansweredWords]) -> Sequence[AlikeQuestions]:
    """Each joins the first that it is like enough."""
    found: list[list[UnansweredWords]] = []
    by_feature: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for one in typed:
        features = answers.features(one.words)
        length = sqrt(sum(weight * weight for weight in features.values())) or 1.0
        alike: dict[int, float] = defaultdict(float)
        for feature, weight in features.items():
            for number, other in by_feature[feature]:
                alike[number] += weight / length * other
        nearest = max(alike, key=alike.__getitem__, default=None)
        if nearest is not None and alike[nearest] >= ALIKE:
            found[nearest].append(one)
            continue
        for feature, weight in features.items():
            by_feature[feature].append((len(found), weight / length))
        found.append([one])
    made = [AlikeQuestions(tuple(each)) for each in found]
    return sorted(made, key=lambda each: (-each.people, -len(each.each)))


async def begin_answer(ctx: Context, contest: Contest, asked_id: int) -> int:
    """Begins an answer for all, with the words of a consultant where one has answered; its number. Once a question."""
    about = await group(ctx, contest, asked_id)
    async with ctx.database.writing() as connection:
        language, answer = await _answered(connection, about)
        shared_id, new = await shared_answers.begin(
            connection,
            contest.id,
            about.first.id,
            question={about.first.language.written: cut(about.first.words, QUESTION_CHARACTERS)},
            answer={language: answer} if answer else {},
            person_id=ctx.person.id,
            now=ctx.now,
        )
        if new:
            await audit_trail.write(ctx, connection, "shared.begun", number=shared_id)
    return shared_id


async def _answered(connection: Reader, about: AlikeQuestions) -> tuple[Language, str]:
    """The last words of a consultant to one of them."""
    for one in about.each:
        if one.question_id is None:
            continue
        said = await messages.everything_said(connection, one.question_id)
        answers = [words for each in said if each.side is MessageSide.ANSWER and (words := plain(each.text))]
        if answers:
            return one.language.written, cut(answers[-1], ANSWER_CHARACTERS)
    return about.first.language.written, ""
