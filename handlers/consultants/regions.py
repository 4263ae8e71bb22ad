"""My region and its consultant: chosen once, by button or by typing any of its names."""

from dataclasses import replace

from aiogram.enums import ButtonStyle

from bot.payloads.consultants.regions import ConsultantCard, RegionList, SendContact, SetRegion
from bot.payloads.questions.ask import MyQuestions
from bot.services.answers.responding import is_said, respond
from bot.services.consultants.regions import FoundRegion, places
from bot.ui.context import Context, ExplainedError
from bot.ui.navigation import Activity, Goto, Outcome
from bot.ui.screens import Button, Contact, Screen
from bot.ui.widgets import choice, pairs
from content.models import Consultant, Contest, LaterName, Phone, Region
from content.phones import dialled
from content.rules.dates import office
from content.texts.render import headed
from storage.entry import people

LONGEST_NAME = 3
"""Words of a region's name."""


def _later(region: Region, number: int) -> LaterName | None:
    return region.later[number - 1] if 0 < number <= len(region.later) else None


def _answers_for(contest: Contest, region: Region | None) -> tuple[Consultant, Phone] | None:
    """The first consultant of a region, or of everybody, with the number printed for it."""
    consultant = next(iter(contest.regions.answering(region)), None)
    if consultant is None:
        return None
    return consultant, (region.phone if region else None) or consultant.phone


async def region_list(ctx: Context, payload: RegionList) -> Screen:
    contest = ctx.contest(payload.contest)
    if not contest.regions.regions:
        raise ExplainedError("consultants/region_gone")
    text = ctx.text("consultants/regions", contest=contest, typed=None, found=0)
    return ctx.screen(text, _region_buttons(ctx, contest, _all(contest)), asks=payload)


def _all(contest: Contest) -> tuple[FoundRegion, ...]:
    return tuple(FoundRegion(region) for region in contest.regions.regions)


def _region_buttons(ctx: Context, contest: Contest, found: tuple[FoundRegion, ...]) -> list[list[Button]]:
    return pairs(
        choice(
            ctx,
            _name(ctx, each),
            SetRegion(
                contest=contest.id,
                region=each.region.id,
                later=each.region.later.index(each.later) + 1 if each.later else 0,
            ),
            chosen=each.region.id == ctx.person.region_id,
            style=None,
        )
        for each in found
    )


def _name(ctx: Context, place: FoundRegion) -> str:
    """As a label begins, though some names begin with a word for what they are: «город Алматы»."""
    return headed((place.later.name if place.later else place.region.short)[ctx.person.language])


async def region_typed(ctx: Context, payload: RegionList, typed: str) -> Outcome:
    """Takes the region that is meant; asks where several are, or none. What names none, and says more, is answered."""
    contest = ctx.contest(payload.contest)
    found = places(contest, typed)
    if not found and (len(typed.split()) > LONGEST_NAME or is_said(ctx, contest, typed)):
        return Goto(await respond(ctx, contest, typed, None))
    if len(found) == 1:
        button = _region_buttons(ctx, contest, found)[0][0]
        if isinstance(button.payload, SetRegion):
            return await set_region(ctx, button.payload)
    text = ctx.text("consultants/regions", contest=contest, typed=typed[:60], found=len(found))
    return ctx.screen(text, _region_buttons(ctx, contest, found or _all(contest)), asks=payload)


async def set_region(ctx: Context, payload: SetRegion) -> Goto:
    contest = ctx.contest(payload.contest)
    region = ctx.region(contest, payload.region)
    async with ctx.database.writing() as connection:
        await people.set_region(connection, ctx.person.id, region.id)
    ctx.person = replace(ctx.person, region_id=region.id)
    return Goto(ConsultantCard(contest=contest.id, region=region.id, later=payload.later), ctx.label("region.set"))


async def consultant_card(ctx: Context, payload: ConsultantCard) -> Screen:
    contest = ctx.contest(payload.contest)
    region = None
    if contest.regions.regions:
        region_id = payload.region or ctx.person.region_id
        if not region_id:
            return await region_list(ctx, RegionList(contest=contest.id))
        region = ctx.region(contest, region_id)
    answers = _answers_for(contest, region)
    rows = [
        [
            ctx.write_button(contest, style=ButtonStyle.PRIMARY, key="asking.write"),
            ctx.button("asking.mine", MyQuestions(contest=contest.id)),
        ]
    ]
    if answers is None:
        return ctx.screen(ctx.text("consultants/nobody", contest=contest), rows)
    consultant, phone = answers
    hours = contest.submission.office_hours
    text = ctx.text(
        "consultants/consultant",
        contest=contest,
        region=region,
        later=_later(region, payload.later) if region else None,
        consultant=consultant,
        phone=phone,
        number=dialled(phone),
        office=office(hours, ctx.now, contest.tzinfo) if hours else None,
        beside=[each for each in contest.regions.answering(region) if each != consultant],
        others=[each for each in contest.regions.regions if each.consultant == consultant.id and each != region],
    )
    if number := dialled(phone):
        send = SendContact(contest=contest.id, region=region.id if region else consultant.id)
        rows.append([ctx.button("region.contact", send), _copy(ctx, number)])
    if region is not None:
        rows.append([ctx.button("region.other", RegionList(contest=contest.id))])
    return ctx.screen(text, rows)


def _copy(ctx: Context, number: str) -> Button:
    return Button(ctx.label("region.copy"), copy=number)


async def send_contact(ctx: Context, payload: SendContact) -> Screen:
    """The number as a contact that the phone can call and keep (sendContact)."""
    contest = ctx.contest(payload.contest)
    region = ctx.region(contest, payload.region) if contest.regions.regions else None
    answers = _answers_for(contest, region)
    screen = await consultant_card(ctx, ConsultantCard(contest=contest.id, region=region.id if region else ""))
    if answers is None or (number := dialled(answers[1])) is None:
        return screen
    return replace(screen, attachment=Contact(number, answers[0].name))


def build_activity() -> Activity:
    activity = Activity()
    activity.on(RegionList, region_list)
    activity.typed(RegionList, region_typed)
    activity.on(SetRegion, set_region)
    activity.on(ConsultantCard, consultant_card)
    activity.on(SendContact, send_contact)
    return activity
