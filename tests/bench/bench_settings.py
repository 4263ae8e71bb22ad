"""The settings of a bot that is measured in the process of the bench itself."""

from pathlib import Path

from pydantic import SecretStr

from bot.settings import Settings
from tests.bench.contestants import CONTENT


def settings_in(folder: str | Path) -> Settings:
    """With its database in a folder of its own."""
    return Settings(
        _env_file=None,
        bot_token=SecretStr("100200300:local-telegram"),
        database_url=SecretStr(f"sqlite+aiosqlite:///{Path(folder) / 'bot.db'}"),
        content_dir=CONTENT,
    )
