"""Instant answers: what a contest's faq.yaml says, and what can be said of every contest from its other files.

What figures an answer names stand in the rest of the contest alone: its texts are templates.
"""
