"""`./run shots --out DIR [--theme light|dark|contrast|kiosk] [--size WxH] [--rtl] [--scale N] [NAME…]`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    if not (width.isdigit() and height.isdigit() and int(width) and int(height)):
        raise argparse.ArgumentTypeError(f"{text} is not a size; write it as 1440x900")
    return int(width), int(height)


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run shots", description="Picture every screen and state.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="only pictures whose name starts so")
    parser.add_argument("--out", type=Path, required=True, help="folder for the PNG files; made if missing")
    parser.add_argument("--theme", choices=("light", "dark", "contrast", "kiosk"), help="only this theme")
    parser.add_argument("--size", type=_size, help="another window size, as 1280x800")
    parser.add_argument("--scale", type=float, default=1.0, help="1, 1.25, 1.5 or 2")
    parser.add_argument("--rtl", action="store_true", help="mirrored, for right-to-left languages")
    return parser.parse_args(arguments)


def _themes(made_for: tuple[str, ...], asked: str | None) -> tuple[str, ...]:
    """The themes to picture a screen in: the kiosk's own stands in for light, contrast fits every desk."""
    if asked is None:
        return made_for
    if asked == "contrast":
        return ("contrast",) if "kiosk" not in made_for else ()
    wanted = {asked, "kiosk"} if asked == "light" else {asked}
    return tuple(theme for theme in made_for if theme in wanted)


def main(arguments: list[str] | None = None) -> int:
    """Make the pictures and print each path; 1 if there is none to make."""
    options = _parse(sys.argv[1:] if arguments is None else arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if options.scale != 1.0:
        os.environ["QT_SCALE_FACTOR"] = f"{options.scale:g}"

    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    from desktop.shots.camera import take
    from desktop.shots.registry import find_shots

    app = QApplication(["doorstep-shots"])
    if options.rtl:
        app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    options.out.mkdir(parents=True, exist_ok=True)
    made = 0
    for shot in find_shots().values():
        if options.names and not shot.name.startswith(tuple(options.names)):
            continue
        for theme in _themes(shot.themes, options.theme):
            print(take(app, shot, theme, options.size, options.out))
            made += 1
    if not made:
        print("no such picture", file=sys.stderr)
    return 0 if made else 1


if __name__ == "__main__":
    raise SystemExit(main())
