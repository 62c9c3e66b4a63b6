"""`python -m tests.mutate`: break the science in every listed way, and see each noticed.

First all tests of the list run on a copy in which nothing is broken: one that fails anyway kills
nothing. Then each mutant is put in force in a copy, alone, and its own test must fail by an
assertion. Ends with 1 if a mutant survives, or could not be judged.
"""

import argparse
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory

from tests.mutate.mutants import MUTANTS
from tests.mutate.tree import Tree

_TOLD = 2_000  # characters of what went wrong


def asked():
    """What the command line asks for."""
    parser = argparse.ArgumentParser(prog="tests.mutate", description=__doc__.split("\n")[0])
    parser.add_argument("names", nargs="*", help="only mutants whose names contain one of these")
    parser.add_argument("--jobs", type=int, default=2, help="how many at once (2)")
    return parser.parse_args()


def main():
    """The number of the process's end."""
    given, began = asked(), time.monotonic()
    chosen = [m for m in MUTANTS if not given.names or any(n in m.name for n in given.names)]
    if not chosen:
        sys.exit(f"no mutant is called so; there are {', '.join(m.name for m in MUTANTS)}")
    with TemporaryDirectory(prefix="pushpull-mutate-") as home:
        whole = Tree(Path(home) / "0")
        tests = sorted({mutant.test for mutant in chosen})
        sound = whole.test(*tests, more=["-n", str(given.jobs)])
        if sound.code:
            print(sound.text)
            sys.exit("tests fail although nothing is broken: they would kill nothing")
        print(f"{len(tests)} tests pass unmutated, {time.monotonic() - began:.0f} s", flush=True)
        trees = SimpleQueue()
        for tree in (whole, *(Tree(f"{home}/{n}", whole.path) for n in range(1, given.jobs))):
            trees.put(tree)
        with ThreadPoolExecutor(given.jobs) as pool:
            ends = Counter(pool.map(lambda mutant: judged(mutant, trees), chosen))
    counts = ", ".join(f"{ends[end]} {end}" for end in ("killed", "survived", "broken"))
    print(f"{len(chosen)} mutants: {counts}, {time.monotonic() - began:.0f} s")
    return int(ends["killed"] < len(chosen))


def judged(mutant, trees):
    """Try a mutant in a tree that is free, and print its line."""
    tree, began = trees.get(), time.monotonic()
    try:
        outcome = tree.tried(mutant)
    finally:
        trees.put(tree)
    seconds = time.monotonic() - began
    line = f"{outcome.verdict:9}{seconds:5.1f} s  {mutant.name:34} {mutant.test}"
    if outcome.verdict == "survived":
        line += f"\n          nobody would notice: {mutant.told}"
    if outcome.verdict == "broken":
        line += f"\n{outcome.text[-_TOLD:]}"
    print(line, flush=True)
    return outcome.verdict


if __name__ == "__main__":
    sys.exit(main())
