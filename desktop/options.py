"""What the command line asks for."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from desktop.profile import DEFAULT, KIOSK, ProfileNameError, find_profile


@dataclass(frozen=True, slots=True)
class Options:
    """How this process shall run. `server` is None for the bundled one."""

    kiosk: bool
    server: str | None
    profile: str
    demo: bool
    automation: Path | None


def parse(arguments: list[str]) -> Options:
    """Read the arguments; what can't be meant ends the program with a message."""
    parser = argparse.ArgumentParser(
        prog="./run",
        description="Doorstep on its bundled server, on a server of yours, or as a lobby kiosk.",
    )
    parser.add_argument(
        "--kiosk", action="store_true", help="full screen, for touch; keeps nothing of a customer"
    )
    parser.add_argument("--server", metavar="URL", type=_server, help="a server of yours, such as https://…")
    parser.add_argument("--profile", metavar="NAME", type=_profile, help="another set of files and sign-ins")
    parser.add_argument("--no-demo", action="store_true", help="bundled server without the made-up town")
    parser.add_argument("--automation", metavar="PATH", type=Path, help="a socket to drive the window")
    given = parser.parse_args(arguments)
    return Options(
        kiosk=given.kiosk,
        server=given.server,
        profile=given.profile or (KIOSK if given.kiosk else DEFAULT),
        demo=not given.no_demo,
        automation=given.automation,
    )


def _server(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise argparse.ArgumentTypeError(f"{text!r} is no address: write it like https://doorstep.example")
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise argparse.ArgumentTypeError(f"{text!r} has a path: give scheme, host and port alone")
    return f"{parts.scheme}://{parts.netloc}"


def _profile(text: str) -> str:
    try:
        return find_profile(text).name
    except ProfileNameError as problem:
        raise argparse.ArgumentTypeError(str(problem)) from problem
