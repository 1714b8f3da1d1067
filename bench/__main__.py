"""`./run bench [NAME…] [--json FILE]`: measure each line and print it as soon as it is there."""

import argparse
import importlib
import os
from collections.abc import Sequence
from pathlib import Path

from bench.result import HEADER, Result, describe, write_json

# In the order that people read them; a name's module has the same name with underscores.
LINES = {
    "start": "to the first paint and to data on screen, with 10,000 cached bookings",
    "memory": "resident, with the same window open",
    "scroll": "p95 frame over 100,000 rows",
    "local-write": "p95 from the tap to the painted pending row",
    "apply": "rows a second from the feed into the encrypted cache",
    "realtime": "p95 from the commit on the server to painted in another process",
    "api": "list-bookings requests a second",
    "search": "p95 of a search with facets over 100,000 listings",
    "slots": "p95 of a month of free times, with 1,000,000 bookings beside 1,000",
}


def measure(name: str) -> Sequence[Result]:
    """Measure one line."""
    module = importlib.import_module(f"bench.lines.{name.replace('-', '_')}")
    results: Sequence[Result] = module.measure()
    return results


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure the named lines, or all."""
    listing = "\n".join(f"  {name:<12} {about}" for name, about in LINES.items())
    parser = argparse.ArgumentParser(
        prog="./run bench",
        description="Measures Doorstep beside the bare thing in the same run.",
        epilog=f"lines:\n{listing}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="a line to measure (default: all)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the results as a JSON list")
    options = parser.parse_args(arguments)
    unknown = [name for name in options.names if name not in LINES]
    if unknown:
        parser.error(f"no such line: {', '.join(unknown)} (there are {', '.join(LINES)})")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    results: list[Result] = []
    print(HEADER, flush=True)
    for name in options.names or LINES:
        for result in measure(name):
            results.append(result)
            print(describe(result), flush=True)
            if options.json is not None:
                write_json(results, options.json)


if __name__ == "__main__":
    main()
