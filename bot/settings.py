"""Settings, from the environment and the file .env. Nothing is read when this module is imported."""

import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AnyHttpUrl, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


class SettingsError(Exception):
    """A setting is missing or wrong; the message names it and says what is expected."""


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore")

    bot_token: SecretStr | None = None
    bot_api_url: AnyHttpUrl | None = None
    webhook_url: AnyHttpUrl | None = None
    webhook_port: Annotated[int, Field(gt=0, lt=65536)] = 8081
    database_url: SecretStr = SecretStr("sqlite+aiosqlite:///data/bot.db")
    staff_ids: Annotated[tuple[Annotated[int, Field(gt=0)], ...], NoDecode] = ()
    content_dir: Path = Path("content/contests")
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

    def token(self) -> str:
        """The bot's token; raises SettingsError where there is none."""
        if self.bot_token is None:
            raise SettingsError("BOT_TOKEN is missing: put the token that @BotFather gave into .env")
        return self.bot_token.get_secret_value()


def read_settings() -> Settings:
    """The settings of this process; raises SettingsError with one line for all that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        faults = [
            f"{str(fault['loc'][0]).upper()}: {fault['msg'].removeprefix('Value error, ')}" for fault in error.errors()
        ]
        raise SettingsError("; ".join(faults)) from error
