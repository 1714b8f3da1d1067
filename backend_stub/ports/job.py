"""Work that recurs: sweeping expired holds, retention."""

from typing import Protocol


class JobPort(Protocol):
    """Something done again and again while the server runs, on every server; must bear being done twice."""

    @property
    def name(self) -> str:
        """For the log."""
        ...

    @property
    def seconds(self) -> float:
        """Pause between two runs."""
        ...

    async def run(self) -> None:
        """One run. It should look (read) before it writes, as it mostly has nothing to do."""
        ...
