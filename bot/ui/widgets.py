"""What many screens are made of: buttons in a column or in pairs, a choice with its mark, the pages of a long list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from aiogram.enums import ButtonStyle

from bot.payloads.payload import Payload
from bot.payloads.questions.ask import AskAbout, AskedPlace
from bot.ui.context import Context
from bot.ui.screens import Button
from content.models import Contest, ContestLink

T = TypeVar("T")


def column(buttons: Iterable[Button]) -> list[list[Button]]:
    """One below the other."""
    return [[button] for button in buttons]


def pairs(buttons: Iterable[Button]) -> list[list[Button]]:
    """Two in a row, read from left to right."""
    row = list(buttons)
    return [row[place : place + 2] for place in range(0, len(row), 2)]


def choice(
    ctx: Context, label: str, payload: Payload, *, chosen: bool, style: ButtonStyle | None = ButtonStyle.PRIMARY
) -> Button:
    """Sets a value; the one in force has a mark, and this style."""
    return ctx.button("chosen" if chosen else "choice", payload, label=label, style=style if chosen else None)


def sure(ctx: Context, key: str, payload: Payload, style: ButtonStyle | None = None, **values: object) -> Button:
    """The second tap, which does what the first one asked about: `payload` is that of the first."""
    return ctx.button(key, payload.model_copy(update={"sure": True}), style=style, **values)


def ask_about(ctx: Context, contest: Contest, place: AskedPlace, item: str = "") -> list[Button]:
    """To whoever can be asked, with the place along: a row of its own, wherever a screen leaves something open."""
    return [ctx.button("ask.about", AskAbout(contest=contest.id, place=place, item=item))]


def place_buttons(ctx: Context, contest: Contest) -> list[Button]:
    """To copy the address of handing in, and to look for it on a map: whatever there is of it."""
    place = contest.submission
    found = [Button(ctx.label("rules.copy_address"), copy=place.address[ctx.person.language])] if place.address else []
    if place.map_url:
        found.append(Button(ctx.label("rules.map"), url=place.map_url))
    return found


def link_buttons(ctx: Context, links: Iterable[ContestLink]) -> list[list[Button]]:
    """To pages on the web, one below the other."""
    return column(
        Button(ctx.label("rules.link", title=link.label[ctx.person.language]), url=link.url) for link in links
    )


@dataclass(frozen=True)
class Pages:
    """A list shown a page at a time, counted from 1. For a page that is no more, lists shrink, stands the last one."""

    total: int
    size: int
    wanted: int

    @property
    def count(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def number(self) -> int:
        return min(max(self.wanted, 1), self.count)

    @property
    def offset(self) -> int:
        """How many stand on the pages before."""
        return (self.number - 1) * self.size

    def shown(self, items: Sequence[T]) -> Sequence[T]:
        return items[self.offset : self.offset + self.size]

    def turns(self, ctx: Context, payload: Payload) -> list[Button]:
        """To the page before and to the next one, where there are any; `payload` is that of any page."""
        return [
            ctx.button(key, payload.model_copy(update={"page": number}), page=number, pages=self.count)
            for key, number in (("page.previous", self.number - 1), ("page.next", self.number + 1))
            if 1 <= number <= self.count
        ]
