"""Tasks under way: a stop waits for what has begun, and breaks off what takes too long."""

import asyncio
import gc
import weakref

import pytest

from bot.tasks import TasksUnderWay

PATIENCE = 0.05


@pytest.fixture
def under_way() -> TasksUnderWay:
    return TasksUnderWay()


async def test_with_nothing_under_way_a_stop_takes_no_time(under_way: TasksUnderWay) -> None:
    async with asyncio.timeout(PATIENCE):
        await under_way.finish(10 * PATIENCE)


async def test_what_ends_in_time_is_waited_for(under_way: TasksUnderWay) -> None:
    ended = []

    async def work() -> None:
        await asyncio.sleep(0.01)
        ended.append("work")

    async with asyncio.TaskGroup() as group:
        under_way.begin(group, work())
        await under_way.finish(10)
        ended.append("stop")
    assert ended == ["work", "stop"]


async def test_what_takes_longer_is_broken_off_before_the_stop_goes_on(under_way: TasksUnderWay) -> None:
    ended = []

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            ended.append("work")

    async with asyncio.TaskGroup() as group:
        under_way.begin(group, work())
        await under_way.finish(PATIENCE)
        ended.append("stop")
    assert ended == ["work", "stop"]


@pytest.mark.parametrize("within", [True, False])
async def test_a_task_that_somebody_else_began_counts_as_long_as_it_says_so(
    under_way: TasksUnderWay, within: bool
) -> None:
    reached, ended = asyncio.Event(), []

    async def work() -> None:
        with under_way.current():
            if within:
                reached.set()
                await asyncio.sleep(PATIENCE)
        reached.set()
        await asyncio.sleep(0)
        ended.append("work")

    async with asyncio.TaskGroup() as group:
        group.create_task(work())
        await reached.wait()
        await under_way.finish(10)
        ended.append("stop")
    assert ended == (["work", "stop"] if within else ["stop", "work"])


async def test_one_that_fails_ends_its_group_and_is_under_way_no_more(under_way: TasksUnderWay) -> None:
    async def work() -> None:
        raise ValueError

    with pytest.raises(ExceptionGroup):
        async with asyncio.TaskGroup() as group:
            under_way.begin(group, work())
    async with asyncio.timeout(PATIENCE):
        await under_way.finish(10 * PATIENCE)


async def test_what_has_ended_is_not_held(under_way: TasksUnderWay) -> None:
    async with asyncio.TaskGroup() as group:
        before = asyncio.all_tasks()
        under_way.begin(group, asyncio.sleep(0))
        task = weakref.ref((asyncio.all_tasks() - before).pop())
    await asyncio.sleep(0)
    gc.collect()
    assert task() is None


async def test_whoever_waits_for_the_end_waits_for_what_begins_meanwhile_too(under_way: TasksUnderWay) -> None:
    ended = []

    async def work(group: asyncio.TaskGroup, number: int) -> None:
        await asyncio.sleep(0.01)
        if number:
            under_way.begin(group, work(group, number - 1))
        ended.append(number)

    async with asyncio.TaskGroup() as group:
        under_way.begin(group, work(group, 1))
        await under_way.ended()
        assert ended == [1, 0]
