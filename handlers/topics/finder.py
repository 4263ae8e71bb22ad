"""Choosing a topic by three taps: whom the project serves, where, and for what amount."""

from collections.abc import Sequence

from bot.payloads.payload import Payload
from bot.payloads.questions.ask import AskedPlace
from bot.payloads.topics import ANYTHING, COUNTRY, Finder, TopicList
from bot.ui.context import Context
from bot.ui.navigation import Activity
from bot.ui.screens import Button, Screen
from bot.ui.widgets import ask_about, column
from content.models import Contest
from content.rules.choosing import Aspect, Bracket, Wishes, asked, brackets, rank
from handlers.topics.listing import topic_button

FITS_BESIDE = 14
"""Characters of a label that leave room for a second button in the row."""
MOST_TOPICS = 8
"""What fits a message with three reasons each; the rest stand in the list of topics."""


async def finder(ctx: Context, payload: Finder) -> Screen:
    """Asks what is still open; an answer that this contest does not know is asked for again."""
    contest = ctx.contest(payload.contest)
    worth = asked(contest)
    given = {Aspect.AUDIENCE: payload.audience, Aspect.PLACE: payload.place, Aspect.BUDGET: payload.budget}
    payload = _with(payload, **{aspect.value: given[aspect] if aspect in worth else ANYTHING for aspect in Aspect})
    audience = contest.topics.audience(payload.audience)
    if audience is None and payload.audience != ANYTHING:
        return _ask_audience(ctx, contest)
    region = contest.regions.region(payload.place)
    if region is None and payload.place not in {COUNTRY, ANYTHING}:
        return _ask_place(ctx, contest, payload)
    amounts = {str(number): bracket for number, bracket in enumerate(brackets(contest.topics.topics), 1)}
    if payload.budget not in {*amounts, ANYTHING}:
        return _ask_budget(ctx, contest, payload, amounts)
    wishes = Wishes(audience, region, payload.place == COUNTRY, amounts.get(payload.budget))
    return _ranking(ctx, contest, payload, wishes)


def _ask_audience(ctx: Context, contest: Contest) -> Screen:
    answers = [
        Button((each.short or each.name)[ctx.person.language], Finder(contest=contest.id, audience=each.id))
        for each in contest.topics.audiences
    ]
    skip = ctx.button("finder.any", Finder(contest=contest.id, audience=ANYTHING))
    text = ctx.text("topics/finder", asked="audience")
    return ctx.screen(text, [*_rows(answers), [skip]], back=TopicList(contest=contest.id))


def _ask_place(ctx: Context, contest: Contest, payload: Finder) -> Screen:
    """The person's own region comes first."""
    names = {region.id: region.short[ctx.person.language] for region in contest.regions.regions}
    own = ctx.person.region_id if ctx.person.region_id in names else None
    first = [[ctx.button("finder.own", _with(payload, place=own), region=names[own])]] if own else []
    rest = [Button(name, _with(payload, place=region)) for region, name in names.items() if region != own]
    last = [
        ctx.button("finder.country", _with(payload, place=COUNTRY)),
        ctx.button("finder.any", _with(payload, place=ANYTHING)),
    ]
    text = ctx.text("topics/finder", asked="place")
    return ctx.screen(text, [*first, *_rows(rest), *_rows(last)], back=_before(contest, payload, Aspect.PLACE))


def _ask_budget(ctx: Context, contest: Contest, payload: Finder, amounts: dict[str, Bracket]) -> Screen:
    def label(bracket: Bracket) -> str:
        least, most = (ctx.texts.number(ctx.person.language, tenge) for tenge in (bracket.least, bracket.most))
        return ctx.label("finder.amount" if least == most else "finder.bracket", least=least, most=most)

    answers = column(Button(label(bracket), _with(payload, budget=number)) for number, bracket in amounts.items())
    skip = ctx.button("finder.any", _with(payload, budget=ANYTHING))
    text = ctx.text("topics/finder", asked="budget")
    return ctx.screen(text, [*answers, [skip]], back=_before(contest, payload, Aspect.BUDGET))


def _ranking(ctx: Context, contest: Contest, payload: Finder, wishes: Wishes) -> Screen:
    ranked = rank(contest.topics, wishes)[:MOST_TOPICS]
    text = ctx.text(
        "topics/finder_ranking",
        contest=contest,
        wishes=wishes,
        ranked=ranked,
        names={each.id: each.name for each in contest.topics.audiences},
        left_out=len(contest.topics.topics) - len(ranked),
    )
    rows = column(topic_button(ctx, contest, each.topic) for each in ranked)
    if wishes.budget and contest.topics.part_unclear:
        rows.append(ask_about(ctx, contest, AskedPlace.TOPIC))
    again = [ctx.button("finder.again", Finder(contest=contest.id))]
    return ctx.screen(text, [*rows, again], back=_before(contest, payload, None))


def _before(contest: Contest, payload: Finder, question: Aspect | None) -> Payload:
    """The question before this one, or before the ranking, to be answered anew; the list before the first."""
    order = list(Aspect)
    earlier = order[: order.index(question)] if question else order
    last = next((aspect for aspect in reversed(earlier) if aspect in asked(contest)), None)
    if last is None:
        return TopicList(contest=contest.id)
    return (
        Finder(contest=contest.id) if last is Aspect.AUDIENCE else _with(payload, **_blank(order[order.index(last) :]))
    )


def _blank(aspects: Sequence[Aspect]) -> dict[str, str]:
    return {aspect.value: "" for aspect in aspects}


def _with(payload: Finder, **answers: str) -> Finder:
    return payload.model_copy(update=answers)


def _rows(buttons: Sequence[Button]) -> list[list[Button]]:
    """Short labels in pairs, long ones in a row of their own."""
    rows: list[list[Button]] = []
    for button in buttons:
        beside = rows and len(rows[-1]) == 1 and all(len(b.label) <= FITS_BESIDE for b in (rows[-1][0], button))
        if beside:
            rows[-1].append(button)
        else:
            rows.append([button])
    return rows


def build_activity() -> Activity:
    activity = Activity()
    activity.on(Finder, finder)
    return activity
