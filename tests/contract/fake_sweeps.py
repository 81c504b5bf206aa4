"""Sweeps whose worlds cost nothing, and whose answer is known.

They stand here, and not in the tests, because spawned workers must be able to import them.
"""

import math
import random
import time
from pathlib import Path

from sim.measures import MEASURES
from sim.scenario.machine import World
from sim.units import Distribution
from tests.contract.fake_worlds import Lived

SCENARIO = """\
name: Plan or wait?
history: 0 days
horizon: 1 year
organisation: {stage: 2}
portfolio: {models: 10}
baseline: wait
alternatives:
  wait: {}
  plan: {organisation: {staff: {data_scientist: 7}}}
compare: {measures: [throughput, toil_share], decide_on: throughput, replications: 10}
"""
ISHIGAMI = ("process.shift.loss", "process.training.fails", "process.handover.touched")
"""Three shares, from 0 to 1, that stand for angles from -pi to pi."""


def scenario(folder: Path, more: str = "") -> Path:
    """A file with two alternatives."""
    path = folder / "sweep.yaml"
    path.write_text(SCENARIO + more)
    return path


def gain(world: World, *, seed: int, replication: int, events: bool = False) -> Lived:
    """Planning pays from 30 models on, less the longer a deployment takes; a world's luck is shared
    by all alternatives and points."""
    shared = random.Random(f"{seed} {replication}").gauss(0, 3)
    own = random.Random(f"{seed} {replication} {world.staff}").gauss(0, 0.5)
    deploy = world.process["release.deploy.effort"]
    assert isinstance(deploy, Distribution)
    plans = world.staff["data_scientist"] == 7
    value = 50 + shared + plans * ((world.models - 30) / 10 + 2 - deploy.mean() + own)
    return Lived({**dict.fromkeys(MEASURES, value), "toil_share": 1 / value})


def twins(world: World, *, seed: int, replication: int, events: bool = False) -> Lived:
    """Both alternatives are the same but for luck of their own, at every point anew."""
    shared = random.Random(f"{seed} {replication}").gauss(0, 3)
    own = random.Random(f"{seed} {replication} {world.staff} {world.models}").gauss(0, 1)
    return Lived(dict.fromkeys(MEASURES, 50 + shared + own))


def failing(world: World, *, seed: int, replication: int, events: bool = False) -> Lived:
    """As `gain`, but one world of one alternative fails where there are 20 models."""
    if replication == 3 and world.models == 20 and world.staff["data_scientist"] == 7:
        raise ZeroDivisionError("nobody left")
    return gain(world, seed=seed, replication=replication)


def stuck(world: World, *, seed: int, replication: int, events: bool = False) -> Lived:
    """As `gain`, but with 30 models it does not end until it is killed."""
    time.sleep(600 if world.models == 30 else 0)
    return gain(world, seed=seed, replication=replication)


def ishigami(world: World, *, seed: int, replication: int, events: bool = False) -> Lived:
    """Ishigami and Homma's function of three shares (1990), a = 7 and b = 0.1; no luck."""
    shares = [world.process[path.removeprefix("process.")] for path in ISHIGAMI]
    x, y, z = (math.pi * (2 * float(share) - 1) for share in shares)  # type: ignore[arg-type]
    value = math.sin(x) + 7 * math.sin(y) ** 2 + 0.1 * z**4 * math.sin(x)
    return Lived(dict.fromkeys(MEASURES, 100 + value))
