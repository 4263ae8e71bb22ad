"""Broadcasts until they are confirmed. `revision` is that of the draft as it was seen."""

from typing import Literal

from bot.payloads.payload import Number, Payload, PersonId, WrittenLanguage
from storage.broadcasts.audiences import AudiencePart
from storage.broadcasts.drafts import Goal
from storage.tables.broadcasts import MissingLanguage


class NewBroadcast(Payload, prefix="annnew"):
    pass


class BroadcastDraft(Payload, prefix="ann"):
    announcement: Number


class WriteBroadcast(Payload, prefix="annsay"):
    """What it says in a language, to be sent. `revision` is that of the draft as it was seen; so below."""

    announcement: Number
    revision: Number
    language: WrittenLanguage


class ClearBroadcast(Payload, prefix="annunsay"):
    announcement: Number
    revision: Number
    language: WrittenLanguage


class SetMissingLanguage(Payload, prefix="annmiss"):
    """`missing` is others or both; empty to ask again."""

    announcement: Number
    revision: Number
    missing: MissingLanguage | Literal[""]


class BroadcastButtons(Payload, prefix="annbtns"):
    announcement: Number


class ChooseButtonTarget(Payload, prefix="anngoal"):
    """Where a new button leads, of one kind: a list of topics or documents, or an address to be typed."""

    announcement: Number
    revision: Number
    goal: Goal


class AddBroadcastButton(Payload, prefix="annadd"):
    announcement: Number
    revision: Number
    goal: Goal
    target: str = ""


class BroadcastButtonCard(Payload, prefix="annbtn"):
    """`button` counts from 1."""

    announcement: Number
    button: Number


class LabelBroadcastButton(Payload, prefix="annlabel"):
    announcement: Number
    revision: Number
    button: Number
    language: WrittenLanguage


class RemoveBroadcastButton(Payload, prefix="annunbtn"):
    announcement: Number
    revision: Number
    button: Number


class AudienceCard(Payload, prefix="annwho"):
    announcement: Number


class AudienceChoice(Payload, prefix="annpart"):
    announcement: Number
    about: AudiencePart
    page: Number = 1


class SetAudience(Payload, prefix="annset"):
    """One value of a condition; without a value the condition does not matter any more."""

    announcement: Number
    revision: Number
    about: AudiencePart
    value: str
    wanted: bool


class SetEverybody(Payload, prefix="annall"):
    announcement: Number
    revision: Number


class SetBroadcastTime(Payload, prefix="annwhen"):
    """When it goes out, to be typed."""

    announcement: Number
    revision: Number


class SendBroadcastNow(Payload, prefix="annnow"):
    announcement: Number
    revision: Number


class SendInTheMorning(Payload, prefix="annmorn"):
    """Once everybody whom it goes to is awake."""

    announcement: Number
    revision: Number


class BroadcastTest(Payload, prefix="anntest"):
    """To whom of the colleagues it goes as a test."""

    announcement: Number


class SendBroadcastTest(Payload, prefix="anntestto"):
    announcement: Number
    person: PersonId


class PreviewBroadcast(Payload, prefix="annview"):
    announcement: Number


class ConfirmBroadcast(Payload, prefix="annok"):
    announcement: Number
    revision: Number


class SendBroadcast(Payload, prefix="annsend"):
    """`number` is that of the people who were named; from some number on it has to be typed."""

    announcement: Number
    revision: Number
    number: Number


class DropBroadcast(Payload, prefix="anndrop"):
    """`sure` is said on a screen of its own."""

    announcement: Number
    revision: Number
    sure: bool = False
