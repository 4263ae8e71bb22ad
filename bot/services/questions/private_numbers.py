"""Numbers that say who somebody is, in what applicants write: asked about before they are kept or go anywhere."""

from collections.abc import Sequence
from dataclasses import replace

from aiogram.enums import ButtonStyle

from bot.payloads.consultants.regions import ConsultantCard
from bot.payloads.payload import Payload
from bot.payloads.questions.ask import AskConsultant, KeepWords, ThreadCard, WriteFollowUp
from bot.ui.context import Context
from bot.ui.screens import Button, Screen
from content.models import Contest
from content.rules.private_numbers import MASK, NumberKind, PrivateNumber, listed, noticed
from content.texts.plain_words import plain, with_parts_replaced
from storage.questions.messages import QuestionMessage, Words
from storage.questions.questions import Question


def numbers(words: Words, contest: Contest, question: Question | None) -> list[PrivateNumber]:
    """What others need not know; the phone that goes along with a question is given on purpose."""
    known = listed(contest) | {question.phone if question and question.phone else ""}
    return noticed(plain(words.text), known)


def without(words: Words, contest: Contest, question: Question | None) -> Words:
    """The words with such numbers taken out; the rest stays as it was formatted."""
    return _hiding(words, numbers(words, contest, question))


def of_answer(words: Words) -> Words:
    """An answer with an IIN or a card number taken out: nobody needs to read those again. Phones are to be called."""
    found = [each for each in noticed(plain(words.text)) if each.kind is not NumberKind.PHONE]
    return _hiding(words, found)


def _hiding(words: Words, found: Sequence[PrivateNumber]) -> Words:
    if not found:
        return words
    return replace(
        words,
        text=with_parts_replaced(words.text, [(each.start, each.end) for each in found], MASK),
        hidden=True,
        album=None,
    )


def edited(words: Words, said: QuestionMessage, contest: Contest, question: Question) -> Words:
    """What an edited message says: numbers that its author let stand before may stand, others are taken out."""
    before = plain(said.text)
    after = plain(words.text)
    found = numbers(words, contest, question)
    return without(words, contest, question) if any(after[n.start : n.end] not in before for n in found) else words


def ask_first(ctx: Context, contest: Contest, question: Question | None, words: Words) -> Screen:
    """Says what was noticed; it is kept in the message alone, to which the screen replies, until its author decides."""
    kinds = list(dict.fromkeys(each.kind.value for each in numbers(words, contest, question)))
    sent = _sent(question)
    asks: Payload = WriteFollowUp(question=sent) if sent else AskConsultant(contest=contest.id)
    rows = [
        [ctx.button("asking.hide", KeepWords(contest=contest.id, question=sent), style=ButtonStyle.PRIMARY)],
        [_as_it_is(ctx, contest, question)],
        [ctx.button("asking.anew", asks)],
    ]
    back: Payload = ThreadCard(question=sent) if sent else ConsultantCard(contest=contest.id)
    screen = ctx.screen(ctx.text("questions/private_numbers", kinds=kinds, sent=bool(sent)), rows, back=back, asks=asks)
    return replace(screen, reply_to=words.message_id)


def told(ctx: Context, contest: Contest, question: Question) -> Screen:
    """Says that new numbers of an edited message were hidden."""
    return ctx.notice(ctx.text("questions/numbers_hidden"), [[_as_it_is(ctx, contest, question)]])


def _as_it_is(ctx: Context, contest: Contest, question: Question | None) -> Button:
    return ctx.button("asking.keep", KeepWords(contest=contest.id, question=_sent(question), hidden=False))


def _sent(question: Question | None) -> int:
    """Its number, where it is no draft any more."""
    return question.id if question is not None and question.sent_at is not None else 0
