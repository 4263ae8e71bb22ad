"""The wire format of buttons, which Telegram keeps for ever: its rules in `payload.py`, then a file a feature."""
