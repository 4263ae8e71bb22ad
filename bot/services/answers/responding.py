"""What follows from words that nobody asked for: an answer, some that may be meant, topics, a way on, or no answer."""

from bot.payloads.answers.answers import AnswerCard, FoundTopics, NotAnswered, Pleasantry, Replied
from bot.payloads.assessment import SelfAssessment
from bot.payloads.consultants.regions import ConsultantCard
from bot.payloads.entry import Help, Home, Languages, SettingsMenu
from bot.payloads.packages.documents import Checklist
from bot.payloads.payload import Payload
from bot.payloads.personal.personal import MyData
from bot.payloads.reminders import ReminderSettings
from bot.payloads.rules.rules import Chapter, RulesChapter
from bot.payloads.topics import TopicList
from bot.services.answers.confidence import Certainty
from bot.services.answers.instant_answers import Reply, index, is_asked, reply
from bot.services.answers.manners import Manner
from bot.services.topics import search
from bot.services.topics.search import Found
from bot.ui.context import Context
from content.matching.grammar import meaningful, tells_of_oneself
from content.models import Contest
from content.rules.private_numbers import listed, masked, noticed
from storage.answers import asked
from storage.tables.answers import AskedOutcome

ALL_OF_IT, ALL_OF_A_WORD = 0.9, 0.7
"""The share of what was typed that topics speak of where it is nothing but a search; a single word may be misspelt."""
TOLD = 0.85
"""From this chance on an answer that is about no item goes before a search for what was typed."""
OUTCOMES = {
    Certainty.SURE: AskedOutcome.ANSWERED,
    Certainty.LIKELY: AskedOutcome.LIKELY,
    Certainty.UNSURE: AskedOutcome.NONE,
    Certainty.ELSEWHERE: AskedOutcome.ELSEWHERE,
}


def manner_of(ctx: Context, contest: Contest, words: str) -> Payload | None:
    """The way on for words that ask nothing: a greeting, thanks, «мәзір», «назад»."""
    manner = index(ctx.catalogue, ctx.texts, contest.id).manner(words)
    if manner is None:
        return None
    ways: dict[Manner, Payload] = {
        Manner.HOME: Home(),
        Manner.BACK: Home(),
        Manner.CANCEL: Home(),
        Manner.HELP: Help(),
        Manner.LANGUAGE: Languages(),
        Manner.DOCUMENTS: Checklist(contest=contest.id),
        Manner.REMINDERS: ReminderSettings(),
        Manner.CONTACT: ConsultantCard(contest=contest.id),
        Manner.TOPICS: TopicList(contest=contest.id),
        Manner.ASSESSMENT: SelfAssessment(contest=contest.id),
        Manner.DEADLINE: RulesChapter(contest=contest.id, chapter=Chapter.WHEN),
        Manner.SETTINGS: SettingsMenu(),
        Manner.DATA: MyData(),
        Manner.GREETING: Pleasantry(contest=contest.id, manner="greeting"),
        Manner.THANKS: Pleasantry(contest=contest.id, manner="thanks"),
    }
    return ways[manner]


def is_said(ctx: Context, contest: Contest, words: str) -> bool:
    """Whether words typed where a name is looked for are none: a question, a greeting, «мәзір»."""
    return is_asked(words) or index(ctx.catalogue, ctx.texts, contest.id).manner(words) is not None


async def is_for_answers(ctx: Context, contest: Contest, words: str, found: Found) -> bool:
    """The same for a search; what only answers speak of is none either."""
    if is_said(ctx, contest, words):
        return True
    return not found.topics and (await reply(ctx, contest, words)).verdict in {Certainty.SURE, Certainty.LIKELY}


async def respond(ctx: Context, contest: Contest, words: str, message_id: int | None) -> Payload:
    """Keeps what was typed, and tells what to show.

    A name that is a topic's through and through is looked for among the topics first, and so is what somebody says that
    they do.
    """
    if way := manner_of(ctx, contest, words):
        return way
    words = without_numbers(contest, words)
    answered = await reply(ctx, contest, words)
    found = search.index(ctx.catalogue, contest.id).search(words)
    outcome = _outcome(answered, found, words)
    sure = answered.sure if outcome is AskedOutcome.ANSWERED else None
    async with ctx.database.writing() as connection:
        asked_id = await asked.put(
            connection,
            ctx.person.id,
            contest.id,
            ctx.person.language,
            words,
            sure.key if sure else None,
            outcome,
            ctx.now,
            message_id,
        )
    if sure is not None:
        return AnswerCard(contest=contest.id, answer=sure.id, item=sure.item, asked=asked_id)
    if outcome is AskedOutcome.TOPICS:
        return FoundTopics(contest=contest.id, asked=asked_id)
    if outcome is AskedOutcome.NONE:
        return NotAnswered(contest=contest.id, asked=asked_id)
    return Replied(contest=contest.id, asked=asked_id)


def without_numbers(contest: Contest, words: str) -> str:
    """What is typed and kept: no answer needs to know who somebody is."""
    return masked(words, noticed(words, listed(contest)))


def _outcome(answered: Reply, found: Found, words: str) -> AskedOutcome:
    named = not is_asked(words)
    enough = ALL_OF_A_WORD if len(meaningful(words)) == 1 else ALL_OF_IT
    bare = bool(found) and len(answered.said) == 1 and answered.said[0].bare
    wanted = any(each.wants for each in answered.said) and answered.verdict is not Certainty.UNSURE
    told = any(each.likelihood >= TOLD and each.near and not each.near[0].item for each in answered.said)
    searched = named and not wanted and not told and any(hit.share >= enough for hit in found.topics)
    searched = searched or (named and bool(found) and answered.verdict is Certainty.UNSURE)
    if not answered.asked:
        return AskedOutcome.NONE
    if named and found.topics and tells_of_oneself(words):
        return AskedOutcome.TOPICS
    if answered.verdict is Certainty.ELSEWHERE:
        return AskedOutcome.ELSEWHERE
    if (bare and named and not wanted) or (searched and not (answered.doubtful and found.topics)):
        return AskedOutcome.TOPICS
    return OUTCOMES[answered.verdict]
