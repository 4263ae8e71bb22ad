"""What a link to the bot carries (t.me/…?start=…): one parameter, which stays good as long as the link is shared."""

import secrets

JOIN_TEAM, JOIN_CONSULTANTS, JOIN_STAFF = "join_", "consult_", "staff_"
"""Begin the parameter of an invitation; its token follows."""
CASE = "case_"
"""Leads to a question before whoever answers it; its number follows."""
TOKEN_BYTES = 12


def new_token() -> str:
    """Nobody guesses it: whoever has it was given the link."""
    return secrets.token_urlsafe(TOKEN_BYTES)
