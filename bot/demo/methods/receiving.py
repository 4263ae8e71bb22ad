"""Methods by which the bot gets its updates."""

from aiogram.methods import DeleteWebhook, GetUpdates, GetWebhookInfo, SetWebhook

from bot.demo.methods.registry import answers
from bot.demo.refusal import bad_request
from bot.demo.state.update_queue import MOST_AT_ONCE, Update, Webhook
from bot.demo.state.world import Json, World

USUAL_CONNECTIONS = 40


@answers(GetUpdates)
async def get_updates(world: World, method: GetUpdates) -> list[Update]:
    limit = method.limit if method.limit is not None and 1 <= method.limit <= MOST_AT_ONCE else MOST_AT_ONCE
    return await world.queue.get(method.offset or 0, limit, method.timeout or 0, method.allowed_updates)


@answers(SetWebhook)
async def set_webhook(world: World, method: SetWebhook) -> bool:
    """Also takes plain http, which Telegram does not: the bot under test has no certificate."""
    webhook = None
    if method.url:
        if not method.url.startswith(("http://", "https://")):
            raise bad_request("bad webhook: invalid URL specified")
        webhook = Webhook(method.url, method.secret_token, method.max_connections or USUAL_CONNECTIONS)
    world.queue.set_webhook(webhook, method.allowed_updates, drop_pending=bool(method.drop_pending_updates))
    return True


@answers(DeleteWebhook)
async def delete_webhook(world: World, method: DeleteWebhook) -> bool:
    world.queue.set_webhook(None, None, drop_pending=bool(method.drop_pending_updates))
    return True


@answers(GetWebhookInfo)
async def get_webhook_info(world: World, _: GetWebhookInfo) -> Json:
    queue, webhook = world.queue, world.queue.webhook
    info: Json = {
        "url": webhook.url if webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(queue.waiting),
    }
    if queue.allowed:
        info["allowed_updates"] = queue.allowed
    if webhook:
        info["max_connections"] = webhook.max_connections
        if webhook.last_error:
            info["last_error_date"], info["last_error_message"] = webhook.last_error
    return info
