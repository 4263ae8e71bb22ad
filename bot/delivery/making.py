"""What takes a while to make, as a picture does."""

import logging
from contextlib import suppress

from bot.ui.notices import Call, ToBeMade
from bot.ui.screens import NotMadeError

logger = logging.getLogger(__name__)


async def made(coming: ToBeMade, key: str) -> Call:
    """It, or what is said instead; `key` is that of the row, for the log."""
    try:
        with suppress(NotMadeError):  # whoever was to make it has logged why
            return await coming.make()
    except Exception:
        logger.exception("Row %s of the outbox could not be made", key)
    return coming.sorry
