"""Everything that plays: server, keyring, cables, and the programs at their ends."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tour.cable import Cable
from tour.program import Program, Server
from tour.screens import DESK, LOBBY, screen
from tour.secret_service import SecretService

ENROLMENT = "DEMO-KIOSK"
PIN = "2580"
NEAR = "54.0925,10.7710"
ZONE = "Europe/Berlin"


class Stage:
    """Built in `folder`; each program has a cable of its own, so that one can be cut."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.server = Server(folder)
        self.keyring = SecretService(folder)
        self.cables: dict[str, Cable] = {}
        self.programs: dict[str, Program] = {}

    async def set_up(self) -> None:
        """Start keyring and server."""
        await asyncio.gather(self.keyring.start(), self._start_server())

    async def _start_server(self) -> None:
        await self.server.start()
        await self.server.ready()

    async def open_desk(self, name: str) -> Program:
        """Start the program as somebody has it on a desk."""
        return await self._open(name, DESK, {})

    async def open_kiosk(self, name: str) -> Program:
        """Start the program as a kiosk in a lobby, already told what staff tells it."""
        told = {
            "DOORSTEP_KIOSK_CODE": ENROLMENT,
            "DOORSTEP_KIOSK_PIN": PIN,
            "DOORSTEP_KIOSK_NEAR": NEAR,
            "DOORSTEP_KIOSK_ZONE": ZONE,
        }
        return await self._open(name, LOBBY, told, "--kiosk")

    async def _open(self, name: str, size: tuple[int, int], told: dict[str, str], *arguments: str) -> Program:
        cable = self.cables[name] = Cable(self.server.port)
        await cable.plug_in()
        environment = {**screen(self.folder, name, size), **self.keyring.environment, **told}
        program = Program(name, self.folder, environment, *arguments, "--server", cable.address)
        self.programs[name] = program
        await program.open()
        return program

    async def aclose(self) -> None:
        """End everything, programs first."""
        await asyncio.gather(*(program.aclose() for program in self.programs.values()))
        await asyncio.gather(*(cable.cut() for cable in self.cables.values()))
        await self.server.aclose()
        await self.keyring.aclose()
