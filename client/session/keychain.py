"""An account's secrets while the program runs: in the vault where there is one, else in memory alone."""

from client.errors import VaultUnavailableError
from client.ports import Secrets, Vault


class Keychain:
    """`persistent` is false where no keyring could be used: then nothing secret is on any disk."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._memory: dict[str, Secrets] = {}
        self.persistent = True

    async def load(self, account: str) -> Secrets | None:
        """The account's secrets as they were kept last, perhaps by another process."""
        if account in self._memory:
            return self._memory[account]
        return await self._vault.load(account)

    async def save(self, account: str, secrets: Secrets) -> None:
        """Keep them; falls back to memory for good."""
        if self.persistent:
            try:
                await self._vault.save(account, secrets)
            except VaultUnavailableError:
                self.persistent = False
        if not self.persistent:
            self._memory[account] = secrets

    async def erase(self, account: str) -> None:
        """Keep nothing any more."""
        self._memory.pop(account, None)
        if self.persistent:
            await self._vault.erase(account)
