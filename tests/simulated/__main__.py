"""Play seeds: `python -m tests.simulated seeds 200 --hours 1`, `… replay 7`, `… mutants`."""

import argparse
import os
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, nullcontext
from multiprocessing.util import Finalize

from tests.simulated.coverage import Met
from tests.simulated.mutants import MUTANTS, mutated
from tests.simulated.play import Played, Stage, stage
from tests.statements import share_compiled

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


def play_all(seeds: Iterable[int], hours: float) -> Iterator[Played]:
    """Seeds, on all processors."""
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        yield from pool.map(play, seeds, _for_ever(hours))


def _for_ever(value: float) -> Iterator[float]:
    while True:
        yield value


def main() -> int:
    """Returns how many seeds (or mutants) are a reason to look."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulated", description=__doc__)
    acts = parser.add_subparsers(dest="act", required=True)
    seeds = acts.add_parser("seeds", help="play many seeds, and say what went wrong")
    seeds.add_argument("number", type=int)
    seeds.add_argument("--first", type=int, default=1)
    seeds.add_argument("--hours", type=float, default=1.0)
    replay = acts.add_parser("replay", help="play one seed and print its story")
    replay.add_argument("seed", type=int)
    replay.add_argument("--hours", type=float, default=1.0)
    hunted = acts.add_parser(
        "mutants", help="play the product without one of its protections until it is noticed"
    )
    hunted.add_argument("names", nargs="*", metavar="mutant")
    hunted.add_argument("--most", type=int, default=500)
    asked = parser.parse_args()
    match asked.act:
        case "seeds":
            return _seeds(range(asked.first, asked.first + asked.number), asked.hours)
        case "replay":
            played = play(asked.seed, asked.hours)
            print(*played.story, *played.wrong, sep="\n")
            return len(played.wrong)
        case _:
            return sum(not _is_found(name, asked.most) for name in asked.names or MUTANTS)


def _seeds(seeds: range, hours: float) -> int:
    failed, lines, met = [], 0, Met()
    for played in play_all(seeds, hours):
        met.add(played.met)
        lines += len(played.story)
        if played.wrong:
            failed.append(played.seed)
            print(f"seed {played.seed} ({played.weather}):", *played.wrong[:5], sep="\n    ", flush=True)
    print(
        f"{len(seeds)} seeds of {hours:g} h, {lines} things happened, {len(failed)} seeds went wrong: {failed}"
    )
    print(*met.report(), sep="\n")
    if met.impossible:
        print(f"met, and said to be impossible: {', '.join(met.impossible)}")
    return len(failed) + len(met.impossible)


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
