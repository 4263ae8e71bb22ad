"""Words that staff keep and begin broadcasts with."""

from bot.payloads.payload import Number, Payload


class KeepTemplate(Payload, prefix="anntpl"):
    """Keeps the words of a broadcast; the same words are kept once."""

    announcement: Number


class BroadcastTemplates(Payload, prefix="anntpls"):
    page: Number = 1


class BroadcastTemplateCard(Payload, prefix="anntplc"):
    template: Number


class BeginFromTemplate(Payload, prefix="anntplgo"):
    template: Number


class DropTemplate(Payload, prefix="anntpldrop"):
    """`sure` is said on a screen of its own."""

    template: Number
    sure: bool = False
