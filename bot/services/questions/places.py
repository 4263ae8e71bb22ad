"""The place in the bot at which a question begins: kept in one word, and called as its screen is."""

from bot.payloads.questions.ask import AskAbout, AskedPlace
from bot.ui.context import Context
from content.models import Contest, Text

PLACE = "place"
"""The part of what goes along that says so."""
WHOLE = {AskedPlace.TOPIC: "topics", AskedPlace.CRITERION: "self_assessment", AskedPlace.CONDITION: "may_we.open"}
"""What a place is called that is no single item."""


def kept(about: AskAbout) -> str:
    return f"{about.place}:{about.item}"


def called(ctx: Context, contest: Contest, word: str) -> str | None:
    """None where the contest does not have it any more."""
    place, _, item = word.partition(":")
    return _called(ctx, contest, AskedPlace(place), item) if place in set(AskedPlace) else None


def _called(ctx: Context, contest: Contest, place: AskedPlace, item: str) -> str | None:
    language = ctx.person.language
    if not item:
        return ctx.label(WHOLE[place]) if place in WHOLE else None
    if place is AskedPlace.CHAPTER:
        return ctx.texts.found(language, f"rules.{item}")
    if place in {AskedPlace.TOPIC, AskedPlace.DOCUMENT, AskedPlace.CRITERION}:
        numbered = contest.topic(item) or contest.document(item) or contest.criterion(item)
        return f"{numbered.number}. {numbered.short[language]}" if numbered else None
    words = _words(contest, place, item)
    return words[language] if words else None


def _words(contest: Contest, place: AskedPlace, item: str) -> Text | None:
    preparing = contest.preparing
    found: dict[str, Text] = {}
    match place:
        case AskedPlace.STEP:
            found = {step.id: step.short for step in preparing.steps}
        case AskedPlace.FACT:
            found = {question.id: question.text for question in preparing.questions}
        case AskedPlace.FORM:
            found = {form.id: form.short for form in contest.forms.forms}
        case AskedPlace.GROUP:
            found = {group.id: group.title for group in contest.submission.groups}
    return found.get(item)
