"""Who of Telegram is which consultant of a contest, for staff: the list, links to become one, and ending it."""

from dataclasses import dataclass
from datetime import date

from aiogram.enums import ButtonStyle

from bot.access import COORDINATORS
from bot.payloads.consultants.links import ConsultantList, InviteConsultant, LinkedConsultantCard, UnlinkConsultant
from bot.payloads.consultants.queue import ConsultantMenu
from bot.payloads.links import JOIN_CONSULTANTS, new_token
from bot.services.audit import audit_trail
from bot.services.consultants import consultant_links
from bot.services.consultants.consultant_links import Role
from bot.ui.context import Context, ExplainedError
from bot.ui.navigation import Activity, Goto
from bot.ui.screens import Button, Screen
from bot.ui.widgets import column
from content.models import Consultant, Contest
from storage.consultants import consultants
from storage.consultants.consultants import Link
from storage.questions import queues


@dataclass(frozen=True)
class Listed:
    """A consultant of the contest as staff see them."""

    consultant: Consultant
    link: Link | None
    today: date
    open: int
    """Questions that wait for their answer."""

    @property
    def sign(self) -> str:
        if self.link is None:
            return "linking.sign.none"
        if not self.link.reachable:
            return "linking.sign.unreachable"
        return "linking.sign.away" if self.link.away(self.today) else "linking.sign.linked"

    @property
    def absent(self) -> bool:
        """Away now, or on days to come."""
        return self.link is not None and self.link.away_until is not None and self.link.away_until >= self.today


async def _everybody(ctx: Context, contest: Contest) -> list[Listed]:
    async with ctx.database.reading() as connection:
        links = {link.consultant_id: link for link in await consultants.of_contest(connection, contest.id)}
        load = await queues.load(connection, contest.id)
    today = ctx.today(contest)
    return [
        Listed(consultant, links.get(consultant.id), today, load.get(consultant.id, 0))
        for consultant in contest.regions.consultants
    ]


async def consultant_list(ctx: Context, payload: ConsultantList) -> Screen:
    ctx.require(*COORDINATORS)
    contest = ctx.contest(payload.contest)
    everybody = await _everybody(ctx, contest)
    rows = column(
        ctx.button(
            "linking.item",
            LinkedConsultantCard(contest=contest.id, consultant=each.consultant.id),
            sign=ctx.label(each.sign),
            name=each.consultant.name,
        )
        for each in everybody
    )
    linked = sum(each.link is not None for each in everybody)
    text = ctx.text("consultants/link_list", contest=contest, linked=linked, number=len(everybody))
    return ctx.screen(text, rows, back=ConsultantMenu())


async def consultant_entry(ctx: Context, payload: LinkedConsultantCard) -> Screen:
    ctx.require(*COORDINATORS)
    contest = ctx.contest(payload.contest)
    entry = next((each for each in await _everybody(ctx, contest) if each.consultant.id == payload.consultant), None)
    if entry is None:
        raise ExplainedError("consultants/consultant_gone")
    async with ctx.database.reading() as connection:
        made = await consultants.invitation(connection, contest.id, payload.consultant)
    url = ctx.link(f"{JOIN_CONSULTANTS}{made.token}") if made and consultant_links.counts(ctx, made) else None
    text = ctx.text(
        "consultants/link_entry", contest=contest, entry=entry, regions=Role(contest, entry.consultant).regions, url=url
    )
    where = {"contest": contest.id, "consultant": payload.consultant}
    anew = ctx.button("linking.anew" if url else "linking.invite", InviteConsultant.model_validate(where))
    copy = [Button(ctx.label("linking.copy"), copy=url, style=ButtonStyle.PRIMARY)] if url else []
    rows = [[*copy, anew]]
    if entry.link is not None:
        rows.append(
            [ctx.button("linking.unlink", UnlinkConsultant.model_validate({**where, "person": entry.link.person_id}))]
        )
    return ctx.screen(text, rows, back=ConsultantList(contest=contest.id))


async def invite(ctx: Context, payload: InviteConsultant) -> Goto:
    """Makes a new link; one made before does not work any more."""
    ctx.require(*COORDINATORS)
    if consultant_links.role(ctx.catalogue, payload.contest, payload.consultant) is None:
        raise ExplainedError("consultants/consultant_gone")
    async with ctx.database.writing() as connection:
        token = new_token()
        await consultants.invite(connection, payload.contest, payload.consultant, token, ctx.person.id, ctx.now)
        await audit_trail.write(
            ctx, connection, "consultant.invited", contest=payload.contest, consultant=payload.consultant
        )
    return Goto(LinkedConsultantCard(contest=payload.contest, consultant=payload.consultant))


async def unlink(ctx: Context, payload: UnlinkConsultant) -> Goto:
    """Ends the link of that person alone: who has taken over since is not meant."""
    ctx.require(*COORDINATORS)
    contest = ctx.contest(payload.contest)
    async with ctx.database.writing() as connection:
        ended = await consultant_links.unlink(ctx, connection, contest, payload.consultant, payload.person)
        if ended:
            where = {"contest": contest.id, "consultant": payload.consultant}
            await audit_trail.write(ctx, connection, "consultant.unlinked", person=payload.person, **where)
    toast = ctx.label("linking.unlinked" if ended else "linking.not_linked")
    return Goto(LinkedConsultantCard(contest=payload.contest, consultant=payload.consultant), toast)


def build_activity() -> Activity:
    activity = Activity()
    activity.on(ConsultantList, consultant_list)
    activity.on(LinkedConsultantCard, consultant_entry)
    activity.on(InviteConsultant, invite)
    activity.on(UnlinkConsultant, unlink)
    return activity
