"""From a tap to a screen: activities register screens and actions under payloads, one place draws them."""

from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from typing import Any, TypeVar

from aiogram import F, Router
from aiogram.enums import ChatType, ContentType
from aiogram.types import CallbackQuery, Message

from bot.payloads.entry import Languages
from bot.payloads.payload import Payload
from bot.ui.context import Context, ExplainedError
from bot.ui.notices import Astray, Compose, Delivered, Undelivered
from bot.ui.screens import ANEW, Screen
from bot.ui.showing import answer, topic_of
from storage.tables.delivery import OutboxKind


@dataclass(frozen=True)
class Goto:
    """The screen to draw next, and a short word to say meanwhile.

    `words` were typed without being asked for, and are taken for an answer to the question of that screen.
    """

    payload: Payload
    toast: str | None = None
    words: str | None = None


Outcome = Screen | Goto
P = TypeVar("P", bound=Payload)
Act = Callable[[Context, P], Awaitable[Outcome]]
Answer = Callable[[Context, P, str], Awaitable[Outcome]]
Receive = Callable[[Context, P, Message], Awaitable[Outcome | None]]
Place = Callable[[Context, int], Awaitable[Payload | None]]
"""What a message of the bot, or a topic of the chat, stands for by its number, where no button says so."""
Handler = Callable[..., Awaitable[Any]]
"""As aiogram calls it: with the event, and of its context what the parameters name."""
GroupAct = Callable[[Context, P, Message], Awaitable[str | None]]
"""What a tap in a group does: it changes the tapped message by itself, and may say a word to whoever tapped."""
SIGNS_OF_TOPICS = frozenset(
    {
        ContentType.FORUM_TOPIC_CREATED,
        ContentType.FORUM_TOPIC_EDITED,
        ContentType.FORUM_TOPIC_CLOSED,
        ContentType.FORUM_TOPIC_REOPENED,
    }
)
"""What Telegram itself says in a topic when somebody makes or names it: nobody asks the bot anything."""
Heard = tuple[str, Handler, tuple[Any, ...]]
"""A kind of update, who handles it, and under which filters."""


@dataclass
class Activity:
    """What belongs together for a person: it knows what each payload draws or does, and which messages it hears.

    Strangers, who have not chosen a language, are led to that choice first, unless a payload is for them too.
    """

    acts: dict[type[Payload], Act[Any]] = field(default_factory=dict)
    answers: dict[type[Payload], Answer[Any]] = field(default_factory=dict)
    for_strangers: set[type[Payload]] = field(default_factory=set)
    for_blocked: set[type[Payload]] = field(default_factory=set)
    received: dict[type[Payload], Receive[Any]] = field(default_factory=dict)
    replies: dict[type[Payload], Receive[Any]] = field(default_factory=dict)
    places: list[Place] = field(default_factory=list)
    notices: dict[str, Compose] = field(default_factory=dict)
    undelivered: dict[str, Undelivered] = field(default_factory=dict)
    delivered: dict[str, Delivered] = field(default_factory=dict)
    astray: dict[str, Astray] = field(default_factory=dict)
    topics: list[tuple[Place, Receive[Any]]] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)
    group_acts: dict[type[Payload], GroupAct[Any]] = field(default_factory=dict)

    def sends(
        self,
        kind: OutboxKind,
        compose: Compose,
        undelivered: Undelivered | None = None,
        delivered: Delivered | None = None,
        astray: Astray | None = None,
    ) -> None:
        """Composes what the bot sends by itself: rows of this kind in the outbox.

        And what follows where one fails, has arrived, or finds its topic gone.
        """
        self.notices[kind] = compose
        if undelivered is not None:
            self.undelivered[kind] = undelivered
        if delivered is not None:
            self.delivered[kind] = delivered
        if astray is not None:
            self.astray[kind] = astray

    def typed(self, question: type[P], answer: Answer[P]) -> None:
        """What to do with words typed while the last screen shown asks this question."""
        self.answers[question] = answer

    def sent(self, question: type[P], receive: Receive[P]) -> None:
        """What to do with any message, words or not, that is sent while the last screen shown asks this question."""
        self.received[question] = receive

    def replied(self, shown: type[P], receive: Receive[P]) -> None:
        """What to do with a reply to a message of the bot that has a button of this payload."""
        self.replies[shown] = receive

    def placed(self, place: Place) -> None:
        """Knows what a message without buttons stands for: an album has none."""
        self.places.append(place)

    def in_topics(self, place: Place, receive: Receive[Any]) -> None:
        """Knows what a topic of the chat stands for, by its message_thread_id, and takes what is written in it.

        Unless the last screen shown asked something in that very topic.
        """
        self.topics.append((place, receive))

    def message(self, handler: Handler, *filters: Any) -> None:
        """Hears messages that no question waits for, where aiogram's filters let them through."""
        self.heard.append(("message", handler, filters))

    def edited_message(self, handler: Handler) -> None:
        """Hears of changes in private chats: a group numbers its messages by itself, so there it is another message."""
        self.heard.append(("edited_message", handler, (F.chat.type == ChatType.PRIVATE,)))

    def membership(self, handler: Handler) -> None:
        """Hears what becomes of the bot in groups (my_chat_member)."""
        self.heard.append(("my_chat_member", handler, (F.chat.type != ChatType.PRIVATE,)))

    def error(self, handler: Handler) -> None:
        """Hears of what went wrong while an update was handled."""
        self.heard.append(("error", handler, ()))

    def on(self, payload: type[P], act: Act[P], *, strangers: bool = False, blocked: bool = False) -> None:
        """Draws a screen for a tap and for every `Goto` of that payload, or does something and says where to go.

        For strangers, and for whoever is blocked, only where that is said.
        """
        self.acts[payload] = act
        if strangers:
            self.for_strangers.add(payload)
        if blocked:
            self.for_blocked.add(payload)

    def in_group(self, payload: type[P], act: GroupAct[P]) -> None:
        """What a tap in a group does; in a private chat such a button is none."""
        self.group_acts[payload] = act


def _drawn(query: CallbackQuery) -> datetime | None:
    """By Telegram's clock; very long ago where Telegram does not know any more (InaccessibleMessage)."""
    message = query.message
    if isinstance(message, Message):
        return datetime.fromtimestamp(message.edit_date, UTC) if message.edit_date else message.date
    return datetime.fromtimestamp(0, UTC) if message else None


class Navigation(Activity):
    """All activities as one.

    Takes every tap, finds what it means by its prefix, and draws the outcome from the state of this moment.
    """

    def __init__(self, activities: Iterable[Activity]) -> None:
        super().__init__()
        for activity in activities:
            for known in fields(Activity):
                ours, theirs = getattr(self, known.name), getattr(activity, known.name)
                ours.extend(theirs) if isinstance(ours, list) else ours.update(theirs)
        self.kinds = {kind.__prefix__: kind for kind in (*self.acts, *self.group_acts)}

    def router(self) -> Router:
        """For a dispatcher: one router with all handlers, in the order of the activities."""
        router = Router(name="activities")
        router.callback_query.register(self.tapped)
        for kind, handler, filters in self.heard:
            router.observers[kind].register(handler, *filters)
        return router

    def payload(self, data: str) -> Payload | None:
        """What a button says; None where no button of ours says so."""
        data = data.removeprefix(ANEW)
        kind = self.kinds.get(data.partition(":")[0])
        if kind is None:
            return None
        try:
            return kind.unpack(data)
        except ValueError:
            return None

    async def tapped(self, query: CallbackQuery, ctx: Context) -> Outcome | None:
        """In a group only what is meant for groups is done: what people prepare is nobody else's business."""
        payload = self.payload(query.data or "")
        if query.message is not None and query.message.chat.type != ChatType.PRIVATE:
            await answer(query, await self._tapped_in_group(ctx, payload, query.message))
            return None
        ctx.drawn = _drawn(query)
        ctx.replied = query.message.reply_to_message if isinstance(query.message, Message) else None
        if ctx.person.stranger and type(payload) not in self.for_strangers:
            return Goto(Languages())
        if payload is None or type(payload) in self.group_acts:
            raise ExplainedError("entry/button_unknown")
        return Goto(payload)

    async def _tapped_in_group(self, ctx: Context, payload: Payload | None, message: object) -> str | None:
        act = self.group_acts.get(type(payload)) if payload is not None else None
        return await act(ctx, payload, message) if act is not None and isinstance(message, Message) else None

    async def draw(self, ctx: Context, outcome: Outcome) -> tuple[Screen, str | None]:
        """The screen, and the toast that goes with it."""
        toast = None
        while isinstance(outcome, Goto):
            toast = toast or outcome.toast
            if outcome.words is None:
                outcome = await self.acts[type(outcome.payload)](ctx, outcome.payload)
            else:
                outcome = await self.answer(ctx, outcome.payload, outcome.words)
        return outcome, toast

    def question(self, asked: str) -> Payload | None:
        """The question kept with a person; None where this version does not know it any more."""
        for kind in (*self.answers, *self.received):
            with suppress(ValueError):
                return kind.unpack(asked)
        return None

    async def answer(self, ctx: Context, question: Payload, words: str) -> Outcome:
        """What follows from words typed in answer to a question."""
        return await self.answers[type(question)](ctx, question, words)

    def _buttons(self, shown: Message | None) -> Iterator[Payload]:
        keyboard = shown.reply_markup if shown else None
        for button in (button for row in keyboard.inline_keyboard for button in row) if keyboard else ():
            payload = self.payload(button.callback_data or "")
            if payload is not None:
                yield payload

    async def _shown(self, ctx: Context, message: Message | None) -> Payload | None:
        """What a message stands for that is replied to; None where replies to it say nothing."""
        if message is None:
            return None
        for payload in self._buttons(message):
            if type(payload) in self.replies:
                return payload
        for place in self.places:
            if (found := await place(ctx, message.message_id)) is not None:
                return found
        return None

    async def receive(self, ctx: Context, message: Message) -> tuple[bool, Outcome | None]:
        """Gives a message to whoever waits for it: the screen it replies to, or the question asked last.

        The first of the pair says whether anybody did.
        """
        shown = await self._shown(ctx, message.reply_to_message)
        if shown is not None:
            return True, await self.replies[type(shown)](ctx, shown, message)
        question = self.question(ctx.person.asked) if ctx.person.asked else None
        command = (message.text or "").startswith("/")
        thread = topic_of(message)
        if thread is not None and not command and (question is None or ctx.person.asked_in != thread):
            taken, outcome = await self._receive_in_topic(ctx, thread, message)
            if taken:
                return taken, outcome
        if question is None or command:
            return False, None
        if type(question) in self.received:
            return True, await self.received[type(question)](ctx, question, message)
        if message.text:
            return True, await self.answer(ctx, question, message.text)
        return False, None

    async def _receive_in_topic(self, ctx: Context, thread: int, message: Message) -> tuple[bool, Outcome | None]:
        if message.content_type in SIGNS_OF_TOPICS:
            return True, None
        for place, receive in self.topics:
            if (found := await place(ctx, thread)) is not None:
                return True, await receive(ctx, found, message)
        return False, None

    def explain(self, ctx: Context, error: ExplainedError) -> Screen:
        """Says why something cannot be, and shows the way home."""
        feature, _, name = error.reason.partition("/")
        return ctx.screen(ctx.text(f"{feature}/explain/{name}", **error.values), error.rows)
