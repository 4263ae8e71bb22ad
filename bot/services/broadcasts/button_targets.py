"""Where a button below an announcement can lead, and what that is called."""

import re
from urllib.parse import urlsplit

from content.models import Contest, Language
from storage.broadcasts.drafts import ButtonTarget, Goal

ADDRESS_CHARACTERS = 500
TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Signs that turn the direction of writing: with them an address, or a name, looks like another one."""


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
    """An address that Telegram takes for a button: it would refuse the whole announcement for another one.

    One within Telegram (tg://) could do something there that nobody reads in it.
    """
    try:
        parts = urlsplit(target)
        names, _ = (parts.hostname or "").split("."), parts.port  # looked at, a port that is none is an error
    except ValueError:
        return False
    complete = len(names) > 1 and all(names) and "@" not in parts.netloc
    legible = target.isprintable() and " " not in target and len(target) <= ADDRESS_CHARACTERS
    return parts.scheme == "https" and complete and legible
