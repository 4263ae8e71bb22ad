"""Delivery of updates to the bot's own address.

Source: Bot API, setWebhook. Updates go one by one, so their order is kept; a method that the bot puts into its answer
is not performed.
"""

import asyncio

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.demo.state.update_queue import Update, Webhook
from bot.demo.state.world import World

FIRST_PAUSE = 0.25
LONGEST_PAUSE = 30.0
PATIENCE = ClientTimeout(total=60)
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name


async def deliver_updates(world: World) -> None:
    """Works until cancelled; an update that is not taken is tried again, with growing pauses in seconds."""
    queue, pause = world.queue, FIRST_PAUSE
    async with ClientSession(timeout=PATIENCE) as session:
        while True:
            queue.stirred.clear()
            if queue.webhook is None or not queue.waiting:
                await queue.stirred.wait()
                continue
            webhook, update = queue.webhook, queue.waiting[0]
            trouble = await _post(session, webhook, update)
            if trouble is None:
                pause = FIRST_PAUSE
                queue.confirm(update["update_id"] + 1)
            else:
                webhook.last_error = (world.unix(), trouble)
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)


async def _post(session: ClientSession, webhook: Webhook, update: Update) -> str | None:
    """Why the update was not taken; None if it was."""
    headers = {SECRET_HEADER: webhook.secret} if webhook.secret else {}
    try:
        async with session.post(webhook.url, json=update, headers=headers) as response:
            if response.ok:
                return None
            return f"Wrong response from the webhook: {response.status} {response.reason}"
    except TimeoutError:
        return "Read timeout expired"
    except ClientError as error:
        return f"Connection failed: {error}"
