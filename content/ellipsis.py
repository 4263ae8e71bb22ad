"""Text that is longer than its place: what is left out leaves a sign."""

ELLIPSIS = "…"


def cut(text: str, most: int, *, close: bool = True) -> str:
    """No more than `most` characters, the sign among them; `close` to the last word, or wherever the cut falls."""
    if len(text) <= most:
        return text
    kept = text[: most - len(ELLIPSIS)]
    return (kept.rstrip() if close else kept) + ELLIPSIS


def opening(text: str, counted: int) -> str:
    """The characters that counted, and the sign where there were more."""
    return text if len(text) <= counted else text[:counted] + ELLIPSIS


def fitted(text: str, units: int) -> str:
    """As much of a text as Telegram counts for so many: some signs count for two (UTF-16)."""
    if len(text.encode("utf-16-le")) // 2 <= units:
        return text
    kept = text.encode("utf-16-le")[: 2 * (units - len(ELLIPSIS))].decode("utf-16-le", errors="ignore")
    return kept + ELLIPSIS
