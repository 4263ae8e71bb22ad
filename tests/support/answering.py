"""What was typed and is kept, and the questions of the development set with the answers that they mean."""

from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import select

from bot.app import App
from storage.tables import asked

QUESTIONS = yaml.safe_load(Path("tests/data/questions.yaml").read_text(encoding="utf-8"))


async def kept(app: App) -> list[Any]:
    async with app.database.reading() as connection:
        return list((await connection.execute(select(asked).order_by(asked.c.id))).all())
