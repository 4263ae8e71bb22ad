"""Home: where the contest stands, where the person stands, and the next sensible step.

In the last days what is urgent has the place, and the other sections have a screen of their own.
"""

from collections.abc import Sized
from datetime import time

from aiogram.enums import ButtonStyle

from bot.payloads.answers.answers import FaqList
from bot.payloads.assessment import SelfAssessment
from bot.payloads.entry import Help, Home, Sections, SettingsMenu
from bot.payloads.forms.cards import FormCard
from bot.payloads.inspection import InspectionReport
from bot.payloads.packages.documents import Checklist
from bot.payloads.packages.hand_in import StepList
from bot.payloads.packages.packages import PackageList
from bot.payloads.packages.work_plan import WorkPlan
from bot.payloads.payload import Payload
from bot.payloads.rules.eligibility import EligibilityCheck
from bot.payloads.rules.rules import RulesMenu
from bot.payloads.topics import TopicList
from bot.services.assessment.attempts import standing
from bot.services.packages.progress import NextStep, handed_in, next_step, packing, progress
from bot.services.packages.tailoring import statuses
from bot.ui.context import Context
from bot.ui.navigation import Activity
from bot.ui.screens import Button, Screen
from bot.ui.widgets import pairs
from content.models import Contest
from content.rules import stages
from content.rules.dates import Status, elsewhere, opens, status, time_left
from content.rules.last_days import in_last_days, ways_now
from storage.assessment import assessments
from storage.assessment.assessments import Recent
from storage.forms import answers
from storage.packages import packages
from storage.packages.packages import FIRST


async def home(ctx: Context, _: Home) -> Screen:
    contest = ctx.current()
    async with ctx.database.reading() as connection:
        package = await packages.current(connection, ctx.person.id, contest.id)
        recent = await assessments.recent(connection, package.id) if package else Recent()
        written = await answers.last_by(connection, package.id, ctx.person.id) if package else None
    state = status(contest, ctx.now)
    ready = progress(statuses(contest, package))
    later = stages.taking(contest, ctx.now) if state is Status.CLOSED else None
    last_days = in_last_days(contest, ctx.now)
    step = (
        NextStep.PREPARE if later and package else next_step(contest, state, package, ready, recent, urgent=last_days)
    )
    urgent = last_days and step is not NextStep.DONE
    text = ctx.text(
        "entry/home_last_days" if urgent else "entry/home",
        contest=contest,
        status=state,
        opens=opens(contest),
        opens_at=contest.contest.starts.time() != time.min,
        stage=contest.stage_on(ctx.today(contest)),
        later=later,
        left=time_left(contest.deadline, ctx.now),
        elsewhere=elsewhere(contest, contest.deadline),
        local=ctx.own_clock(contest, contest.deadline),
        ways=ways_now(contest, ctx.now),
        region_known=ctx.person.region_id is not None,
        topic=contest.topic(package.topic_id) if package and package.topic_id else None,
        progress=ready,
        total=standing(contest, recent.last).total if recent.last else None,
        assessed=recent.last.finished_at if recent.last else None,
        packing=packing(contest, package),
        handed_in=handed_in(contest, package),
        name=package.name if package else None,
        step=step,
    )
    package_id = package.id if package else FIRST
    first = _step_button(ctx, contest, package_id, step)
    rest = _urgent(ctx, contest, package_id) if urgent else _everything(ctx, contest, package_id)
    go_on = _form_button(ctx, contest, package_id, written) if written and state is Status.OPEN else []
    more = [ctx.button("sections.open", Sections(contest=contest.id, package=package_id))] if urgent else []
    return Screen(text, [[first], go_on, *pairs(button for button in rest if button.payload != first.payload), more])


async def sections(ctx: Context, payload: Sections) -> Screen:
    contest = ctx.contest(payload.contest)
    return ctx.screen(ctx.text("entry/sections", contest=contest), pairs(_everything(ctx, contest, payload.package)))


def _urgent(ctx: Context, contest: Contest, package_id: int) -> list[Button]:
    """What somebody needs who hands in today or tomorrow."""
    return [
        ctx.button("documents", Checklist(contest=contest.id, package=package_id)),
        *_where(contest.preparing.steps, ctx.button("steps", StepList(contest=contest.id, package=package_id))),
        *_where(
            contest.inspection.rules,
            ctx.button("inspection.open", InspectionReport(contest=contest.id, package=package_id)),
        ),
        ctx.ask_button(contest),
    ]


def _everything(ctx: Context, contest: Contest, package_id: int) -> list[Button]:
    return [
        ctx.button("topics", TopicList(contest=contest.id)),
        ctx.button("documents", Checklist(contest=contest.id, package=package_id)),
        *_where(contest.scored, ctx.button("self_assessment", SelfAssessment(contest=contest.id, package=package_id))),
        *_where(
            contest.inspection.rules,
            ctx.button("inspection.open", InspectionReport(contest=contest.id, package=package_id)),
        ),
        *_where(contest.preparing.steps, ctx.button("steps", StepList(contest=contest.id, package=package_id))),
        *_where(not ctx.closed(contest), ctx.button("plan.short", WorkPlan(contest=contest.id, package=package_id))),
        ctx.button("packages", PackageList(contest=contest.id)),
        *_where(contest.grounds.conditions, ctx.button("may_we.open", EligibilityCheck(contest=contest.id))),
        ctx.button("rules.open", RulesMenu(contest=contest.id)),
        *_where(contest.faq.questions, ctx.button("faq.open", FaqList(contest=contest.id))),
        ctx.ask_button(contest),
        ctx.button("settings", SettingsMenu()),
        ctx.button("help", Help()),
    ]


def _form_button(ctx: Context, contest: Contest, package_id: int, field_id: str) -> list[Button]:
    """To the form in which they wrote last, where the contest still has it."""
    found = contest.forms.holding(field_id)
    if found is None:
        return []
    form, _ = found
    to = FormCard(book=f"p{package_id}", form=form.id)
    return [ctx.button("forms.go_on_with", to, title=form.short[ctx.person.language])]


def _where(part: Sized | bool, button: Button) -> list[Button]:
    """A button, where the contest has what it leads to."""
    return [button] if part else []


def _step_button(ctx: Context, contest: Contest, package_id: int, step: NextStep) -> Button:
    destinations: dict[NextStep, Payload] = {
        NextStep.READ: TopicList(contest=contest.id),
        NextStep.CHOOSE_TOPIC: TopicList(contest=contest.id),
        NextStep.GO_ON: SelfAssessment(contest=contest.id, package=package_id),
        NextStep.PREPARE: Checklist(contest=contest.id, package=package_id),
        NextStep.ASSESS: SelfAssessment(contest=contest.id, package=package_id),
        NextStep.PACK: StepList(contest=contest.id, package=package_id),
        NextStep.DONE: PackageList(contest=contest.id),
    }
    return ctx.button(f"step.{step.value}", destinations[step], style=ButtonStyle.PRIMARY)


def build_activity() -> Activity:
    activity = Activity()
    activity.on(Home, home)
    activity.on(Sections, sections)
    return activity
