"""Files for a spreadsheet, written in a process of their own (`python -m bot.sheets`) that knows nothing of the bot."""
