"""`python -m tests.sim --seeds 2000 [--start 1] [--jobs 2] [--only FAULT]`: run and report."""

import argparse
import sys
import time
from concurrent.futures import ProcessPoolExecutor

from tests.sim.faults import FAULTS
from tests.sim.runs import run_seed
from tests.sim.scratch import scratch
from tests.sim.server import ServerThread
from tests.sim.template import make_template


def main() -> int:
    """Exit 0 where nothing was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.sim")
    parser.add_argument("--seeds", type=int, default=100)
    parser.add_argument("--start", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--without-idempotency", action="store_true")
    parser.add_argument("--keep-going", action="store_true", help="run all seeds although some failed")
    parser.add_argument("--only", choices=sorted(FAULTS), help="draw no other fault than this one")
    arguments = parser.parse_args()
    seeds = list(range(arguments.start, arguments.start + arguments.seeds))
    how = (not arguments.without_idempotency, arguments.keep_going, arguments.only)
    shares = [(seeds[number :: arguments.jobs], *how) for number in range(arguments.jobs)]
    begun = time.monotonic()
    with ProcessPoolExecutor(arguments.jobs) as pool:
        found = {seed: faults for share in pool.map(_run, shares) for seed, faults in share.items()}
    for seed, faults in sorted(found.items()):
        for fault in faults:
            sys.stdout.write(f"seed {seed}: {fault}\n")
    bad = sorted(seed for seed, faults in found.items() if faults)
    seconds = time.monotonic() - begun
    first = f"; the first is {bad[0]}" if bad else ""
    sys.stdout.write(f"{len(found)} seeds in {seconds:.0f} s, {len(bad)} with faults{first}\n")
    return 1 if bad else 0


def _run(share: tuple[list[int], bool, bool, str | None]) -> dict[int, list[str]]:
    seeds, idempotent, keep_going, only = share
    found: dict[int, list[str]] = {}
    with scratch() as folder:
        template = folder / "template.db"
        make_template(template)
        thread = ServerThread()
        try:
            for number, seed in enumerate(seeds):
                if number and number % 20 == 0:
                    wrong = sum(bool(faults) for faults in found.values())
                    sys.stderr.write(f"{number} of {len(seeds)} in one process, {wrong} with faults\n")
                found[seed] = run_seed(seed, thread, template, folder, idempotent=idempotent, only=only)
                if found[seed] and not keep_going:
                    break
        finally:
            thread.close()
    return found


if __name__ == "__main__":
    sys.exit(main())
