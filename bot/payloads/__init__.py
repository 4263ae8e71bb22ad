"""The wire format of buttons, which Telegram keeps for ever.

Its rules are in `payload.py`; then a file a feature, or a folder where it has several screens.
"""
