"""Becoming a listed consultant, by one's own number or by a link of staff."""

from collections.abc import Sequence
from dataclasses import replace

from aiogram.enums import ButtonStyle
from aiogram.filters import Command
from aiogram.types import Message

from bot.access import Right
from bot.payloads.consultants.absences import AbsenceCard
from bot.payloads.consultants.links import BecomeConsultant, JoinAsConsultant
from bot.payloads.consultants.queue import ConsultantMenu
from bot.payloads.entry import Languages, SettingsMenu
from bot.payloads.questions.ask import AskConsultant
from bot.services.consultants import consultant_links
from bot.ui.context import Context, ExplainedError
from bot.ui.navigation import Activity, Goto, Outcome
from bot.ui.screens import AskContact, EndContact, Screen
from storage.consultants import consultants
from storage.consultants.consultants import Link


async def become(ctx: Context, _: BecomeConsultant) -> Screen:
    async with ctx.database.reading() as connection:
        links = await consultants.of_person(connection, ctx.person.id)
    if any(link.contest_id == ctx.current().id for link in links):
        return _linked(ctx, links)
    return _ask(ctx)


def _ask(ctx: Context, fault: str | None = None) -> Screen:
    """`fault` says what is wrong with the message that was sent instead of the own contact."""
    contest = ctx.current()
    text = ctx.text("consultants/link_ask", contest=contest, fault=fault)
    if not contest.regions.consultants:
        return ctx.screen(text, back=SettingsMenu())
    share = AskContact(ctx.text("consultants/link_hint"), ctx.label("contact.share"))
    return ctx.screen(text, back=SettingsMenu(), asks=BecomeConsultant(), attachment=share)


def _linked(ctx: Context, links: Sequence[Link]) -> Screen:
    roles = [
        role for link in links if (role := consultant_links.role(ctx.catalogue, link.contest_id, link.consultant_id))
    ]
    rows = [
        [ctx.button("linking.desk", ConsultantMenu(), style=ButtonStyle.PRIMARY)],
        [ctx.button("linking.away", AbsenceCard())],
    ]
    return ctx.screen(ctx.text("consultants/linked", roles=roles), rows, back=SettingsMenu())


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


async def join(ctx: Context, payload: JoinAsConsultant) -> Outcome:
    """Follows a link of staff, which works once; not for whoever made it, unless they may read questions anyway."""
    async with ctx.database.writing() as connection:
        invite = await consultants.invited(connection, payload.token)
        if invite is None or not consultant_links.counts(ctx, invite):
            raise ExplainedError("consultants/consultant_invite_gone")
        if invite.created_by == ctx.person.id and not ctx.may(Right.ANSWER):
            raise ExplainedError("consultants/own_consultant_invite")
        role = consultant_links.role(ctx.catalogue, invite.contest_id, invite.consultant_id)
        if role is None or not await consultants.use_invite(connection, payload.token):
            raise ExplainedError("consultants/consultant_invite_gone")
        await consultant_links.link(ctx, connection, role, invited=True)
        links = await consultants.of_person(connection, ctx.person.id)
    return _linked(ctx, links)


async def consultant_command(_: Message, ctx: Context) -> Goto:
    return Goto(Languages(start="consult") if ctx.person.stranger else BecomeConsultant())


def build_activity() -> Activity:
    activity = Activity()
    activity.message(consultant_command, Command("consultant", ignore_case=True))
    activity.on(BecomeConsultant, become)
    activity.sent(BecomeConsultant, shared)
    activity.on(JoinAsConsultant, join)
    return activity
