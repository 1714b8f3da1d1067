"""What people did, as a notebook beside the machines: the checker compares it with the server."""

from dataclasses import dataclass, field

from client.outbox.operation import Operation


@dataclass(slots=True)
class Entry:
    """One act. `saved`: the machine said so. Without it (it died in between) the act may or may not exist."""

    machine: str
    operation: Operation
    operation_id: str | None = None
    discarded: bool = False
    was_sent: bool = False
    """It may have reached the server before it was discarded."""
    rewound: bool = False
    """The server was restored from a backup after this: its effect may be gone, with nobody to blame."""

    @property
    def saved(self) -> bool:
        """Whether the person was told that it is saved."""
        return self.operation_id is not None


@dataclass(slots=True)
class Ledger:
    """All acts of a run, in the order in which they were tried."""

    entries: list[Entry] = field(default_factory=list)

    def begin(self, machine: str, operation: Operation) -> Entry:
        """Somebody presses a button."""
        entry = Entry(machine, operation)
        self.entries.append(entry)
        return entry

    def renamed(self, old: str, new: str) -> None:
        """A retry gave the operation another id."""
        for entry in self.entries:
            if entry.operation_id == old:
                entry.operation_id = new

    def rewound(self, waiting: set[str]) -> None:
        """The server lost its latest history: only what still waits somewhere is certain to be done."""
        for entry in self.entries:
            entry.rewound |= entry.operation_id not in waiting

    def discarded(self, ids: list[str]) -> None:
        """A person gave these up."""
        for entry in self.entries:
            if entry.operation_id in ids:
                entry.discarded = True
