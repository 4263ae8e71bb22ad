"""Something to do for who walks the bot as a consultant and as staff: questions in every state, answers to keep."""

from datetime import datetime, timedelta

from content.models import WRITTEN_LANGUAGES, Contest, Language
from storage.broadcasts import audiences, drafts
from storage.broadcasts.audiences import AudiencePart, Seen
from storage.broadcasts.drafts import ButtonTarget, Goal
from storage.consultants import canned_answers, consultants
from storage.database import Writer
from storage.entry import people
from storage.entry.people import Person
from storage.packages import packages
from storage.packages.packages import FIRST
from storage.questions import messages, questions
from storage.questions.messages import Words
from storage.questions.questions import STAFF
from storage.tables.broadcasts import BroadcastState, MissingLanguage
from storage.tables.questions import MessageSide, MessageStage, QuestionState

ANYBODY, SOMEBODY, ANOTHER = 1, 2, 3
"""Who walks; who asks; a second consultant."""
STATES = (QuestionState.OPEN, QuestionState.ANSWERED, QuestionState.CLOSED, QuestionState.DRAFT)
QUESTIONS = 2 * len(STATES)


async def occupy(connection: Writer, contest: Contest, language: Language, now: datetime) -> Person:
    """Questions that wait, are answered, closed, still written: of another person, and of the one who walks.

    Returns the one who walks, as of then.
    """
    for person in (SOMEBODY, ANOTHER):
        await people.set_language(connection, person, language, now)
    for consultant, person in zip(contest.regions.consultants, (ANYBODY, ANOTHER), strict=False):
        await consultants.link(connection, contest.id, consultant.id, person, "", now, invited=False)
    region = next(iter(contest.regions.regions), None)
    answering = contest.regions.answering(region)
    last = contest.regions.consultants[-1:]
    holders = {SOMEBODY: answering[0].id if answering else STAFF, ANYBODY: last[0].id if last else STAFF}
    for asker in (SOMEBODY, ANYBODY):
        if region is not None:
            await people.set_region(connection, asker, region.id)
        for state in STATES:
            question = await questions.begin(connection, asker, contest.id, language, None, now)
            words = Words(asker, question.id, None, "text", "?")
            await messages.say(connection, question.id, MessageSide.APPLICANT, words, MessageStage.SENT, now)
            if state is QuestionState.DRAFT:
                continue
            await questions.change(
                connection,
                question.id,
                state=state,
                region_id=region.id if region else None,
                holder=holders[asker],
                context={},
                sent_at=now,
                due_at=now - timedelta(hours=1),
                answered_at=None if state is QuestionState.OPEN else now,
                settled_at=now if state is QuestionState.CLOSED else None,
            )
            if state is not QuestionState.OPEN:
                answer = Words(ANYBODY, -question.id, None, "text", "!")
                await messages.say(connection, question.id, MessageSide.ANSWER, answer, MessageStage.SENT, now)
    package = await packages.find_or_open(connection, ANYBODY, contest.id, FIRST, now)
    if package is not None:
        await packages.set_topic(connection, package, contest.topics.topics[0].id)
    kept = await canned_answers.add(connection, ANYBODY, "?", now)
    for each in WRITTEN_LANGUAGES:
        await canned_answers.reword(connection, kept, each, "!")
    await _announce(connection, contest, now)
    walking = await people.find(connection, ANYBODY)
    return walking or Person(ANYBODY, language)


async def _announce(connection: Writer, contest: Contest, now: datetime) -> None:
    """A draft with everything, an announcement that goes out, and a draft of nothing yet."""
    way = ButtonTarget(Goal.TOPIC, contest.topics.topics[0].id, dict.fromkeys(WRITTEN_LANGUAGES, "?"))
    values = {
        "buttons": drafts.written((way,)),
        "audience": audiences.written({AudiencePart.SEEN: (Seen.WEEK.value,)}),
    }
    goes_out = {
        "state": BroadcastState.SENDING,
        "confirmed_by": ANYBODY,
        "confirmed_at": now,
        "missing": MissingLanguage.OTHERS,
    }
    for written, besides in ((WRITTEN_LANGUAGES, {}), ((Language.KK,), goes_out)):
        number = await drafts.begin(connection, contest.id, ANYBODY, now)
        for place, language in enumerate(written, 1):
            words = Words(ANYBODY, 10 * number + place, None, "text", "?")
            await drafts.say(connection, number, language, words)
        draft = await drafts.find(connection, number)
        if draft is not None:
            await drafts.change(connection, draft, ANYBODY, "", **values, **besides)
    await drafts.begin(connection, contest.id, ANYBODY, now)
