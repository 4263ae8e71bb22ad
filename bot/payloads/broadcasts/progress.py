"""Broadcasts on their way, and afterwards."""

from bot.payloads.payload import Number, Payload, WrittenLanguage


class BroadcastList(Payload, prefix="anns"):
    page: Number = 1


class BroadcastProgress(Payload, prefix="bc"):
    """How far an announcement is; `live` on the message that updates itself and leads nowhere else."""

    announcement: Number
    live: bool = False


class PauseBroadcast(Payload, prefix="bcpause"):
    announcement: Number
    paused: bool
    live: bool = False


class StopBroadcast(Payload, prefix="bcstop"):
    """For good."""

    announcement: Number
    live: bool = False


class UnscheduleBroadcast(Payload, prefix="bcdraft"):
    """What has not begun to go out becomes a draft again."""

    announcement: Number


class BroadcastReportCard(Payload, prefix="bcrep"):
    announcement: Number


class BroadcastReportFile(Payload, prefix="bcfile"):
    announcement: Number


class CorrectBroadcast(Payload, prefix="bcfix"):
    """The new text in a language, to be sent."""

    announcement: Number
    language: WrittenLanguage


class ApplyCorrection(Payload, prefix="bcfixed"):
    """`revision` is that of the text that was previewed."""

    announcement: Number
    revision: Number


class TakeBackBroadcast(Payload, prefix="bcback"):
    """`sure` is said on a screen that names the number of people."""

    announcement: Number
    sure: bool = False


class OpenBroadcastButton(Payload, prefix="annopen"):
    """A button below an announcement, counting from 1: who opens it is counted."""

    announcement: Number
    button: Number
