"""Where a button below an announcement can lead, and what that is called."""

from urllib.parse import urlsplit

from content.models import Contest, Language
from storage.broadcasts.drafts import ButtonTarget, Goal

ADDRESS_CHARACTERS = 500
SCHEMES = ("https", "tg")


def targets(contest: Contest, goal: Goal) -> list[str]:
    """The topics or documents to which a button can lead."""
    match goal:
        case Goal.TOPIC:
            return [topic.id for topic in contest.topics.topics]
        case Goal.DOCUMENT:
            return [document.id for document in contest.documents.documents]
    return []


def target_name(contest: Contest, way: ButtonTarget, language: Language) -> str:
    """What a button leads to; of what the contest has no more, its id. Nothing for a question to the consultant."""
    if way.goal is Goal.TOPIC and (topic := contest.topic(way.target)):
        return f"{topic.number}. {topic.short[language]}"
    if way.goal is Goal.DOCUMENT and (document := contest.document(way.target)):
        return f"{document.number}. {document.short[language]}"
    return way.target


def leads(contest: Contest, way: ButtonTarget) -> Goal | None:
    """Where a button leads; None where the contest has that no more."""
    gone = (way.goal is Goal.TOPIC and contest.topic(way.target) is None) or (
        way.goal is Goal.DOCUMENT and contest.document(way.target) is None
    )
    return None if gone else way.goal


def is_address(target: str) -> bool:
    """An address that Telegram takes for a button: it would refuse the whole announcement for another one."""
    try:
        parts = urlsplit(target)
        names, _ = (parts.hostname or "").split("."), parts.port  # looked at, a port that is none is an error
    except ValueError:
        return False
    complete = all(names) and (parts.scheme == "tg" or (len(names) > 1 and "@" not in parts.netloc))
    return parts.scheme in SCHEMES and complete and len(target) <= ADDRESS_CHARACTERS and not set(target) & {" ", "\n"}
