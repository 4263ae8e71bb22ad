"""A file of forms that was edited on a computer and sent back: what it has otherwise, and taking that over."""

import asyncio
from collections.abc import Callable, Sequence
from functools import partial

from aiogram.enums import ButtonStyle
from aiogram.types import Message

from bot.payloads.forms.cards import OrganisationCard
from bot.payloads.papers import AllPapers, BringPaper, BroughtPaper, DropPaper, TakePaper
from bot.services.forms import books, closing
from bot.services.forms.asking import FormQuestion
from bot.services.forms.books import FormBook
from bot.services.papers import arrivals
from bot.services.papers.arrivals import Comparison, KnownElsewhere, Readable, Unreadable, book_at
from bot.services.papers.fetching import LARGEST, NotFetchedError, fetched
from bot.services.papers.office import PaperWorks
from bot.ui.context import Context, ExplainedError
from bot.ui.navigation import Activity, Goto, Outcome
from bot.ui.screens import Button, Screen
from content.ellipsis import cut
from content.models import Contest
from content.rules.forms.comparing import Kind
from storage.packages.packages import FIRST
from storage.papers.arrivals import ArrivedPaper, drop, find, keep

SHOWN = 12
"""Differences on one screen; the rest is counted."""
WORDS = 70


def _changeable(ctx: Context, contest_id: str) -> Contest:
    """Raises ExplainedError where there are no forms, or none is handed in any more."""
    contest = ctx.contest(contest_id)
    if not contest.forms.forms:
        raise ExplainedError("papers/no_forms", contest=contest)
    if closing.all_over(ctx, contest):
        raise ExplainedError("contests/contest_closed", contest=contest)
    return contest


async def bring(ctx: Context, payload: BringPaper, fault: str = "") -> Screen:
    """`fault` says why the file that was sent is not taken."""
    contest = _changeable(ctx, payload.contest)
    text = ctx.text("papers/bring", contest=contest, fault=fault, largest=LARGEST // 2**20)
    return ctx.screen(text, back=AllPapers(contest=contest.id, package=payload.package), asks=payload)


async def sent(office: PaperWorks, ctx: Context, payload: BringPaper, message: Message) -> Outcome:
    contest = _changeable(ctx, payload.contest)
    try:
        data = await fetched(message)
    except NotFetchedError as error:
        return await bring(ctx, payload, error.reason)
    found = await office.read(data, closing.writable(ctx, contest))
    if "refused" in found:
        return await bring(ctx, payload, found["refused"])
    async with ctx.database.writing() as connection:
        await keep(connection, ctx.person.id, book_at(contest.id, payload.package), found, ctx.now)
    return Goto(BroughtPaper(contest=contest.id, package=payload.package))


async def _brought(ctx: Context, contest_id: str, package_id: int) -> tuple[FormBook, ArrivedPaper, Comparison]:
    """Raises ExplainedError where no file waits."""
    contest = _changeable(ctx, contest_id)
    async with ctx.database.reading() as connection:
        arrived = await find(connection, ctx.person.id)
        if arrived is None or arrived.book != book_at(contest.id, package_id):
            raise ExplainedError("papers/paper_gone")
        book = await books.to_read(ctx, connection, arrived.book)
    forms, today = closing.writable(ctx, contest), ctx.today(contest)
    return book, arrived, await asyncio.to_thread(arrivals.compare, book, arrived.found, forms, today)


async def brought(ctx: Context, payload: BroughtPaper) -> Screen:
    book, _, comparison = await _brought(ctx, payload.contest, payload.package)
    contest, package = payload.contest, payload.package
    known = comparison.known[:SHOWN]
    shown = (comparison.taken, comparison.clashes, comparison.gone, comparison.unreadable, comparison.known)
    text = ctx.text(
        "papers/brought",
        taken=_lines(ctx, comparison.taken),
        clashes=_lines(ctx, comparison.clashes),
        gone=_lines(ctx, comparison.gone),
        stays=_names(ctx, comparison.left),
        unreadable=[(_label(ctx, each), cut(each.words, WORDS)) for each in comparison.unreadable[:SHOWN]],
        known=[(_short(ctx, each), *(cut(_line(words), WORDS) for words in (each.now, each.words))) for each in known],
        unread=comparison.unread[:SHOWN],
        left=sum(max(0, len(each) - SHOWN) for each in shown),
        foreign=comparison.foreign,
        recognised=comparison.recognised,
    )
    rows = _ways(ctx, comparison, partial(TakePaper, contest=contest, package=package, shown=comparison.digest))
    if any(each.field.organisation for each in known):
        rows.append([ctx.button("papers.organisation", OrganisationCard(book=book.organisation_at))])
    rows.append([ctx.button("papers.drop", DropPaper(contest=contest, package=package))])
    return ctx.screen(text, rows, back=AllPapers(contest=contest, package=package))


def _ways(ctx: Context, comparison: Comparison, taking: Callable[..., TakePaper]) -> list[list[Button]]:
    """The changes alone; with what others have changed since; with what the file has no more; and all of it."""
    rows = []
    counted = {len(comparison.chosen(over=over, gone=gone)) for over, gone in ((True, False), (False, True))}
    if comparison.taken:
        number = len(comparison.taken)
        rows.append([ctx.button("papers.take", taking(), style=ButtonStyle.PRIMARY, number=number)])
    if comparison.clashes:
        rows.append([ctx.button("papers.take_over", taking(over=True), number=len(comparison.clashes))])
    if number := sum(not each.difference.clash for each in comparison.gone):
        rows.append([ctx.button("papers.take_gone", taking(gone=True), number=number)])
    everything = len(comparison.chosen(over=True, gone=True))
    if everything > max(counted):
        rows.append([ctx.button("papers.take_all", taking(over=True, gone=True), number=everything)])
    return rows


def _names(ctx: Context, asked: Sequence[FormQuestion]) -> list[str]:
    return list(dict.fromkeys(each.short[ctx.person.language] for each in asked))[:SHOWN]


def _lines(ctx: Context, readable: Sequence[Readable]) -> list[tuple[str, str, str, str]]:
    """What happens, where, what stands there now, and what the file says."""
    return [
        (each.difference.kind.value, _where(ctx, each), cut(_now(each), WORDS), cut(_words(each), WORDS))
        for each in readable[:SHOWN]
    ]


def _where(ctx: Context, each: Readable) -> str:
    if each.question is not None:
        return each.question.short[ctx.person.language]
    return ctx.label(f"papers.row_{each.difference.kind.value}")


def _now(each: Readable) -> str:
    if each.difference.kind is Kind.REMOVED:
        return " · ".join(" ".join(words.split()) for words in each.difference.cells.values() if words)
    return " ".join(each.difference.now.split())


def _words(each: Readable) -> str:
    if each.difference.kind is Kind.ADDED:
        return " · ".join(" ".join(words.split()) for words in each.difference.cells.values() if words)
    return " ".join(each.difference.words.split())


def _label(ctx: Context, each: Unreadable) -> str:
    return each.question.short[ctx.person.language]


def _short(ctx: Context, each: KnownElsewhere) -> str:
    return each.field.short[ctx.person.language]


def _line(words: str) -> str:
    return " ".join(words.split())


async def take(ctx: Context, payload: TakePaper) -> Goto:
    """Takes over what was shown; where something was changed since, the differences are shown again."""
    _, arrived, comparison = await _brought(ctx, payload.contest, payload.package)
    again = Goto(BroughtPaper(contest=payload.contest, package=payload.package), ctx.label("papers.changed_since"))
    if comparison.digest != payload.shown:
        return again
    async with ctx.database.writing() as connection:
        book = await books.to_change(ctx, connection, arrived.book)
        contest = ctx.contest(payload.contest)
        forms = closing.writable(ctx, contest)
        comparison = arrivals.compare(book, arrived.found, forms, ctx.today(contest))
        if comparison.digest != payload.shown:
            return again
        chosen = comparison.chosen(over=payload.over, gone=payload.gone)
        await arrivals.take(ctx, connection, book, arrived, chosen)
        await drop(connection, ctx.person.id)
    package = book.package.id if book.package else FIRST
    return Goto(AllPapers(contest=payload.contest, package=package), ctx.label("papers.taken", number=len(chosen)))


async def drop_paper(ctx: Context, payload: DropPaper) -> Goto:
    async with ctx.database.writing() as connection:
        await drop(connection, ctx.person.id)
    return Goto(AllPapers(contest=payload.contest, package=payload.package), ctx.label("papers.dropped"))


def build_activity() -> Activity:
    activity = Activity()
    activity.on(BringPaper, bring)
    activity.sent(BringPaper, partial(sent, PaperWorks()))
    activity.on(BroughtPaper, brought)
    activity.on(TakePaper, take)
    activity.on(DropPaper, drop_paper)
    return activity
