"""What the page's commands say: JSON, or a form where files come along."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from aiohttp import web
from aiohttp.web_request import FileField
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from bot.demo.refusal import NotPossibleError
from bot.demo.state.composing import Attachment


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class StartCommand(Body):
    parameter: str | None = Field(None, pattern=r"^[A-Za-z0-9_-]{1,64}$")


class SendCommand(Body):
    text: str
    reply_to: int | None = None


class EditCommand(Body):
    """Either `text` or `caption`, whichever the message has."""

    message_id: int
    text: str | None = None
    caption: str | None = None


class UploadCommand(Body):
    """What a form says beside its files; `duration`, in seconds, is that of a voice message."""

    caption: str = ""
    duration: int = Field(0, ge=0)
    reply_to: int | None = None


class StickerCommand(Body):
    emoji: str = Field(min_length=1, max_length=8)
    reply_to: int | None = None


class LocationCommand(Body):
    """In degrees (Bot API, Location)."""

    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)
    reply_to: int | None = None


class ForwardCommand(Body):
    message_id: int


class TapCommand(Body):
    message_id: int
    row: int
    column: int


class BlockCommand(Body):
    blocked: bool


class LanguageCommand(Body):
    language_code: str = Field(pattern=r"^[a-z]{2}$")


class MoveClock(Body):
    """Either `advance`, in seconds, or `to`, an instant with its offset from UTC."""

    advance: float | None = None
    to: AwareDatetime | None = None


BodyT = TypeVar("BodyT", bound=Body)


async def read(request: web.Request, kind: type[BodyT]) -> BodyT:
    content = await request.read() or b"{}"
    with _one_sentence():
        return kind.model_validate_json(content)


async def read_form(request: web.Request) -> tuple[UploadCommand, list[Attachment]]:
    form = await request.post()
    files = [part for part in form.getall("file", []) if isinstance(part, FileField)]
    if not files:
        raise NotPossibleError("the form needs a file in a part named file")
    with _one_sentence():
        upload = UploadCommand.model_validate({name: value for name, value in form.items() if name != "file"})
    return upload, [Attachment(file.filename, file.file.read(), file.content_type) for file in files]


@contextmanager
def _one_sentence() -> Iterator[None]:
    """What is wrong with a request, in one sentence about the first fault."""
    try:
        yield
    except ValidationError as wrong:
        first = wrong.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "body"
        raise NotPossibleError(f"{place}: {first['msg']}") from None
