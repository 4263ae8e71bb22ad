"""The way in, home, help, and settings."""

from enum import StrEnum

from bot.payloads.payload import Number, Payload, Start
from content.models import Language
from content.models.base import ContestId
from storage.packages.packages import FIRST


class Home(Payload, prefix="home"):
    pass


class Sections(Payload, prefix="sections"):
    """All sections, where home has only those that are urgent; those of an application lead to it."""

    contest: ContestId
    package: Number = FIRST


class Help(Payload, prefix="help"):
    pass


class Newcomer(StrEnum):
    CONSULTANT = "consultant"
    STAFF = "staff"


class FirstDay(Payload, prefix="firstday"):
    newcomer: Newcomer


class Languages(Payload, prefix="lang"):
    """`start` is the parameter of the link a stranger came by, opened once the language is chosen."""

    start: Start = ""


class SetLanguage(Payload, prefix="setlang"):
    language: Language
    start: Start = ""


class ContestList(Payload, prefix="contests"):
    pass


class SetContest(Payload, prefix="setcontest"):
    contest: ContestId


class SettingsMenu(Payload, prefix="settings"):
    pass
