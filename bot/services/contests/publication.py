"""Publishing a version of a contest: what it changes, who has to agree, and how it comes to be served."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.access import Right
from bot.services.answers import instant_answers
from bot.services.answers.answer_index import AnswerIndex
from bot.services.audit import audit_trail
from bot.services.consultants import consultant_links
from bot.services.contests.change_summary import Describer
from bot.services.papers import templates
from bot.services.reminders import planner
from bot.services.topics import search
from bot.ui.context import Context, ExplainedError
from content import bundles
from content.catalogue import Catalogue
from content.differences import differences
from content.editing import Files
from content.loader import load_files
from content.models import Contest, Language
from content.rules.dates import opens
from content.texts.complaints import told
from content.texts.render import Texts
from content.yaml_file import ContentError
from storage.consultants import consultants
from storage.contests import versions
from storage.contests.versions import Summary, Version
from storage.database import Database, Reader, Writer
from storage.delivery import outbox
from storage.delivery.outbox import Priority
from storage.packages import packages
from storage.reminders import rounds
from storage.tables.delivery import OutboxKind
from storage.tables.staff import VersionState

logger = logging.getLogger(__name__)

COUNTED = frozenset({"topics", "documents", "questions", "steps", "criteria", "regions"})
"""What people choose or mark."""
FROM_FOLDER = 0
MOST_FAULTS = 5
"""Of a small change; more do not fit beside it."""


async def files_of(ctx: Context, contest: Contest) -> tuple[int, Files]:
    """The texts that are served, and their version. Raises ExplainedError where nothing is kept of them."""
    async with ctx.database.scanning() as connection:
        live = await versions.live(connection, contest.id)
        if live is not None:
            return live.id, await versions.files(connection, live.id)
    folder = ctx.catalogue.folder
    if folder is None or not (folder / contest.id).is_dir():
        raise ExplainedError("contests/contest_files_gone", contest=contest)
    return FROM_FOLDER, await asyncio.to_thread(_texts, folder / contest.id)


def _texts(folder: Path) -> Files:
    return bundles.in_folder(folder, Contest.model_fields)


async def edit(ctx: Context, contest: Contest, what: str, change: Callable[[Files], Files]) -> int:
    """Proposes a small change of what is served."""
    base, files = await files_of(ctx, contest)
    try:
        changed = await asyncio.to_thread(change, files)
        new = await asyncio.to_thread(load_files, contest.id, changed)
    except ContentError as error:
        faults = told(ctx.texts, ctx.person.language, error.faults[:MOST_FAULTS])
        raise ExplainedError("contests/edit_refused", faults=faults) from error
    return await propose(ctx, new, changed, what, base)


async def propose(ctx: Context, new: Contest, files: Files, what: str, base: int) -> int:
    """Keeps a draft of a version with what it changes in words; `base` is what it was made from. Returns its id."""
    old = ctx.catalogue.get(new.id)
    replaced = bundles.replaced((await files_of(ctx, old))[1], files) if old else []
    if old == new and not replaced:
        raise ExplainedError("contests/nothing_changed")
    lines = await _lines(ctx, old, new, replaced) if old else _contents(ctx.texts, new)
    weighty = old is None or (old.deadline, opens(old)) != (new.deadline, opens(new))
    async with ctx.database.writing() as connection:
        version_id = await versions.draft(
            connection, new.id, files, Summary(what, base, weighty, lines), ctx.person.id, ctx.now
        )
        await audit_trail.write(ctx, connection, "contest.drafted", contest=new.id, version=version_id, what=what)
    return version_id


async def _lines(
    ctx: Context, old: Contest, new: Contest, replaced: Sequence[str]
) -> Mapping[Language, tuple[str, ...]]:
    """`replaced` are names of Word templates."""
    changes = await asyncio.to_thread(differences, old, new)
    chosen: dict[tuple[str, str], int] = {}
    async with ctx.database.scanning() as connection:
        for change in changes:
            if change.went and change.items[-1].kind in COUNTED:
                kind, item = change.items[-1].kind, getattr(change.items[-1].item, "id", "")
                chosen[kind, item] = await versions.chosen(connection, old.id, kind, item)
            elif change.went and change.items[-1].item == old.stage_on(ctx.today(old)):
                chosen[change.items[-1].kind, getattr(change.items[-1].item, "id", "")] = await packages.number_in(
                    connection, old.id
                )
    describers = {language: Describer(ctx.texts, language, old, new) for language in Language}
    return {
        language: (*each.lines(changes, chosen), *(each.label("template", name=name) for name in replaced))
        for language, each in describers.items()
    }


def _contents(texts: Texts, new: Contest) -> Mapping[Language, tuple[str, ...]]:
    """What a contest that is new brings."""
    return {language: Describer(texts, language, new, new).contents(new) for language in Language}


async def contest_in(ctx: Context, version: Version) -> Contest:
    """The contest as a version describes it. Raises ExplainedError where its files can no longer be read."""
    async with ctx.database.scanning() as connection:
        files = await versions.files(connection, version.id)
    try:
        return await asyncio.to_thread(load_files, version.contest_id, files)
    except ContentError as error:
        raise ExplainedError("contests/version_gone") from error


# --- who has to agree


@dataclass(frozen=True)
class VersionStanding:
    """What the person may do with a version now. `others` are those who could confirm it instead."""

    version: Version
    others: tuple[int, ...]
    mine: bool

    @property
    def needs_another(self) -> bool:
        """A contest is brought, and its time is moved, by two people where there are two."""
        return self.version.summary.weighty and self.mine and bool(self.others)

    @property
    def settled(self) -> bool:
        return self.version.state not in {VersionState.DRAFT, VersionState.PROPOSED}


async def standing(ctx: Context, connection: Reader, version_id: int) -> VersionStanding:
    """Raises ExplainedError for who may not, and for a version that is gone or another's draft."""
    ctx.require(Right.CONTEST)
    version = await versions.find(connection, version_id)
    if version is None or (version.state is VersionState.DRAFT and version.proposed_by != ctx.person.id):
        raise ExplainedError("contests/version_gone")
    able = ctx.access.who_may(Right.CONTEST) - {version.proposed_by}
    others = tuple(await consultants.known(connection, able))
    return VersionStanding(version, others, mine=version.proposed_by == ctx.person.id)


async def confirm(ctx: Context, version_id: int) -> VersionStanding:
    """Publishes a version, or asks the others where one of them has to confirm it.

    Raises ExplainedError where that was done, or something else was published since it was made.
    """
    async with ctx.database.writing() as connection:
        of = await standing(ctx, connection, version_id)
        if of.settled:
            raise ExplainedError("contests/version_settled")
        await _fresh(connection, of.version)
        if of.needs_another:
            if of.version.state is VersionState.PROPOSED:
                raise ExplainedError("contests/version_own")
            await versions.submit(connection, version_id, ctx.now)
            await audit_trail.write(
                ctx, connection, "contest.proposed", contest=of.version.contest_id, version=version_id
            )
            await _tell(ctx, connection, OutboxKind.VERSION_PROPOSED, of.version, of.others)
            return of
    await _publish(ctx, of.version)
    return of


async def _fresh(connection: Reader, version: Version) -> None:
    live = await versions.live(connection, version.contest_id)
    if (live.id if live else FROM_FOLDER) != version.summary.base:
        raise ExplainedError("contests/version_stale")


async def _publish(ctx: Context, version: Version) -> None:
    """What is slow is done first, beside everybody else; then it counts at one moment."""
    async with ctx.database.scanning() as connection:
        files = await versions.files(connection, version.id)
    new, made = await asyncio.to_thread(_made, version.contest_id, files, ctx.texts)
    old = ctx.catalogue.get(new.id)
    first = await files_of(ctx, old) if old and version.summary.base == FROM_FOLDER else None
    async with ctx.database.writing() as connection:
        of = await standing(ctx, connection, version.id)
        if of.settled:
            raise ExplainedError("contests/version_settled")
        await _fresh(connection, version)
        if first is not None:
            await versions.keep_first(connection, new.id, first[1], ctx.now)
        await versions.publish(connection, version, ctx.person.id, ctx.now)
        await audit_trail.write(ctx, connection, "contest.published", contest=new.id, version=version.id)
        if not of.mine:
            await _tell(ctx, connection, OutboxKind.VERSION_SETTLED, version, (version.proposed_by,))
        if old is not None:
            await consultant_links.replace(ctx, connection, old, new)
        news = await planner.anew(connection, old, new, ctx.access.everybody, version.id, ctx.now) if old else []
    ctx.catalogue.put(new, made)
    for one in news:
        await rounds.do(ctx.database, one, ctx.now)
    ctx.wake()


def _made(contest_id: str, files: Files, texts: Texts) -> tuple[Contest, Mapping[str, object]]:
    new = load_files(contest_id, files)
    return new, {
        search.INDEX: search.TopicIndex(new),
        instant_answers.INDEX: AnswerIndex(new, texts),
        templates.INDEX: bundles.templates(files),
    }


async def drop(ctx: Context, version_id: int) -> VersionStanding:
    """Refuses a version, or takes back one's own."""
    async with ctx.database.writing() as connection:
        of = await standing(ctx, connection, version_id)
        if of.settled:
            raise ExplainedError("contests/version_settled")
        await versions.refuse(connection, version_id, ctx.person.id, ctx.now)
        await audit_trail.write(ctx, connection, "contest.refused", contest=of.version.contest_id, version=version_id)
        if not of.mine:
            await _tell(ctx, connection, OutboxKind.VERSION_SETTLED, of.version, (of.version.proposed_by,))
    return of


async def back_to(ctx: Context, version_id: int) -> int:
    """Proposes the files of an earlier version again."""
    async with ctx.database.scanning() as connection:
        ctx.require(Right.CONTEST)
        earlier = await versions.find(connection, version_id)
        files = await versions.files(connection, version_id)
        if earlier is None or earlier.state not in {VersionState.REPLACED, VersionState.WITHDRAWN} or not files:
            raise ExplainedError("contests/version_gone")
        live = await versions.live(connection, earlier.contest_id)
    try:
        new = await asyncio.to_thread(load_files, earlier.contest_id, files)
    except ContentError as error:
        raise ExplainedError("contests/version_gone") from error
    return await propose(ctx, new, files, "back", live.id if live else FROM_FOLDER)


async def _tell(ctx: Context, connection: Writer, kind: OutboxKind, version: Version, people: tuple[int, ...]) -> None:
    await outbox.queue_each(
        connection,
        await consultants.known(connection, people),
        key=f"{kind}:{version.id}",
        kind=kind,
        contest_id=version.contest_id,
        content={"version": version.id},
        priority=Priority.ANSWER,
        now=ctx.now,
    )
    ctx.wake()


# --- at start


async def restore(database: Database, catalogue: Catalogue, texts: Texts) -> None:
    """Serves what was published; a version that cannot be read any more is named, and the folder's own served."""
    await catch_up(database, catalogue, texts, {})


async def catch_up(database: Database, catalogue: Catalogue, texts: Texts, served: dict[str, int]) -> None:
    """Serves what was published and is not served yet, and no more what was taken back.

    `served` remembers the version of each contest.
    """
    async with database.scanning() as connection:
        counting = await versions.all_live(connection)
        live = [
            (version, await versions.files(connection, version.id))
            for version in counting
            if served.get(version.contest_id) != version.id
        ]
    for contest_id in served.keys() - {version.contest_id for version in counting}:
        del served[contest_id]
        catalogue.take_away(contest_id)
    for version, files in live:
        served[version.contest_id] = version.id
        try:
            new, made = await asyncio.to_thread(_made, version.contest_id, files, texts)
        except ContentError as error:
            logger.error("Version %s of contest %s is not served: %s", version.id, version.contest_id, error)  # noqa: TRY400
            continue
        catalogue.put(new, made)
        logger.info("Contest %s is served as published from a chat (version %s)", new.id, version.id)
