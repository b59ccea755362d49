"""Play seeds: `python -m tests.simulated seeds 200 --hours 1`, `… replay 7`, `… mutants`."""

import argparse
import os
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, nullcontext
from multiprocessing.util import Finalize

from tests.simulated.coverage import Met
from tests.simulated.mutants import MUTANTS, mutated
from tests.simulated.play import Played, Stage, stage
from tests.statements import share_compiled

LONG = 12.0
"""Hours for which some seeds of a night are played."""
_open = ExitStack()
_stage: Stage | None = None


def _here() -> Stage:
    """This process's stage, built once."""
    global _stage  # noqa: PLW0603
    if _stage is None:
        share_compiled()
        _stage = _open.enter_context(stage())
        Finalize(None, _open.close, exitpriority=1)  # in workers, too, which end without more ado
    return _stage


def play(seed: int, hours: float, mutant: str | None = None) -> Played:
    """One seed, in this process."""
    with mutated(mutant) if mutant else nullcontext():
        return _here().play(seed, hours)


def play_wired(seed: int, hours: float) -> Played:
    """One seed on both real adapters."""
    return _here().play_wired(seed, hours)


def play_all(hours: Mapping[int, float], wired: int) -> Iterator[tuple[str, Played]]:
    """Seeds for so many hours each, on all processors, with what they are called.

    The first `wired` are played on both real adapters, too, for an hour at most.
    """
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        at_doors = pool.map(play, hours, hours.values())
        shortly = {seed: min(1.0, hours[seed]) for seed in [*hours][:wired]}
        on_adapters = pool.map(play_wired, shortly, shortly.values())
        yield from ((f"seed {played.seed}", played) for played in at_doors)
        yield from ((f"seed {played.seed} --wired", played) for played in on_adapters)


def main() -> int:
    """Returns how many seeds (or mutants) are a reason to look."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulated", description=__doc__)
    acts = parser.add_subparsers(dest="act", required=True)
    seeds = acts.add_parser("seeds", help="play many seeds, and say what went wrong")
    seeds.add_argument("number", type=int)
    seeds.add_argument("--first", type=int, default=1)
    seeds.add_argument("--hours", type=float, default=1.0)
    seeds.add_argument("--wired", type=int, default=0, help="so many of them on both real adapters, too")
    night = acts.add_parser("night", help="play more, some for half a day, until all has occurred that can")
    night.add_argument("number", type=int)
    replay = acts.add_parser("replay", help="play one seed and print its story")
    replay.add_argument("seed", type=int)
    replay.add_argument("--hours", type=float, default=1.0)
    replay.add_argument("--wired", action="store_true", help="on both real adapters")
    hunted = acts.add_parser(
        "mutants", help="play the product without one of its protections until it is noticed"
    )
    hunted.add_argument("names", nargs="*", metavar="mutant")
    hunted.add_argument("--most", type=int, default=500)
    asked = parser.parse_args()
    match asked.act:
        case "seeds":
            seeds = range(asked.first, asked.first + asked.number)
            return _seeds(dict.fromkeys(seeds, asked.hours), asked.wired)[0]
        case "night":
            nights = {seed: LONG if seed % 10 == 0 else 1.0 for seed in range(1, asked.number + 1)}
            failed, met = _seeds(nights, asked.number // 10)
            return failed + len(met.missing)
        case "replay":
            played = (play_wired if asked.wired else play)(asked.seed, asked.hours)
            print(*played.story, *played.wrong, sep="\n")
            return len(played.wrong)
        case _:
            return sum(not _is_found(name, asked.most) for name in asked.names or MUTANTS)


def _seeds(hours: Mapping[int, float], wired: int) -> tuple[int, Met]:
    """Returns how many are a reason to look, and what all of them met."""
    failed, lines, met = [], 0, Met()
    for name, played in play_all(hours, wired):
        met.add(played.met)
        lines += len(played.story)
        if played.wrong:
            failed.append(name)
            print(f"{name} ({played.weather}):", *played.wrong[:5], sep="\n    ", flush=True)
    went = f"{len(failed)} went wrong{': ' if failed else ''}{', '.join(failed)}"
    print(f"{len(hours)} seeds of {sum(hours.values()):g} h, {lines} things happened, {went}")
    print(*met.report(), sep="\n")
    if met.impossible:
        print(f"met, and said to be impossible: {', '.join(met.impossible)}")
    return len(failed) + len(met.impossible), met


def _is_found(name: str, most: int) -> bool:
    """Whether a seed goes wrong that does not with the product as it is."""
    for seed in range(1, most + 1):
        played = play(seed, 1.0, name)
        if played.wrong and not play(seed, 1.0).wrong:
            print(f"{name}: noticed in seed {seed}: {played.wrong[0][:200]}", flush=True)
            return True
    print(f"{name}: not noticed in {most} seeds", flush=True)
    return False


if __name__ == "__main__":
    sys.exit(min(main(), 1))
