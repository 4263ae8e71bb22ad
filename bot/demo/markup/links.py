"""Which addresses Telegram accepts in links and buttons, and how it writes them."""

import re
from urllib.parse import urlsplit

USER_LINK = re.compile(r"tg://user\?id=(\d+)", re.IGNORECASE)
HOST = re.compile(r"[^\s/?#@]+\.[^\s/?#@.]{2,}|localhost|\d{1,3}(?:\.\d{1,3}){3}")


class WrongLinkError(Exception):
    """The reason in Telegram's words, such as `Unsupported URL protocol`."""


def checked_link(link: str) -> str:
    """The link as Telegram stores it: with a scheme, and a slash where the path is empty."""
    link = link.strip()
    scheme, colon, rest = link.partition(":")
    if colon and scheme.lower() in {"tg", "ton", "tonsite"} and rest.startswith("//"):
        return link
    if colon and not rest.startswith("//") and not rest[:1].isdigit():
        raise WrongLinkError("Unsupported URL protocol")
    if "://" not in link:
        link = f"http://{link}"
    parts = urlsplit(link)
    if parts.scheme.lower() not in {"http", "https"}:
        raise WrongLinkError("Unsupported URL protocol")
    if not parts.netloc:
        raise WrongLinkError("URL host is empty")
    if not HOST.fullmatch(parts.hostname or ""):
        raise WrongLinkError("Wrong HTTP URL")
    return link if parts.path or parts.query or parts.fragment else f"{link}/"


def linked_user(link: str) -> int | None:
    """The person that a `tg://user?id=…` link mentions."""
    match = USER_LINK.fullmatch(link.strip())
    return int(match[1]) if match else None
