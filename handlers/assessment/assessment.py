"""The preliminary self-assessment by the printed criteria (section 6): reference only, it predicts nothing."""

from dataclasses import dataclass

from aiogram.enums import ButtonStyle

from bot.payloads.assessment import (
    AttemptResult,
    CriterionCard,
    FinishAttempt,
    SelfAssessment,
    SetLevel,
    SetPoint,
    StartAttempt,
)
from bot.payloads.forms.cards import SectionCard
from bot.payloads.questions.ask import AskedPlace
from bot.services.assessment.attempts import AttemptStanding, Lift, lifts, standing
from bot.services.packages.lookup import to_change, to_read
from bot.ui.context import Context, ExplainedError
from bot.ui.navigation import Activity, Goto
from bot.ui.screens import Button, Screen
from bot.ui.widgets import ask_about, choice, column, pairs
from content.models import Contest, Criterion
from content.rules.dates import Status, status
from content.rules.scoring import TENTHS, Answers, Choice, Undefined, fitting, outcome, settled
from storage.assessment import assessments
from storage.assessment.assessments import LEVEL, Assessment, Recent
from storage.packages.packages import FIRST

MOST_SECTIONS = 6
"""Of the forms, that a result leads to."""


@dataclass(frozen=True)
class Attempt:
    """An attempt of this person with the contest it belongs to."""

    kept: Assessment
    contest: Contest
    state: AttemptStanding

    def criterion(self, criterion_id: str) -> Criterion:
        criterion = self.contest.criterion(criterion_id)
        if criterion is None:
            raise ExplainedError("assessment/criterion_gone")
        return criterion

    @property
    def overview(self) -> SelfAssessment:
        return SelfAssessment(contest=self.contest.id, package=self.kept.package_id)


async def _attempt(ctx: Context, attempt_id: int) -> Attempt:
    async with ctx.database.reading() as connection:
        kept = await assessments.find(connection, ctx.person.id, attempt_id)
    if kept is None:
        raise ExplainedError("assessment/attempt_gone")
    contest = ctx.contest(kept.contest_id)
    return Attempt(kept, contest, standing(contest, kept))


async def _unfinished(ctx: Context, attempt_id: int) -> Attempt:
    """An attempt that still takes answers."""
    attempt = await _attempt(ctx, attempt_id)
    ctx.changeable(attempt.contest.id)
    if attempt.kept.finished_at:
        raise ExplainedError("assessment/attempt_finished")
    return attempt


def _scored(contest: Contest) -> Contest:
    """Raises ExplainedError for a contest that prints no criteria."""
    if not contest.scored:
        raise ExplainedError("assessment/no_criteria")
    return contest


async def overview(ctx: Context, payload: SelfAssessment) -> Screen:
    contest = _scored(ctx.contest(payload.contest))
    async with ctx.database.reading() as connection:
        package = await to_read(ctx, connection, contest, payload.package)
        recent = await assessments.recent(connection, package.id) if package else Recent()
    state = status(contest, ctx.now)
    text = ctx.text(
        "assessment/assessment",
        contest=contest,
        status=state,
        under_way=standing(contest, recent.under_way) if recent.under_way else None,
        last=standing(contest, recent.last) if recent.last else None,
        finished=recent.last.finished_at if recent.last else None,
    )
    rows: list[list[Button]] = []
    package_id = package.id if package else FIRST
    if state is not Status.CLOSED:
        rows += _ways_on(ctx, contest, package_id, recent)
    if recent.last:
        rows.append([ctx.button("assessment.result", AttemptResult(attempt=recent.last.id))])
    return ctx.screen(text, rows)


def _ways_on(ctx: Context, contest: Contest, package_id: int, recent: Recent) -> list[list[Button]]:
    """Going on with the attempt under way, criterion by criterion; or beginning one."""
    if recent.under_way is None:
        start = StartAttempt(contest=contest.id, package=package_id)
        if recent.last is None:
            return [[ctx.button("assessment.start", start, style=ButtonStyle.PRIMARY)]]
        reuse = start.model_copy(update={"reuse": recent.last.id})
        return [
            [ctx.button("assessment.update", reuse, style=ButtonStyle.PRIMARY)],
            [ctx.button("assessment.anew", start)],
        ]
    state = standing(contest, recent.under_way)
    return [
        [_forward(ctx, recent.under_way.id, state)],
        *column(
            ctx.button(
                "criterion.item",
                CriterionCard(attempt=recent.under_way.id, criterion=criterion.id),
                sign=ctx.label("sign.ready" if settled(result) else "sign.not_started"),
                number=criterion.number,
                title=criterion.short[ctx.person.language],
            )
            for criterion, result in state.outcomes
        ),
    ]


def _forward(ctx: Context, attempt_id: int, state: AttemptStanding) -> Button:
    """The next criterion that waits for answers, or the result once none does."""
    if state.first_open is None:
        return ctx.button("assessment.finish", FinishAttempt(attempt=attempt_id), style=ButtonStyle.SUCCESS)
    target = CriterionCard(attempt=attempt_id, criterion=state.first_open.id)
    return ctx.button("assessment.next", target, style=ButtonStyle.PRIMARY, number=state.first_open.number)


async def start(ctx: Context, payload: StartAttempt) -> Goto:
    """Begins an attempt, or goes on with the one under way."""
    contest = _scored(ctx.changeable(payload.contest))
    async with ctx.database.writing() as connection:
        package = await to_change(ctx, connection, contest, payload.package)
        reuse = await assessments.find(connection, ctx.person.id, payload.reuse) if payload.reuse else None
        attempt_id = await assessments.start(connection, package.id, ctx.now, reuse)
    attempt = await _attempt(ctx, attempt_id)
    if attempt.state.first_open is None:
        return Goto(attempt.overview)
    return Goto(CriterionCard(attempt=attempt_id, criterion=attempt.state.first_open.id))


async def criterion_card(ctx: Context, payload: CriterionCard) -> Screen:
    attempt = await _attempt(ctx, payload.attempt)
    if attempt.kept.finished_at:
        return await result(ctx, AttemptResult(attempt=payload.attempt))
    criterion = attempt.criterion(payload.criterion)
    answers = attempt.kept.answered(criterion.id)
    reached = outcome(criterion, answers)
    text = ctx.text(
        "assessment/criterion",
        contest=attempt.contest,
        criterion=criterion,
        answers=answers,
        outcome=reached,
        kind=type(reached).__name__,
        settled=attempt.state.settled,
        count=len(attempt.state.outcomes),
    )
    rows = [_point_buttons(ctx, payload, number, answers.points.get(number)) for number in _numbers(criterion)]
    rows += _level_buttons(ctx, payload, criterion, answers)
    if settled(reached):
        rows.append([_forward(ctx, payload.attempt, attempt.state)])
    if criterion.unclear or isinstance(reached, Undefined | Choice):
        rows.append(ask_about(ctx, attempt.contest, AskedPlace.CRITERION, criterion.id))
    return ctx.screen(text, rows, back=attempt.overview)


def _numbers(criterion: Criterion) -> range:
    return range(1, len(criterion.sub_points) + 1)


def _point_buttons(ctx: Context, payload: CriterionCard, number: int, current: bool | None) -> list[Button]:
    """Two buttons that set a sub-point as met or not met; the one in force is marked."""
    return [
        choice(
            ctx,
            ctx.label(f"point.{word}", number=number),
            SetPoint(attempt=payload.attempt, criterion=payload.criterion, point=number, met=met),
            chosen=met is current,
        )
        for met, word in ((True, "met"), (False, "unmet"))
    ]


def _level_buttons(ctx: Context, payload: CriterionCard, criterion: Criterion, answers: Answers) -> list[list[Button]]:
    """Where several printed levels fit the answers, or the scale is a judged one, the person says which."""
    if criterion.judged is not None:
        return pairs(
            choice(
                ctx,
                ctx.texts.number(ctx.person.language, mark),
                SetLevel(attempt=payload.attempt, criterion=payload.criterion, score=int(mark * TENTHS)),
                chosen=int(mark * TENTHS) == answers.chosen,
            )
            for mark in criterion.judged.marks
        )
    return column(
        choice(
            ctx,
            level.choice[ctx.person.language],
            SetLevel(attempt=payload.attempt, criterion=payload.criterion, score=level.score),
            chosen=level.score == answers.chosen,
        )
        for level in fitting(criterion, answers)
        if level.choice
    )


async def set_point(ctx: Context, payload: SetPoint) -> Goto:
    attempt = await _unfinished(ctx, payload.attempt)
    criterion = attempt.criterion(payload.criterion)
    if payload.point not in _numbers(criterion):
        raise ExplainedError("assessment/criterion_gone")
    async with ctx.database.writing() as connection:
        await assessments.answer(connection, payload.attempt, criterion.id, payload.point, int(payload.met))
    return Goto(CriterionCard(attempt=payload.attempt, criterion=criterion.id))


def _levels(criterion: Criterion) -> set[int]:
    """What a person may choose."""
    if criterion.judged is not None:
        return {int(mark * TENTHS) for mark in criterion.judged.marks}
    return {level.score for level in criterion.levels if level.choice}


async def set_level(ctx: Context, payload: SetLevel) -> Goto:
    attempt = await _unfinished(ctx, payload.attempt)
    criterion = attempt.criterion(payload.criterion)
    if payload.score not in _levels(criterion):
        raise ExplainedError("assessment/criterion_gone")
    async with ctx.database.writing() as connection:
        await assessments.answer(connection, payload.attempt, criterion.id, LEVEL, payload.score)
    return Goto(CriterionCard(attempt=payload.attempt, criterion=criterion.id))


async def finish(ctx: Context, payload: FinishAttempt) -> Goto:
    """Closes a complete attempt; an incomplete one goes on where something is missing."""
    attempt = await _attempt(ctx, payload.attempt)
    if not attempt.kept.finished_at:
        ctx.changeable(attempt.contest.id)
        if attempt.state.first_open:
            return Goto(CriterionCard(attempt=payload.attempt, criterion=attempt.state.first_open.id))
        async with ctx.database.writing() as connection:
            await assessments.finish(connection, payload.attempt, ctx.now)
    return Goto(AttemptResult(attempt=payload.attempt))


async def result(ctx: Context, payload: AttemptResult) -> Screen:
    attempt = await _attempt(ctx, payload.attempt)
    if not attempt.kept.finished_at:
        return await overview(ctx, attempt.overview)
    async with ctx.database.reading() as connection:
        before = await assessments.finished_before(connection, attempt.kept)
    advice = lifts(attempt.contest, attempt.kept)
    text = ctx.text(
        "assessment/result",
        contest=attempt.contest,
        finished=attempt.kept.finished_at,
        state=attempt.state,
        before=standing(attempt.contest, before) if before else None,
        lifts=advice,
        threshold=attempt.contest.grounds.threshold_rule,
    )
    rows = [] if ctx.closed(attempt.contest) else _to_sections(ctx, attempt, advice)
    rows.append(ask_about(ctx, attempt.contest, AskedPlace.CRITERION))
    return ctx.screen(text, rows, back=attempt.overview)


def _to_sections(ctx: Context, attempt: Attempt, advice: tuple[Lift, ...]) -> list[list[Button]]:
    """Where in the forms what is missing is written, the weakest first."""
    sections = {section.id: section for lift in advice for section in lift.sections}
    return column(
        ctx.button(
            "assessment.section",
            SectionCard(book=f"p{attempt.kept.package_id}", section=section.id),
            section=section.short[ctx.person.language],
        )
        for section in list(sections.values())[:MOST_SECTIONS]
    )


def build_activity() -> Activity:
    activity = Activity()
    activity.on(SelfAssessment, overview)
    activity.on(StartAttempt, start)
    activity.on(CriterionCard, criterion_card)
    activity.on(SetPoint, set_point)
    activity.on(SetLevel, set_level)
    activity.on(FinishAttempt, finish)
    activity.on(AttemptResult, result)
    return activity
