"""Answers on a new contest: read as they were typed, held against the others, kept."""

from datetime import date, datetime

from bot.ui.context import Context
from content.checks import text_faults
from content.models import Language
from content.outline import typed
from content.outline.questions import Answers, OutlineKind, OutlineQuestion
from content.outline.typed import OutlineTypedError
from content.texts.complaints import said
from storage.contests import outlines


async def answers(ctx: Context) -> Answers:
    async with ctx.database.reading() as connection:
        return await outlines.answers(connection, ctx.person.id)


async def keep(ctx: Context, question: OutlineQuestion, answer: str | None) -> None:
    async with ctx.database.writing() as connection:
        await outlines.put(connection, ctx.person.id, question.id, answer, ctx.now)


def read(ctx: Context, question: OutlineQuestion, words: str, known: Answers) -> str:
    """What was typed as it is kept. Raises OutlineTypedError; its reason is words where the check has them."""
    answer = typed.read(question.kind, words)
    if question.kind is OutlineKind.ID and ctx.catalogue.get(answer) is not None:
        raise OutlineTypedError("taken")
    if question.kind in {OutlineKind.DAY, OutlineKind.MOMENT}:
        days = {**known, question.id: answer}
        if typed.order_fault(days.get("announced"), days.get("begins"), days.get("deadline")):
            raise OutlineTypedError("order")
    if question.kind is OutlineKind.TEXT:
        _hold_against(ctx, question, answer, known)
    return answer


def _hold_against(ctx: Context, question: OutlineQuestion, answer: str, known: Answers) -> None:
    """What the check would say of the text, and of both languages where the other one is there."""
    about, _, language = question.id.rpartition("_")
    texts = {Language(language): answer}
    other = Language.RU if language == Language.KK else Language.KK
    if theirs := known.get(f"{about}_{other}"):
        texts[other] = theirs
    fault = next(text_faults(texts), None)
    if fault is not None:
        raise OutlineTypedError(said(ctx.texts, ctx.person.language, fault))


def in_words(ctx: Context, question: OutlineQuestion, answer: str) -> str:
    """An answer as it was understood."""
    language = ctx.person.language
    match question.kind:
        case OutlineKind.DAY:
            return ctx.texts.full_day(language, date.fromisoformat(answer))
        case OutlineKind.MOMENT:
            moment = datetime.fromisoformat(answer)
            return f"{ctx.texts.full_day(language, moment.date())}, {moment:%H:%M}"
        case OutlineKind.AMOUNT:
            return ctx.texts.money(language, typed.amount(answer))
        case OutlineKind.WAYS:
            return ", ".join(ctx.label(f"outline.way.{way}") for way in answer.split())
        case OutlineKind.PLACE if answer.startswith(typed.ON_PAGE):
            return ctx.label("source.page", number=answer.removeprefix(typed.ON_PAGE))
        case _:
            return answer
