"""Putting the package together: what to do with the documents until they are handed in."""

from aiogram.enums import ButtonStyle

from bot.payloads.inspection import InspectionReport
from bot.payloads.packages.documents import Checklist, DocumentCard
from bot.payloads.packages.hand_in import HandedIn, SetStep, StepCard, StepList
from bot.payloads.payload import Payload
from bot.payloads.questions.ask import AskedPlace
from bot.services.inspection.gathering import inspected
from bot.services.packages import changes, tailoring
from bot.services.packages.lookup import others_change, to_change, to_read
from bot.services.packages.progress import handed_in, packing
from bot.ui.context import Context, ExplainedError
from bot.ui.navigation import Activity, Goto, Outcome
from bot.ui.screens import Screen
from bot.ui.widgets import ask_about, choice, column, pairs
from content.models import Contest, HandInStep
from content.rules.last_days import STILL_MARKED, may_still_mark, ways_now
from storage.packages import teams
from storage.packages.packages import DONE, FIRST, TO_DO, DocumentStatus, Package
from storage.tables.application.packages import MarkKind


def _step(contest: Contest, step_id: str) -> HandInStep:
    step = next((step for step in contest.preparing.steps if step.id == step_id), None)
    if step is None:
        raise ExplainedError("packages/step_gone")
    return step


def _way(step: HandInStep, package: Package | None) -> str | None:
    """In which of several ways a step was done, in words of both languages."""
    value = package.value(MarkKind.STEP, step.id) if package else None
    return value if value in {option.id for option in step.options} else None


def _ways(step: HandInStep) -> set[str]:
    """The values that say that a step is done."""
    return {option.id for option in step.options} or {DONE}


def _changeable(ctx: Context, contest: Contest, step: HandInStep) -> None:
    """Raises ExplainedError once the contest is closed; that it was handed in can be said some days longer."""
    if not (step.id == contest.preparing.steps[-1].id and may_still_mark(contest, ctx.now)):
        ctx.changeable(contest.id)


async def step_list(ctx: Context, payload: StepList) -> Screen:
    contest = ctx.contest(payload.contest)
    if not contest.preparing.steps:
        raise ExplainedError("packages/no_steps")
    async with ctx.database.reading() as connection:
        package = await to_read(ctx, connection, contest, payload.package)
    package_id = package.id if package else FIRST
    text = ctx.text(
        "packages/steps",
        contest=contest,
        closed=ctx.closed(contest),
        progress=packing(contest, package),
        handed_in=handed_in(contest, package),
        ways=ways_now(contest, ctx.now),
    )
    rows = column(
        ctx.button(
            "document.item",
            StepCard(contest=contest.id, step=step.id, package=package_id),
            sign=ctx.label("sign.ready" if tailoring.done(step, package) else "sign.not_started"),
            number=number,
            title=step.short[ctx.person.language],
        )
        for number, step in enumerate(tailoring.steps(contest, package), 1)
    )
    if contest.inspection.rules:
        rows.append([ctx.button("inspection.open", InspectionReport(contest=contest.id, package=package_id))])
    if handed_in(contest, package) and may_still_mark(contest, ctx.now):
        last = contest.preparing.steps[-1]
        undo = SetStep(contest=contest.id, step=last.id, value=TO_DO, package=package_id)
        rows.append([ctx.button("hand_in.undo", undo)])
    return ctx.screen(text, rows, back=Checklist(contest=contest.id, package=package_id))


async def step_card(ctx: Context, payload: StepCard) -> Screen:
    contest = ctx.contest(payload.contest)
    step = _step(contest, payload.step)
    async with ctx.database.reading() as connection:
        package = await to_read(ctx, connection, contest, payload.package)
        change = await others_change(ctx, connection, package, MarkKind.STEP, step.id)
    package_id = package.id if package else FIRST
    closed = ctx.closed(contest)
    late = closed and step.id == contest.preparing.steps[-1].id and may_still_mark(contest, ctx.now)
    way = _way(step, package)
    is_done = tailoring.done(step, package)
    text = ctx.text(
        "packages/step",
        contest=contest,
        closed=closed,
        mark_until=contest.deadline + STILL_MARKED if late else None,
        step=step,
        done=is_done,
        mark=package.marks.get((MarkKind.STEP, step.id)) if package and is_done else None,
        change=change,
        way=next((option.label for option in step.options if option.id == way), None),
    )
    values = [(option.id, option.label[ctx.person.language]) for option in step.options] or [
        (DONE, ctx.label("step_done"))
    ]
    values.append((TO_DO, ctx.label("step_to_do")))
    current = way or (DONE if is_done else TO_DO)
    choices = pairs(
        choice(
            ctx,
            label,
            SetStep(contest=contest.id, step=step.id, value=value, package=package_id),
            chosen=value == current,
        )
        for value, label in values
    )
    rows = choices if late or not closed else []
    if step.unclear:
        rows.append(ask_about(ctx, contest, AskedPlace.STEP, step.id))
    return ctx.screen(text, rows, back=_place(contest, step, package_id))


def _place(contest: Contest, step: HandInStep, package_id: int) -> Payload:
    """Where a step stands: among those of handing in, or with the document whose words it is about."""
    if step.document:
        return DocumentCard(contest=contest.id, document=step.document, package=package_id)
    return StepList(contest=contest.id, package=package_id)


async def set_step(ctx: Context, payload: SetStep) -> Outcome:
    """Sets a step; asks before everything counts as handed in, because the reminders end with it."""
    contest = ctx.contest(payload.contest)
    step = _step(contest, payload.step)
    _changeable(ctx, contest, step)
    if payload.value not in {*_ways(step), TO_DO}:
        raise ExplainedError("packages/step_gone")
    last = step.id == contest.preparing.steps[-1].id
    if last and payload.value != TO_DO:
        return await _ask(ctx, contest, step, payload)
    return await _set(ctx, contest, step, payload)


async def hand_in(ctx: Context, payload: HandedIn) -> Goto:
    contest = ctx.contest(payload.contest)
    if not contest.preparing.steps:
        raise ExplainedError("packages/no_steps")
    last = contest.preparing.steps[-1]
    _changeable(ctx, contest, last)
    if payload.value not in _ways(last):
        raise ExplainedError("packages/step_gone")
    done = SetStep(contest=contest.id, step=last.id, value=payload.value, package=payload.package)
    return await _set(ctx, contest, last, done)


async def _set(ctx: Context, contest: Contest, step: HandInStep, payload: SetStep) -> Goto:
    async with ctx.database.writing() as connection:
        package = await to_change(ctx, connection, contest, payload.package)
        await changes.make(ctx, connection, contest, package, payload)
    return Goto(_place(contest, step, package.id), ctx.label("document.set"))


async def _ask(ctx: Context, contest: Contest, step: HandInStep, payload: SetStep) -> Outcome:
    """Whether it is really handed in, with what is not marked as ready; not asked again where it is so already."""
    async with ctx.database.reading() as connection:
        package = await to_read(ctx, connection, contest, payload.package)
        team = await teams.members(connection, package.id) if package else ()
        found = await inspected(ctx, connection, contest, package)
    card = StepCard(contest=contest.id, step=step.id, package=payload.package)
    if _way(step, package) == payload.value:
        return Goto(card)
    statuses = tailoring.statuses(contest, package)
    text = ctx.text(
        "packages/hand_in_sure",
        way=next((option.label for option in step.options if option.id == payload.value), None),
        documents=[
            each
            for each in tailoring.documents(contest, package)
            if statuses[each.id] not in {DocumentStatus.READY, DocumentStatus.NOT_NEEDED}
        ],
        steps=[
            each
            for each in tailoring.demands_and_steps(contest, package)
            if each.id != step.id and not tailoring.done(each, package)
        ],
        found=found.counted(),
        team=len(team) > 1,
        contest=contest,
        closed=ctx.closed(contest),
        mark_until=contest.deadline + STILL_MARKED,
    )
    handed = HandedIn(contest=contest.id, value=payload.value, package=payload.package)
    yes = ctx.button("hand_in.sure", handed, style=ButtonStyle.PRIMARY)
    look = ctx.button("inspection.open", InspectionReport(contest=contest.id, package=payload.package))
    rows = [[yes], [ctx.button("hand_in.not_yet", card)], [look] if found.remarks else []]
    return ctx.screen(text, rows, back=card)


def build_activity() -> Activity:
    activity = Activity()
    activity.on(StepList, step_list)
    activity.on(StepCard, step_card)
    activity.on(SetStep, set_step)
    activity.on(HandedIn, hand_in)
    return activity
