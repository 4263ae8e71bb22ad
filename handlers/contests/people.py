"""The consultants that a contest lists, for staff: their names and phones, and who answers for which region."""

from functools import partial

from bot.access import Right
from bot.payloads.contests.contest import ContestMenu
from bot.payloads.contests.people import (
    ContestConsultantCard,
    ContestConsultants,
    EndConsultantAbsence,
    NewConsultant,
    RegionConsultantCard,
    SetConsultantAbsence,
    SetRegionConsultant,
    WriteConsultant,
)
from bot.payloads.contests.versions import VersionCard
from bot.services.contests import publication
from bot.ui.context import Context, ExplainedError
from bot.ui.navigation import Activity, Goto, Outcome
from bot.ui.screens import Button, Screen
from bot.ui.widgets import column, pairs
from content import editing
from content.checks import MIXED_WORD
from content.editing import new_id
from content.ellipsis import cut
from content.models import Consultant, Contest, Region
from content.phones import in_international_form
from storage.consultants import consultants

NAME_CHARACTERS = 60
PHONE_CHARACTERS = 40
LABEL_CHARACTERS = 28


async def consultant_list(ctx: Context, payload: ContestConsultants) -> Screen:
    ctx.require(Right.CONTEST)
    contest = ctx.contest(payload.contest)
    people = contest.regions.consultants
    rows = pairs(
        Button(cut(each.name, LABEL_CHARACTERS), ContestConsultantCard(contest=contest.id, consultant=each.id))
        for each in people
    )
    text = ctx.text(
        "contests/consultants", contest=contest, people=[(each, _regions(contest, each)) for each in people]
    )
    return ctx.screen(text, rows, back=ContestMenu(contest=contest.id))


def _regions(contest: Contest, consultant: Consultant) -> list[Region]:
    return [region for region in contest.regions.regions if region.consultant == consultant.id]


def _listed(contest: Contest, consultant_id: str) -> Consultant:
    consultant = contest.regions.consultant(consultant_id)
    if consultant is None:
        raise ExplainedError("consultants/consultant_gone")
    return consultant


async def consultant(ctx: Context, payload: ContestConsultantCard) -> Screen:
    ctx.require(Right.CONTEST)
    contest = ctx.contest(payload.contest)
    one = _listed(contest, payload.consultant)
    regions = _regions(contest, one)
    name, phone = (
        ctx.button(f"contest_desk.{detail}", WriteConsultant.model_validate({**payload.model_dump(), "detail": detail}))
        for detail in ("name", "phone")
    )
    others = [
        ctx.button(
            "contest_desk.replace",
            RegionConsultantCard(contest=contest.id, region=each.id),
            region=each.short[ctx.person.language],
        )
        for each in regions
    ]
    async with ctx.database.reading() as connection:
        links = await consultants.of_contest(connection, contest.id)
    link = next((each for each in links if each.consultant_id == one.id), None)
    today = ctx.today(contest)
    away = link is not None and link.away_until is not None and link.away_until >= today
    text = ctx.text(
        "contests/consultant", contest=contest, consultant=one, regions=regions, link=link if away else None
    )
    rows = [[name, phone], *column(others)]
    if link is not None:
        absent = EndConsultantAbsence(**payload.model_dump()) if away else SetConsultantAbsence(**payload.model_dump())
        rows.append([ctx.button("contest_desk.present" if away else "contest_desk.away", absent)])
    return ctx.screen(text, rows, back=ContestConsultants(contest=contest.id))


async def write(ctx: Context, payload: WriteConsultant, fault: str | None = None) -> Screen:
    ctx.require(Right.CONTEST)
    contest = ctx.contest(payload.contest)
    one = _listed(contest, payload.consultant)
    text = ctx.text("contests/write_consultant", consultant=one, part=payload.detail, fault=fault)
    return ctx.screen(text, back=ContestConsultantCard(contest=contest.id, consultant=one.id), asks=payload)


async def written(ctx: Context, payload: WriteConsultant, words: str) -> Outcome:
    ctx.require(Right.CONTEST)
    contest = ctx.contest(payload.contest)
    one = _listed(contest, payload.consultant)
    typed = " ".join(words.split())
    fault = _fault(name=typed if payload.detail == "name" else None, phone=typed if payload.detail == "phone" else None)
    if fault:
        return await write(ctx, payload, fault)
    change = partial(editing.with_consultant, contest=contest, consultant_id=one.id, part=payload.detail, words=typed)
    return Goto(VersionCard(version=await publication.edit(ctx, contest, "consultant", change)))


def _fault(name: str | None, phone: str | None) -> str | None:
    if name is not None and not _is_name(name):
        return "name"
    if phone is not None and not (0 < len(phone) <= PHONE_CHARACTERS and in_international_form(phone)):
        return "phone" if phone else "missing"
    return None


def _is_name(name: str) -> bool:
    """Letters that can be seen; a sign that turns the direction of writing would make it look like another name."""
    seen = len(name) <= NAME_CHARACTERS and name.isprintable() and any(sign.isalpha() for sign in name)
    return seen and "!" not in name and not MIXED_WORD.search(name)


async def region(ctx: Context, payload: RegionConsultantCard) -> Screen:
    ctx.require(Right.CONTEST)
    contest = ctx.contest(payload.contest)
    where = ctx.region(contest, payload.region)
    people = [each for each in contest.regions.consultants if each.id != where.consultant]
    rows = pairs(
        Button(
            cut(each.name, LABEL_CHARACTERS),
            SetRegionConsultant(contest=contest.id, region=where.id, consultant=each.id),
        )
        for each in people
    )
    rows.append([ctx.button("contest_desk.new", NewConsultant(contest=contest.id, region=where.id))])
    now = contest.regions.consultant(where.consultant)
    text = ctx.text("contests/region", contest=contest, region=where, consultant=now)
    return ctx.screen(text, rows, back=ContestConsultantCard(contest=contest.id, consultant=where.consultant))


async def set_answers(ctx: Context, payload: SetRegionConsultant) -> Goto:
    ctx.require(Right.CONTEST)
    contest = ctx.contest(payload.contest)
    where, one = ctx.region(contest, payload.region), _listed(contest, payload.consultant)
    change = partial(editing.answered_by, contest=contest, region_id=where.id, consultant_id=one.id)
    return Goto(VersionCard(version=await publication.edit(ctx, contest, "consultant", change)))


async def new(ctx: Context, payload: NewConsultant, fault: str | None = None) -> Screen:
    ctx.require(Right.CONTEST)
    contest = ctx.contest(payload.contest)
    where = ctx.region(contest, payload.region)
    text = ctx.text("contests/new_consultant", contest=contest, region=where, fault=fault)
    return ctx.screen(text, back=RegionConsultantCard(contest=contest.id, region=where.id), asks=payload)


async def new_typed(ctx: Context, payload: NewConsultant, words: str) -> Outcome:
    """«Name, phone»."""
    ctx.require(Right.CONTEST)
    contest = ctx.contest(payload.contest)
    where = ctx.region(contest, payload.region)
    name, _, phone = (" ".join(part.split()) for part in words.replace("\n", ",", 1).partition(","))
    fault = _fault(name, phone)
    if fault:
        return await new(ctx, payload, fault)
    known = [each.id for each in contest.regions.consultants]
    change = partial(
        editing.answered_by,
        contest=contest,
        region_id=where.id,
        consultant_id=new_id(name, known),
        hired={"name": name, "phone": phone},
    )
    return Goto(VersionCard(version=await publication.edit(ctx, contest, "consultant", change)))


def build_activity() -> Activity:
    activity = Activity()
    activity.on(ContestConsultants, consultant_list)
    activity.on(ContestConsultantCard, consultant)
    activity.on(WriteConsultant, write)
    activity.typed(WriteConsultant, written)
    activity.on(RegionConsultantCard, region)
    activity.on(SetRegionConsultant, set_answers)
    activity.on(NewConsultant, new)
    activity.typed(NewConsultant, new_typed)
    return activity
