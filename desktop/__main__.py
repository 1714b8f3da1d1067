"""Starts the program. The window is painted first; what it will show is loaded while it is already there."""

from __future__ import annotations

import builtins
import gc
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from client.session.vault import KeyringVault


def main(arguments: list[str]) -> int:
    """Run until the person leaves.

    The exit status is 0, or 3 where another launch holds the profile, or 4 where its folder can't be written.
    """
    if arguments[:1] == ["--bundled"]:
        # A frozen program has no other door: it is started again as its own server.
        from desktop.serve import main as serve

        return serve(arguments)

    # Nothing that is imported now is garbage soon; later `garbage` has its rounds.
    gc.disable()

    # PySide looks into the source of every module that is imported after it, for a feature that we don't use:
    # that costs time, and breaks modules that answer for names they don't have (pydantic, on a thread).
    plain_import = builtins.__import__
    from PySide6.QtWidgets import QApplication

    builtins.__import__ = plain_import

    from desktop.options import parse

    options = parse(arguments)
    from desktop.first_paint import paint_first
    from desktop.garbage import GarbageRound
    from desktop.profile import find_profile
    from desktop.single_instance import SingleInstance, activate_first

    qt = QApplication(sys.argv[:1])
    qt.setApplicationName("Doorstep")
    qt.setQuitOnLastWindowClosed(False)
    GarbageRound(qt)
    profile = find_profile(options.profile)
    instance = SingleInstance(profile)
    try:
        profile.make()
        is_ours = instance.acquire()
    except OSError as error:
        sys.stderr.write(
            f"doorstep: {profile.folder} can't be written ({error.strerror}), so nothing could be kept. "
            "Make it yours and writable, or choose another place with DOORSTEP_HOME.\n"
        )
        return _NO_PLACE
    if not is_ours:
        return 0 if activate_first(profile) else _BUSY
    window = paint_first(qt, profile, kiosk=options.kiosk)
    vault = _expect_secrets(profile.client_data)

    import qasync

    from desktop.app import App

    with qasync.QEventLoop(qt) as loop:
        loop.run_until_complete(_run(App, options, profile, instance, window, vault))
    return 0


_BUSY = 3
_NO_PLACE = 4


def _expect_secrets(client_data: Path) -> KeyringVault:
    """Ask the keyring at once: it is another program, and answers while this one is being imported."""
    from client.session.record import find_last_account
    from client.session.vault import KeyringVault

    vault = KeyringVault()
    account = find_last_account(client_data)
    if account is not None:
        vault.expect(account)
    return vault


async def _run(app_class: type, *parts: object) -> None:
    # Built on the running loop: parts of it make futures.
    await app_class(*parts).run()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
