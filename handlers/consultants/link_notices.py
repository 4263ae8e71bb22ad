"""What people are told when somebody becomes a consultant, is none any more, or has lost regions."""

from bot.access import COORDINATORS
from bot.payloads.consultants.links import LinkedConsultantCard, UnlinkConsultant
from bot.payloads.consultants.queue import ConsultantMenu
from bot.services.consultants import consultant_links
from bot.services.consultants.consultant_links import Role
from bot.ui.context import Context
from bot.ui.navigation import Activity
from bot.ui.notices import Composed, Nothing
from content.models import Consultant, Region
from storage.consultants import consultants
from storage.delivery.claims import OutboxRow
from storage.tables.delivery import OutboxKind


async def linked_notice(ctx: Context, letter: OutboxRow) -> Composed:
    """To staff: somebody has become a consultant, and how to undo it."""
    consultant_id, person_id = letter.content["consultant"], letter.content["person"]
    role = consultant_links.role(ctx.catalogue, letter.contest_id or "", consultant_id)
    if role is None or not ctx.may(*COORDINATORS):
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
    if contest is None or not (own or ctx.may(*COORDINATORS)):
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
    role = consultant_links.role(ctx.catalogue, letter.contest_id or "", letter.content["consultant"])
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
    activity.sends(OutboxKind.CONSULTANT_LINKED, linked_notice)
    activity.sends(OutboxKind.CONSULTANT_UNLINKED, unlinked_notice)
    activity.sends(OutboxKind.CONSULTANT_REPLACED, replaced_notice)
    return activity
