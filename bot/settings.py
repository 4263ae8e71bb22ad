"""Settings, from the environment, the file .env and files for secrets. Nothing is read when this is imported."""

import os
import re
from datetime import time
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AnyHttpUrl, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

CREDENTIALS = "CREDENTIALS_DIRECTORY"
"""Where systemd says that it has put what LoadCredential names."""
CONTAINER_SECRETS = Path("/run/secrets")
Days = Annotated[int, Field(ge=1, le=36500)]


class SettingsError(Exception):
    """A setting is missing or wrong; the message names it and says what is expected."""


class TryLaterError(Exception):
    """The settings may be right: what is in the way passes by itself, and the message names it.

    `seconds`: not before then, if somebody says so.
    """

    def __init__(self, message: str, seconds: float = 0.0) -> None:
        super().__init__(message)
        self.seconds = seconds


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore")

    bot_token: SecretStr | None = None
    bot_api_url: AnyHttpUrl | None = None
    webhook_url: AnyHttpUrl | None = None
    webhook_port: Annotated[int, Field(gt=0, lt=65536)] = 8081
    database_url: SecretStr = SecretStr("sqlite+aiosqlite:///data/bot.db")
    database_connections: Annotated[int, Field(ge=4, le=200)] = 16
    staff_ids: Annotated[tuple[Annotated[int, Field(gt=0, le=2**52)], ...], NoDecode] = ()
    content_dir: Path = Path("content/contests")
    backup_dir: Path | None = None
    backup_at: time = time(3, 30)
    backup_keep: Annotated[int, Field(ge=1, le=1000)] = 14
    keep_silent_days: Annotated[int, Field(ge=90, le=36500)] | None = None
    keep_set_aside_days: Days | None = None
    keep_asked_days: Days | None = None
    keep_questions_days: Days | None = None
    keep_audit_days: Days | None = None
    keep_versions_days: Days | None = None
    monitoring_port: Annotated[int, Field(gt=0, lt=65536)] | None = None
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["text", "json"] = "text"

    @field_validator("bot_token")
    @classmethod
    def _a_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not re.fullmatch(r"\d+:[\w-]+", value.get_secret_value(), re.ASCII):
            raise ValueError("this is no token of @BotFather, which looks like 123456:ABC-DEF")
        return value

    @field_validator("staff_ids", mode="before")
    @classmethod
    def _numbers(cls, value: object) -> object:
        return [part for part in value.replace(",", " ").split() if part] if isinstance(value, str) else value

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @field_validator("backup_at", mode="before")
    @classmethod
    def _time_of_day(cls, value: object) -> object:
        if isinstance(value, str) and not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value, re.ASCII):
            raise ValueError("this is no time of the day like 03:30")
        return value

    @model_validator(mode="after")
    def _by_https(self) -> Self:
        """A Bot API server of one's own also takes other addresses."""
        if self.webhook_url is not None and self.webhook_url.scheme != "https" and self.bot_api_url is None:
            raise ValueError("WEBHOOK_URL: Telegram brings updates to addresses that begin with https:// alone")
        return self

    def token(self) -> str:
        """The bot's token; raises SettingsError where there is none."""
        if self.bot_token is None:
            raise SettingsError("BOT_TOKEN is missing: put the token that @BotFather gave into .env")
        return self.bot_token.get_secret_value()


def read_settings() -> Settings:
    """The settings of this process; raises SettingsError with one line for all that is wrong.

    What is secret may stand in a file named like its setting (`bot_token`), which systemd or a container brings.
    """
    places = (Path(os.environ.get(CREDENTIALS, "")), CONTAINER_SECRETS)
    try:
        return Settings(_secrets_dir=[place for place in places if place.is_absolute() and place.is_dir()])
    except ValidationError as error:
        raise SettingsError("; ".join(map(_fault, error.errors()))) from error


def _fault(error: ErrorDetails) -> str:
    """What is wrong, after the name of the setting; a fault of several together names them itself."""
    name = f"{str(error['loc'][0]).upper()}: " if error["loc"] else ""
    return name + error["msg"].removeprefix("Value error, ")
