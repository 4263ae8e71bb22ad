"""Two taps of one person within a millisecond, each brought to another replica."""

import random
from statistics import median
from time import perf_counter

from tests.bench.cluster import BalancedTelegram, Place, replicas
from tests.bench.contestants import BenchError
from tests.bench.figures import verdict
from tests.bench.kills import STATUSES, document, wrong
from tests.bench.load import until
from tests.bench.queues import FIRST_PERSON
from tests.bench.telegram import serve

PAIRS = 1_000
PEOPLE = 50
SECONDS_TO_ANSWER = 60.0


async def at_the_same_time(place: Place, pairs: int = PAIRS) -> list[list[str]]:
    """After each pair, whether the later tap is answered last, and counts."""
    telegram, disordered, astray, apart = BalancedTelegram(), 0, 0, list[float]()
    wrong_before = 0
    """Whoever's tap does not count stays wrong until they tap again."""
    async with serve(telegram) as address, replicas(telegram, 2, address, place):
        for number in range(pairs):
            ports, statuses = random.sample(telegram.ports, 2), random.sample(STATUSES, 2)
            begun = perf_counter()
            for port, status in zip(ports, statuses, strict=True):
                telegram.bring(FIRST_PERSON + number % PEOPLE, document(place.scene.contest.id, status), [port])
            apart.append(1000 * (perf_counter() - begun))
            if not await until(lambda: not telegram.under_way, SECONDS_TO_ANSWER):
                raise BenchError(f"a pair of taps is not answered: {number}")
            disordered += telegram.out_of_order()
            telegram.answers.clear()
            wrong_now = await wrong(place, telegram)
            astray += max(0, wrong_now - wrong_before)
            wrong_before = wrong_now
    return [
        verdict(f"two taps at once on two replicas, {pairs} times: out of order", disordered, "0", not disordered),
        verdict("the later tap does not count", astray, "0", not astray),
        verdict("ms between the two, the median", median(apart), "< 1", median(apart) < 1),
    ]
