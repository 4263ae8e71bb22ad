"""The way in: /start with or without a link's parameter, and the choice of language."""

import re
from collections.abc import Callable, Mapping

from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import Message

from bot.payloads.consultants.links import BecomeConsultant, JoinAsConsultant
from bot.payloads.entry import Home, Languages, SetLanguage
from bot.payloads.links import CASE, JOIN_CONSULTANTS, JOIN_STAFF, JOIN_TEAM
from bot.payloads.packages.team import JoinTeam
from bot.payloads.payload import MOST, Payload
from bot.payloads.questions.cases import CaseCard
from bot.payloads.staff.invites import JoinStaff
from bot.payloads.staff.members import StaffMenu
from bot.payloads.topics import TopicCard
from bot.ui.context import Context
from bot.ui.navigation import Activity, Goto
from bot.ui.screens import Button, Screen
from bot.ui.widgets import column
from content.models import Language
from storage.entry import people

CONSULTANT, STAFF = "consult", "staff"
INVITATIONS: Mapping[str, Callable[..., Payload]] = {
    JOIN_TEAM: JoinTeam,
    JOIN_CONSULTANTS: JoinAsConsultant,
    JOIN_STAFF: JoinStaff,
}
START_PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,48}")


def _known_parameter(text: str | None) -> str:
    """A parameter short enough to travel on in a button; anything else is dropped."""
    return text if text and START_PARAMETER.fullmatch(text) else ""


def _destination(ctx: Context, parameter: str) -> Payload:
    """Where a link leads: `2020-repeat-topic_5` to a topic, `join_…` into a team, none home.

    `consult…` leads to consultants, `staff…` to the staff, `case_12` to a question before whoever answers it.

    Links to a topic once named no contest: they lead into the current one. An id of a topic has no hyphen.
    """
    if not parameter:
        return Home()
    for begins, joins in INVITATIONS.items():
        if parameter.startswith(begins):
            return joins(token=parameter.removeprefix(begins)[:32])
    if parameter.startswith(CASE) and (number := parameter.removeprefix(CASE)).isdecimal():
        return CaseCard(question=min(int(number), MOST))
    if parameter in {CONSULTANT, STAFF}:
        return BecomeConsultant() if parameter == CONSULTANT else StaffMenu()
    contest_id, _, topic_id = parameter.rpartition("-")
    return TopicCard(contest=contest_id or ctx.current().id, topic=topic_id)


async def start(_: Message, command: CommandObject, ctx: Context) -> Goto:
    parameter = _known_parameter(command.args)
    if ctx.person.stranger:
        return Goto(Languages(start=parameter))
    return Goto(_destination(ctx, parameter))


async def language_command(_: Message) -> Goto:
    return Goto(Languages())


async def languages(ctx: Context, payload: Languages) -> Screen:
    """Each language names itself; the one of the person, or of their Telegram, comes first."""
    mine = ctx.person.language
    order = [mine, *(language for language in Language if language is not mine)]
    rows = column(
        Button(ctx.texts.label(language, "language.name"), SetLanguage(language=language, start=payload.start))
        for language in order
    )
    if ctx.person.stranger:
        return Screen("\n\n".join(ctx.texts.render(language, "entry/welcome") for language in order), rows)
    return ctx.screen(ctx.text("entry/language"), rows)


async def set_language(ctx: Context, payload: SetLanguage) -> Goto:
    async with ctx.database.writing() as connection:
        ctx.person = await people.set_language(connection, ctx.person.id, payload.language, ctx.now)
    return Goto(_destination(ctx, payload.start), ctx.label("language.set"))


def build_activity() -> Activity:
    activity = Activity()
    activity.message(start, CommandStart(ignore_case=True))
    activity.message(language_command, Command("language", ignore_case=True))
    activity.on(Languages, languages, strangers=True)
    activity.on(SetLanguage, set_language, strangers=True)
    return activity
