"""Links that applicants hide behind words: a consultant reads where they lead, and never takes them for the bot's."""

import html
import re
from dataclasses import replace

from aiogram.types import Message

from bot.services.message_words import words_of
from bot.ui.screens import MESSAGE_UNITS, visible_units
from storage.questions.messages import Words

LINK = re.compile(r'<a href="(?P<address>[^"]*)">(?P<words>.*?)</a>', re.DOTALL)
OF_PEOPLE = "tg://user?"
"""What a name leads to that somebody picked from a list: nobody needs to read a number there."""


def asked_words(message: Message) -> Words | str:
    """A message of an applicant as part of a question; what is wrong where it cannot be: `kind` or `link`.

    A caption is copied as it is, so no link may hide in it.
    """
    words = words_of(message)
    if words is None:
        return "kind"
    opened = LINK.sub(_open, words.text)
    if opened != words.text and (words.kind != "text" or visible_units(opened) > MESSAGE_UNITS):
        return "link"
    return replace(words, text=opened)


def _open(link: re.Match[str]) -> str:
    address, words = link["address"], link["words"]
    if address.startswith(OF_PEOPLE) or html.unescape(words).strip() == html.unescape(address):
        return words
    return f"{words} ({address})"
