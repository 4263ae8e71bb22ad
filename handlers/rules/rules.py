"""The rules of the contest: where, when and how to hand in, what costs an applicant the contest, what is not said."""

from bot.payloads.questions.ask import AskedPlace
from bot.payloads.rules.eligibility import EligibilityCheck
from bot.payloads.rules.rules import Chapter, RulesChapter, RulesMenu, RulesPage
from bot.ui.context import Context, ExplainedError
from bot.ui.navigation import Activity
from bot.ui.screens import Button, Rows, Screen
from bot.ui.widgets import ask_about, column, link_buttons, place_buttons
from content.models import Contest, LinkedScreen, Related
from content.rules.dates import office, status
from content.rules.last_days import ways_now


async def menu(ctx: Context, payload: RulesMenu) -> Screen:
    contest = ctx.contest(payload.contest)
    pages = [
        Button(group.title[ctx.person.language], RulesPage(contest=contest.id, group=group.id))
        for group in contest.submission.groups
    ]
    chapters = [
        ctx.button(f"rules.{chapter.value}", RulesChapter(contest=contest.id, chapter=chapter))
        for chapter in Chapter
        if contest.has(Related(view=LinkedScreen(chapter.value)))
    ]
    links = contest.contest.links_at(LinkedScreen.RULES)
    rows = column([*pages, *chapters, *_check(ctx, contest)])
    rows += [*link_buttons(ctx, links), [ctx.ask_button(contest)]]
    return ctx.screen(ctx.text("rules/menu", contest=contest, links=links), rows)


def _check(ctx: Context, contest: Contest) -> list[Button]:
    """The way to the check of one's own, where the announcement lists anything to check."""
    return [ctx.button("may_we.open", EligibilityCheck(contest=contest.id))] if contest.grounds.conditions else []


async def page(ctx: Context, payload: RulesPage) -> Screen:
    contest = ctx.contest(payload.contest)
    group = contest.submission.group(payload.group)
    if group is None:
        raise ExplainedError("rules/rules_gone")
    links = contest.contest.links_at(LinkedScreen.RULES, group.id)
    text = ctx.text(
        "rules/page",
        contest=contest,
        group=group,
        rules=contest.submission.quoted(group),
        links=links,
        closed=ctx.closed(contest),
        late=[way for way in ways_now(contest, ctx.now) if way.late],
    )
    rows = [
        *link_buttons(ctx, links),
        *(_addresses(ctx, contest) if group.shows_address else ()),
        ask_about(ctx, contest, AskedPlace.GROUP, group.id),
    ]
    return ctx.screen(text, rows, back=RulesMenu(contest=contest.id))


def _addresses(ctx: Context, contest: Contest) -> Rows:
    """Whatever there is of it."""
    place = contest.submission
    email = [Button(ctx.label("rules.copy_email"), copy=place.email)] if place.email else []
    portal = [Button(ctx.label("rules.open_portal"), url=place.portal.url)] if place.portal else []
    return (place_buttons(ctx, contest), email, portal)


async def chapter(ctx: Context, payload: RulesChapter) -> Screen:
    contest = ctx.contest(payload.contest)
    view = LinkedScreen(payload.chapter.value)
    if not contest.has(Related(view=view)):
        raise ExplainedError("rules/rules_gone")
    links = contest.contest.links_at(view)
    hours = contest.submission.office_hours
    text = ctx.text(
        f"rules/{payload.chapter.value}",
        contest=contest,
        status=status(contest, ctx.now),
        office=office(hours, ctx.now, contest.tzinfo) if hours else None,
        current=contest.stage_on(ctx.today(contest)),
        links=links,
    )
    rows = [_check(ctx, contest)] if payload.chapter in {Chapter.WHO, Chapter.REFUSAL} else []
    rows += link_buttons(ctx, links)
    rows.append(ask_about(ctx, contest, AskedPlace.CHAPTER, payload.chapter.value))
    return ctx.screen(text, rows, back=RulesMenu(contest=contest.id))


def build_activity() -> Activity:
    activity = Activity()
    activity.on(RulesMenu, menu)
    activity.on(RulesPage, page)
    activity.on(RulesChapter, chapter)
    return activity
