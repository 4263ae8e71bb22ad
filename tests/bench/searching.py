"""How long a search takes in a contest of many topics, made of the real one's."""

import random
import re
from itertools import cycle, islice
from statistics import median
from time import perf_counter

from bot.services.topics.search import LONGEST, TopicIndex
from content.models import Contest, Point, Text, Topic

TOPICS = 200
ROUNDS = 5
CHANGED = 0.3
"""The share of words that are others in each topic: a contest of many topics has more words than a small one."""
LONG_WORD = 6
SEARCHES = (
    "волонтер",
    "балалардын денсаулыгы",
    "blagotvoritelnost",
    "здаровье ребенка",
    "мумкиндиги шектеули балалар",
    "абракадабра",
    ("интренет зависимости патритизм валантерлер memlekettik tilde этномадени госудраственный " * 3)[:LONGEST],
)


def slowest_search(contest: Contest) -> float:
    """Seconds of the search that takes longest; the index stands already."""
    index = TopicIndex(_with_many_topics(contest))
    return max(_seconds(index, typed) for typed in SEARCHES)


def _seconds(index: TopicIndex, typed: str) -> float:
    taken = []
    for _ in range(ROUNDS):
        begin = perf_counter()
        index.search(typed)
        taken.append(perf_counter() - begin)
    return median(taken)


def _with_many_topics(contest: Contest) -> Contest:
    """The same every time."""
    chance = random.Random(TOPICS)
    topics = islice(cycle(contest.topics.topics), TOPICS)
    many = tuple(_another(topic, number, chance) for number, topic in enumerate(topics, 1))
    return contest.model_copy(update={"topics": contest.topics.model_copy(update={"topics": many})})


def _another(topic: Topic, number: int, chance: random.Random) -> Topic:
    changed = {
        "id": f"topic_{number}",
        "number": number,
        "title": _reworded(topic.title, chance),
        "goal": _reworded(topic.goal, chance) if topic.goal else None,
        "tasks": tuple(_reworded(task, chance) for task in topic.tasks),
        "results": tuple(_reworded(result, chance) for result in topic.results),
    }
    return topic.model_copy(update=changed)


def _reworded(text: Text | Point, chance: random.Random) -> Text | Point:
    """Some long words with their letters shuffled."""

    def shuffled(word: re.Match[str]) -> str:
        return "".join(chance.sample(word[0], len(word[0]))) if chance.random() < CHANGED else word[0]

    long = re.compile(rf"\w{{{LONG_WORD},}}")
    return text.model_copy(update={"kk": long.sub(shuffled, text.kk), "ru": long.sub(shuffled, text.ru)})
