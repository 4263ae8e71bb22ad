"""An answer in short: cut at the end of a sentence, its mark-up kept whole."""

import re
from collections.abc import Iterator, Sequence

from markupsafe import Markup

from content.answers.answer import Answer
from content.models import Language, Lateness
from content.texts.render import Texts, inner_quotes

PIECE = re.compile(r"<[^>]+>|&[a-z#0-9]+;|[^<&]", re.DOTALL)
TAG = re.compile(r"</?([a-z-]+)")
ENDS = frozenset(".;…\n:»)")
LEAST = 0.6
"""The part of the room that is filled before a sentence may be the last."""


def all_in_short(
    texts: Texts, language: Language, answers: Sequence[Answer], lateness: Lateness, room: int, most: int
) -> dict[str, Markup]:
    """What answers say in short, by their keys: what the short ones leave of the room is for the long ones."""
    whole = {answer.key: in_short(texts, language, answer, lateness, most) for answer in answers}
    lengths = sorted(_length(whole[answer.key]) for answer in answers)
    for place, length in enumerate(lengths):
        share = room // (len(lengths) - place)
        if length > share:
            return {answer.key: in_short(texts, language, answer, lateness, share) for answer in answers}
        room -= length
    return whole


def _length(said: str) -> int:
    return sum(not piece.startswith("<") for piece in PIECE.findall(said))


def in_short(texts: Texts, language: Language, answer: Answer, lateness: Lateness, most: int) -> Markup:
    """What an answer says and quotes, in no more visible characters than `most`."""
    said = answer.html(texts, language, lateness)
    for quote in answer.quotes:
        said += Markup("\n<i>«{}»</i>").format(inner_quotes(quote.text[language]))
    return Markup(shortened(said, most))  # noqa: S704 - made of mark-up, of which nothing is added


def shortened(said: str, most: int) -> str:
    pieces = PIECE.findall(said)
    room = [place for place, piece in enumerate(pieces) if not piece.startswith("<")]
    if len(room) <= most:
        return said
    last = room[most - 1]
    least = room[int(most * LEAST)]
    end = next((place for place in range(last, least, -1) if pieces[place] in ENDS), last)
    kept = "".join(pieces[: end + 1]).rstrip()
    return kept + "…" + "".join(_closing(pieces[: end + 1]))


def _closing(pieces: list[str]) -> Iterator[str]:
    opened: list[str] = []
    for piece in pieces:
        if piece.startswith("</"):
            opened.pop()
        elif piece.startswith("<") and (tag := TAG.match(piece)):
            opened.append(tag[1])
    return (f"</{tag}>" for tag in reversed(opened))
