"""How the bot itself gets on."""

from bot.payloads.payload import Payload


class Condition(Payload, prefix="condition"):
    pass
