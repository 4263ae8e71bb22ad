"""A document given to somebody of the team: to whom, until when, and what they hear of it."""

from datetime import date

from bot.payloads.packages.documents import DocumentCard
from bot.payloads.packages.team import ErrandDay, GiveDocument, SetErrand, TakeBackDocument, TeamCard
from bot.services.packages import days_ahead, giving
from bot.services.packages.lookup import title, to_read
from bot.ui.context import Context, ExplainedError
from bot.ui.navigation import Activity, Goto, Outcome
from bot.ui.notices import Composed, Nothing, by_day
from bot.ui.screens import Button, Screen
from bot.ui.widgets import choice, column, pairs
from content.answers.every_contest import near_days
from content.models import Contest
from content.rules.days.day_meant import day_meant
from storage.delivery.claims import OutboxRow
from storage.packages import errands, packages, teams
from storage.packages.errands import Errand
from storage.packages.packages import DocumentStatus
from storage.tables.delivery import OutboxKind


def _called(ctx: Context, name: str) -> str:
    return name or ctx.label("errand.nameless")


async def to_whom(ctx: Context, payload: GiveDocument) -> Screen:
    contest = ctx.changeable(payload.contest)
    document = ctx.document(contest, payload.document)
    async with ctx.database.reading() as reader:
        package = await to_read(ctx, reader, contest, payload.package)
        if package is None:
            raise ExplainedError("packages/package_gone")
        team = await teams.members(reader, package.id)
        errand = (await errands.of_package(reader, package.id)).get(document.id)
    rows = column(
        choice(
            ctx,
            _called(ctx, each.name),
            ErrandDay(package=package.id, document=document.id, person=each.person_id),
            chosen=errand is not None and errand.person_id == each.person_id,
        )
        for each in team
    )
    if errand:
        rows.append(
            [
                ctx.button(
                    "errand.take_back", TakeBackDocument(contest=contest.id, document=document.id, package=package.id)
                )
            ]
        )
    if len(team) == 1:
        rows.append([ctx.button("team.open", TeamCard(contest=contest.id, package=package.id))])
    doer = next((each for each in team if errand and each.person_id == errand.person_id), None)
    text = ctx.text(
        "packages/give",
        document=document,
        errand=errand,
        name=_called(ctx, doer.name) if doer else None,
        alone=len(team) == 1,
    )
    return ctx.screen(text, rows, back=DocumentCard(contest=contest.id, document=document.id, package=package.id))


async def until_when(ctx: Context, payload: ErrandDay, fault: str | None = None) -> Screen:
    """`fault` says what is wrong with the day that was typed."""
    contest = await giving.contest_of(ctx, payload.package)
    document = ctx.document(contest, payload.document)
    async with ctx.database.reading() as reader:
        doer = giving.member(await teams.members(reader, payload.package), payload.person)
    text = ctx.text("packages/give_day", contest=contest, document=document, name=_called(ctx, doer.name), fault=fault)
    rows = pairs(_day(ctx, payload, day) for day in days_ahead.offered(ctx, contest))
    back = GiveDocument(contest=contest.id, document=document.id, package=payload.package)
    return ctx.screen(text, rows, back=back, asks=payload)


def _day(ctx: Context, payload: ErrandDay, day: date) -> Button:
    chosen = SetErrand(package=payload.package, document=payload.document, person=payload.person, day=day)
    return ctx.button("day.choice", chosen, day=ctx.texts.weekday(ctx.person.language, day))


async def day_typed_in(ctx: Context, payload: ErrandDay, words: str) -> Outcome:
    contest = await giving.contest_of(ctx, payload.package)
    day = day_meant(words, ctx.today(contest), near_days())
    return await _give(ctx, contest, payload, day) if day else await until_when(ctx, payload, "none")


async def give(ctx: Context, payload: SetErrand) -> Outcome:
    contest = await giving.contest_of(ctx, payload.package)
    asked = ErrandDay(package=payload.package, document=payload.document, person=payload.person)
    return await _give(ctx, contest, asked, payload.day)


async def _give(ctx: Context, contest: Contest, payload: ErrandDay, day: date) -> Outcome:
    document = ctx.document(contest, payload.document)
    if fault := days_ahead.fault(ctx, contest, day):
        return await until_when(ctx, payload, fault)
    await giving.give(ctx, contest, payload.package, document, Errand(payload.person, day))
    card = DocumentCard(contest=contest.id, document=document.id, package=payload.package)
    return Goto(card, ctx.label("errand.given"))


async def take_back(ctx: Context, payload: TakeBackDocument) -> Goto:
    contest = ctx.changeable(payload.contest)
    await giving.take_back(ctx, contest, payload.package, ctx.document(contest, payload.document))
    card = DocumentCard(contest=contest.id, document=payload.document, package=payload.package)
    return Goto(card, ctx.label("errand.taken_back"))


async def notice(ctx: Context, letter: OutboxRow, contest: Contest) -> Composed:
    """That a document is one's own now, or is not any more."""
    document = contest.document(letter.content["document"])
    async with ctx.database.reading() as reader:
        package = await packages.find(reader, ctx.person.id, contest.id, letter.content["package"])
        team = await teams.members(reader, package.id) if package else ()
        errand = (await errands.of_package(reader, package.id)).get(document.id) if package and document else None
    if package is None or document is None:
        return Nothing("not of the team any more")
    if package.status(document.id) in {DocumentStatus.READY, DocumentStatus.NOT_NEEDED}:
        return Nothing("it is done")
    giver = next((each for each in team if each.person_id == letter.content["by"]), None)
    text = ctx.text(
        "packages/errand_notice",
        title=title(ctx, contest, package),
        document=document,
        day=errand.day if errand and errand.person_id == ctx.person.id else None,
        by=_called(ctx, giver.name) if giver else None,
    )
    card = DocumentCard(contest=contest.id, document=document.id, package=package.id)
    return ctx.notice(text, [[ctx.button("errand.open", card)]])


def build_activity() -> Activity:
    activity = Activity()
    activity.on(GiveDocument, to_whom)
    activity.on(ErrandDay, until_when)
    activity.typed(ErrandDay, day_typed_in)
    activity.on(SetErrand, give)
    activity.on(TakeBackDocument, take_back)
    activity.sends(OutboxKind.ERRAND, by_day(notice))
    return activity
