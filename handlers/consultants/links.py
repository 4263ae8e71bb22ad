"""Becoming a listed consultant, by one's own number or by a link of staff; and for staff, who is one."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from aiogram.enums import ButtonStyle
from aiogram.filters import Command
from aiogram.types import Message

from bot.access import Right
from bot.payloads.consultants.absences import AbsenceCard
from bot.payloads.consultants.links import (
    BecomeConsultant,
    ConsultantList,
    InviteConsultant,
    JoinAsConsultant,
    LinkedConsultantCard,
    UnlinkConsultant,
)
from bot.payloads.consultants.queue import ConsultantMenu
from bot.payloads.entry import Languages, SettingsMenu
from bot.payloads.questions.ask import AskConsultant
from bot.services.audit import audit_trail
from bot.services.consultants import consultant_links
from bot.services.consultants.consultant_links import Role
from bot.ui.context import Context, ExplainedError
from bot.ui.navigation import Activity, Goto, Outcome
from bot.ui.notices import Composed, Nothing
from bot.ui.screens import AskContact, Button, EndContact, Screen
from bot.ui.widgets import column
from content.models import Consultant, Contest, Region
from storage.consultants import consultants
from storage.consultants.consultants import Link
from storage.delivery.claims import OutboxRow
from storage.questions import queues
from storage.tables.delivery import OutboxKind

TOKEN_BYTES = 12
INVITED = "consult_"
"""Begins the parameter of a link for a consultant."""


# --- becoming one


async def become(ctx: Context, _: BecomeConsultant) -> Screen:
    async with ctx.database.reading() as connection:
        links = await consultants.of_person(connection, ctx.person.id)
    if any(link.contest_id == ctx.current().id for link in links):
        return _linked(ctx, links)
    return _ask(ctx)


def _ask(ctx: Context, fault: str | None = None) -> Screen:
    """`fault` says what is wrong with the message that was sent instead of the own contact."""
    share = AskContact(ctx.text("consultants/link_hint"), ctx.label("contact.share"))
    text = ctx.text("consultants/link_ask", contest=ctx.current(), fault=fault)
    return ctx.screen(text, back=SettingsMenu(), asks=BecomeConsultant(), attachment=share)


def _linked(ctx: Context, links: Sequence[Link]) -> Screen:
    roles = [role for link in links if (role := _role(ctx, link.contest_id, link.consultant_id))]
    rows = [
        [ctx.button("linking.desk", ConsultantMenu(), style=ButtonStyle.PRIMARY)],
        [ctx.button("linking.away", AbsenceCard())],
    ]
    return ctx.screen(ctx.text("consultants/linked", roles=roles), rows, back=SettingsMenu())


def _role(ctx: Context, contest_id: str, consultant_id: str) -> Role | None:
    contest = ctx.catalogue.get(contest_id)
    consultant = contest.regions.consultant(consultant_id) if contest else None
    return Role(contest, consultant) if contest and consultant else None


async def shared(ctx: Context, _: BecomeConsultant, message: Message) -> Screen:
    """Only the person's own number, as Telegram itself vouches for it, makes them a consultant."""
    contact = message.contact
    if contact is None:
        return _ask(ctx, "no_contact")
    if message.forward_origin is not None or contact.user_id != ctx.person.id:
        return _ask(ctx, "not_own")
    found = consultant_links.listed(ctx.catalogue, f"+{contact.phone_number.lstrip('+')}")
    if not found:
        contest = ctx.current()
        rows = [[ctx.button("linking.ask", AskConsultant(contest=contest.id), style=ButtonStyle.PRIMARY)]]
        screen = ctx.screen(ctx.text("consultants/link_unlisted", contest=contest), rows, back=SettingsMenu())
    else:
        async with ctx.database.writing() as connection:
            for role in found:
                await consultant_links.link(ctx, connection, role, invited=False)
            links = await consultants.of_person(connection, ctx.person.id)
        screen = _linked(ctx, links)
    return replace(screen, attachment=EndContact(ctx.text("consultants/link_received")))


async def join(ctx: Context, to: JoinAsConsultant) -> Outcome:
    """Follows a link of staff, which works once."""
    async with ctx.database.writing() as connection:
        invite = await consultants.invited(connection, to.token)
        role = _role(ctx, invite.contest_id, invite.consultant_id) if invite else None
        if role is None or not await consultants.use_invite(connection, to.token):
            raise ExplainedError("consultants/consultant_invite_gone")
        await consultant_links.link(ctx, connection, role, invited=True)
        links = await consultants.of_person(connection, ctx.person.id)
    return _linked(ctx, links)


async def consultant_command(_: Message, ctx: Context) -> Goto:
    return Goto(Languages(start="consult") if ctx.person.stranger else BecomeConsultant())


# --- for staff


def _only_staff(ctx: Context) -> None:
    """Those who look after a contest, and those whom its questions come to where there is no consultant."""
    ctx.require(Right.CONTEST, Right.ANSWER)


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


async def consultant_list(ctx: Context, at: ConsultantList) -> Screen:
    _only_staff(ctx)
    contest = ctx.contest(at.contest)
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


async def consultant_entry(ctx: Context, at: LinkedConsultantCard) -> Screen:
    _only_staff(ctx)
    contest = ctx.contest(at.contest)
    entry = next((each for each in await _everybody(ctx, contest) if each.consultant.id == at.consultant), None)
    if entry is None:
        raise ExplainedError("consultants/consultant_gone")
    async with ctx.database.reading() as connection:
        token = await consultants.invitation(connection, contest.id, at.consultant)
    url = ctx.link(f"{INVITED}{token}") if token else None
    text = ctx.text(
        "consultants/link_entry", contest=contest, entry=entry, regions=Role(contest, entry.consultant).regions, url=url
    )
    where = {"contest": contest.id, "consultant": at.consultant}
    anew = ctx.button("linking.anew" if url else "linking.invite", InviteConsultant.model_validate(where))
    copy = [Button(ctx.label("linking.copy"), copy=url, style=ButtonStyle.PRIMARY)] if url else []
    rows = [[*copy, anew]]
    if entry.link is not None:
        rows.append(
            [ctx.button("linking.unlink", UnlinkConsultant.model_validate({**where, "person": entry.link.person_id}))]
        )
    return ctx.screen(text, rows, back=ConsultantList(contest=contest.id))


async def invite(ctx: Context, to: InviteConsultant) -> Goto:
    """Makes a new link; one made before does not work any more."""
    _only_staff(ctx)
    if _role(ctx, to.contest, to.consultant) is None:
        raise ExplainedError("consultants/consultant_gone")
    async with ctx.database.writing() as connection:
        token = secrets.token_urlsafe(TOKEN_BYTES)
        await consultants.invite(connection, to.contest, to.consultant, token, ctx.person.id, ctx.now)
        await audit_trail.write(ctx, connection, "consultant.invited", contest=to.contest, consultant=to.consultant)
    return Goto(LinkedConsultantCard(contest=to.contest, consultant=to.consultant))


async def unlink(ctx: Context, to: UnlinkConsultant) -> Goto:
    """Ends the link of that person alone: who has taken over since is not meant."""
    _only_staff(ctx)
    contest = ctx.contest(to.contest)
    async with ctx.database.writing() as connection:
        ended = await consultant_links.unlink(ctx, connection, contest, to.consultant, to.person)
        if ended:
            where = {"contest": contest.id, "consultant": to.consultant}
            await audit_trail.write(ctx, connection, "consultant.unlinked", person=to.person, **where)
    toast = ctx.label("linking.unlinked" if ended else "linking.not_linked")
    return Goto(LinkedConsultantCard(contest=to.contest, consultant=to.consultant), toast)


# --- what people are told


async def linked_notice(ctx: Context, letter: OutboxRow) -> Composed:
    """To staff: somebody has become a consultant, and how to undo it."""
    consultant_id, person_id = letter.content["consultant"], letter.content["person"]
    role = _role(ctx, letter.contest_id or "", consultant_id)
    if role is None or not ctx.may(Right.CONTEST, Right.ANSWER):
        return Nothing("nothing of their business any more")
    async with ctx.database.reading() as connection:
        links = await consultants.of_contest(connection, role.contest.id)
    link = next((each for each in links if each.consultant_id == consultant_id and each.person_id == person_id), None)
    if link is None:
        return Nothing("not linked any more")
    text = ctx.text(
        "consultants/linked_notice",
        role=role,
        link=link,
        before=letter.content["before"],
    )
    where = {"contest": role.contest.id, "consultant": consultant_id}
    rows = [
        [ctx.button("linking.unlink", UnlinkConsultant.model_validate({**where, "person": person_id}))],
        [ctx.button("linking.entry", LinkedConsultantCard.model_validate(where))],
    ]
    return ctx.notice(text, rows)


async def unlinked_notice(ctx: Context, letter: OutboxRow) -> Composed:
    """To the one who is no consultant any more, and to staff."""
    contest = ctx.catalogue.get(letter.contest_id or "")
    own = letter.content["person"] == ctx.person.id
    if contest is None or not (own or ctx.may(Right.CONTEST, Right.ANSWER)):
        return Nothing("nothing of their business any more")
    listed = contest.regions.consultant(letter.content["consultant"])
    text = ctx.text(
        "consultants/unlinked_notice",
        contest=contest,
        called=letter.content.get("called") or (listed.name if listed else letter.content["name"]),
        listed=listed is not None,
        name=letter.content["name"],
        own=own,
    )
    entry = LinkedConsultantCard(contest=contest.id, consultant=letter.content["consultant"])
    return ctx.notice(text, [] if own or listed is None else [[ctx.button("linking.entry", entry)]])


async def replaced_notice(ctx: Context, letter: OutboxRow) -> Composed:
    """To a consultant who has lost regions and keeps the place: who answers there now."""
    role = _role(ctx, letter.contest_id or "", letter.content["consultant"])
    regions = [role.contest.regions.region(each) for each in letter.content["regions"]] if role else []
    lost = [(each, _answers(role, each)) for each in regions if role and each and each not in role.regions]
    if role is None or not lost:
        return Nothing("it is otherwise by now")
    text = ctx.text("consultants/replaced_notice", role=role, lost=lost)
    return ctx.notice(text, [[ctx.button("linking.desk", ConsultantMenu())]])


def _answers(role: Role, region: Region) -> Consultant | None:
    return role.contest.regions.consultant(region.consultant)


def build_activity() -> Activity:
    activity = Activity()
    activity.message(consultant_command, Command("consultant", ignore_case=True))
    activity.on(BecomeConsultant, become)
    activity.sent(BecomeConsultant, shared)
    activity.on(JoinAsConsultant, join)
    activity.on(ConsultantList, consultant_list)
    activity.on(LinkedConsultantCard, consultant_entry)
    activity.on(InviteConsultant, invite)
    activity.on(UnlinkConsultant, unlink)
    activity.sends(OutboxKind.CONSULTANT_LINKED, linked_notice)
    activity.sends(OutboxKind.CONSULTANT_UNLINKED, unlinked_notice)
    activity.sends(OutboxKind.CONSULTANT_REPLACED, replaced_notice)
    return activity
