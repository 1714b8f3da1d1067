"""Everything that can be set, by environment variables `DOORSTEP_*`; the defaults need nothing installed."""

from pathlib import Path
from typing import Annotated

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Settings of one server. Secrets have no default: they are made per data folder (`security.keys`)."""

    model_config = SettingsConfigDict(env_prefix="DOORSTEP_", frozen=True, extra="ignore")

    data_dir: Path
    database_url: str | None = None
    """`postgresql+psycopg://…`; without it, `doorstep.db` in the data folder."""

    hold_seconds: Annotated[int, Field(ge=1)] = 600
    database_connections: Annotated[int, Field(ge=2, le=100)] = 8
    sign_in_failures: Annotated[str, Field(pattern=r"^\d+ per \d+ (second|minute|hour)s?$")] = (
        "50 per 5 minutes"
    )
    """Wrong passwords for one account from one address before it has to wait."""

    address_failures: Annotated[str, Field(pattern=r"^\d+ per \d+ (second|minute|hour)s?$")] = (
        "500 per 5 minutes"
    )
    """Wrong passwords from one address, whatever the account."""

    socket_ping_seconds: Annotated[float, Field(gt=0)] = 25.0
    socket_pong_seconds: Annotated[float, Field(gt=0)] = 8.0

    @property
    def resolved_database_url(self) -> str:
        """Where the data is."""
        return self.database_url or f"sqlite:///{self.data_dir / 'doorstep.db'}"
