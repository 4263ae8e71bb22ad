"""Pictures of figures. Drawn in a process of its own (`python -m bot.charts`), which knows nothing of the bot.

What is drawn comes as a list of plain values, with every word and number as it is to be read.
"""
