"""How the bot itself gets on."""

from bot.payloads.payload import Payload


class BotCondition(Payload, prefix="condition"):
    pass
