"""What goes wrong beside networks and power: clocks, disks, backups, long pulls, suspended accounts."""

from collections.abc import Callable

from tests.sim.template import CUSTOMER, VENDOR
from tests.sim.world import World

Fault = Callable[[World], None]

HOUR = 3600.0


def turn_a_clock(world: World) -> None:
    """A machine's clock jumps, forwards or backwards, by seconds or by a year."""
    by = world.random.choice([-365 * 24 * HOUR, -HOUR, -20.0, 20.0, HOUR, 365 * 24 * HOUR])
    world.random.choice(world.machines).turn_clock(by)


def fill_a_disk(world: World) -> None:
    """A machine's disk has no room now and then, or none at all, or some again."""
    world.random.choice(world.machines).fill_disk(world.random.choice([0.0, 0.0, 0.3, 1.0]))


def back_up_or_restore(world: World) -> None:
    """The server's keeper makes a backup, or has to come back with the last one."""
    if world.random.random() < 0.6:
        world.back_up()
    else:
        world.restore()


def restart_in_a_long_pull(world: World) -> None:
    """A machine pulls everything anew, and the server goes away somewhere in the middle."""
    machine = world.random.choice(world.machines)
    if machine.is_on:
        world.run(machine.lose_cache())
        world.pass_time(world.random.uniform(0.0, 3 * world.weather.delay))
    world.restart_server()


def suspend_or_restore_somebody(world: World) -> None:
    """An admin keeps somebody out of all their devices, or lets everybody in again."""
    if world.random.random() < 0.5:
        world.office.suspend(world.random.choice([CUSTOMER, VENDOR]))
    else:
        world.office.restore()


FAULTS: dict[str, tuple[Fault, float]] = {
    "clock": (turn_a_clock, 2.0),
    "disk": (fill_a_disk, 3.0),
    "backup": (back_up_or_restore, 1.5),
    "long pull": (restart_in_a_long_pull, 1.0),
    "suspension": (suspend_or_restore_somebody, 1.5),
}
"""By name, with how often each is drawn beside the ordinary steps."""
