"""From a tap to a screen: activities register screens and actions under payloads, one place draws them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.callbacks import Languages, Payload
from bot.context import Context, ExplainedError
from bot.screens import Screen


@dataclass(frozen=True)
class Goto:
    """The screen to draw next, and a short word to say meanwhile."""

    payload: Payload
    toast: str | None = None


Outcome = Screen | Goto
P = TypeVar("P", bound=Payload)
Act = Callable[[Context, P], Awaitable[Outcome]]


class Activity(Router):
    """A router of one activity that knows what each payload draws or does.

    Strangers, who have not chosen a language, are led to that choice first, unless a payload is for them too.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name=name)
        self.acts: dict[type[Payload], Act[Any]] = {}

    def on(self, payload: type[P], act: Act[P], *, strangers: bool = False) -> None:
        """Draws a screen for a tap and for every `Goto` of that payload, or does something and says where to go."""
        self.acts[payload] = act

        async def tapped(_: CallbackQuery, callback_data: P, ctx: Context) -> Outcome:
            return await act(ctx, callback_data) if strangers or not ctx.person.stranger else Goto(Languages())

        self.callback_query.register(tapped, payload.filter())


class Navigation:
    """Draws the outcome of any handler, from the state of this moment."""

    def __init__(self, root: Router) -> None:
        self.root = root
        self.acts: dict[type[Payload], Act[Any]] = {}
        for router in root.chain_tail:
            if isinstance(router, Activity):
                self.acts |= router.acts

    async def draw(self, ctx: Context, outcome: Outcome) -> tuple[Screen, str | None]:
        """The screen, and the toast that goes with it."""
        toast = None
        while isinstance(outcome, Goto):
            toast = toast or outcome.toast
            outcome = await self.acts[type(outcome.payload)](ctx, outcome.payload)
        return outcome, toast

    def explain(self, ctx: Context, error: ExplainedError) -> Screen:
        """Says why something cannot be, and shows the way home."""
        return ctx.screen(ctx.text(f"explain/{error.reason}", **error.values))
