"""All templates and labels, read once: no test changes them."""

from functools import cache

from content.texts.render import Texts

all_texts = cache(Texts)
