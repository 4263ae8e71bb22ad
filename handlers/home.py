"""Home: where the contest stands, where the person stands, and the next sensible step."""

from aiogram.enums import ButtonStyle

from bot.callbacks import (
    Checklist,
    ConsultantCard,
    FaqList,
    Help,
    Home,
    MayWe,
    PackageList,
    Payload,
    Preferences,
    Rules,
    SelfAssessment,
    StepList,
    TopicList,
)
from bot.context import Context
from bot.navigation import Activity
from bot.screens import Button, Screen
from bot.services.attempts import standing
from bot.services.progress import Step, handed_in, next_step, packing, progress
from bot.services.tailoring import statuses
from content.dates import elsewhere, opens, status, time_left
from content.models import Contest
from storage import assessments, packages
from storage.assessments import Recent
from storage.packages import FIRST


async def home(ctx: Context, _: Home) -> Screen:
    contest = ctx.current()
    async with ctx.database.reading() as connection:
        package = await packages.current(connection, ctx.person.id, contest.id)
        recent = await assessments.recent(connection, package.id) if package else Recent()
    state = status(contest, ctx.now)
    ready = progress(statuses(contest, package))
    step = next_step(contest, state, package, ready, recent)
    text = ctx.text(
        "home",
        contest=contest,
        status=state,
        opens=opens(contest),
        left=time_left(contest.deadline, ctx.now),
        elsewhere=elsewhere(contest, contest.deadline),
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
    rest = [
        ctx.button("topics", TopicList(contest=contest.id)),
        ctx.button("documents", Checklist(contest=contest.id, package=package_id)),
        ctx.button("self_assessment", SelfAssessment(contest=contest.id, package=package_id)),
        ctx.button("steps", StepList(contest=contest.id, package=package_id)),
        ctx.button("packages", PackageList(contest=contest.id)),
        ctx.button("may_we.open", MayWe(contest=contest.id)),
        ctx.button("rules.open", Rules(contest=contest.id)),
        ctx.button("faq.open", FaqList(contest=contest.id)),
        ctx.button("consultant", ConsultantCard(contest=contest.id)),
        ctx.button("settings", Preferences()),
        ctx.button("help", Help()),
    ]
    rest = [button for button in rest if button.payload != first.payload]
    return Screen(text, [[first], *(rest[index : index + 2] for index in range(0, len(rest), 2))])


def _step_button(ctx: Context, contest: Contest, package_id: int, step: Step) -> Button:
    destinations: dict[Step, Payload] = {
        Step.READ: TopicList(contest=contest.id),
        Step.CHOOSE_TOPIC: TopicList(contest=contest.id),
        Step.GO_ON: SelfAssessment(contest=contest.id, package=package_id),
        Step.PREPARE: Checklist(contest=contest.id, package=package_id),
        Step.ASSESS: SelfAssessment(contest=contest.id, package=package_id),
        Step.PACK: StepList(contest=contest.id, package=package_id),
        Step.DONE: PackageList(contest=contest.id),
    }
    return ctx.button(f"step.{step.value}", destinations[step], style=ButtonStyle.PRIMARY)


def build_activity() -> Activity:
    activity = Activity()
    activity.on(Home, home)
    return activity
