"""Everything that can be set, by environment variables `DOORSTEP_*`; the defaults need nothing installed."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Settings of one server. Secrets have no default: they are made per data folder (`security.keys`)."""

    model_config = SettingsConfigDict(env_prefix="DOORSTEP_", frozen=True, extra="ignore")

    data_dir: Path
    database_url: str | None = None
    """`postgresql+psycopg://…`; without it, `doorstep.db` in the data folder."""

    hold_seconds: Annotated[int, Field(ge=1)] = 600
    offer_seconds: Annotated[int, Field(ge=1)] = 1800
    """How long somebody from the waiting list has a time to themselves that became free."""

    database_connections: Annotated[int, Field(ge=2, le=100)] = 8
    sign_in_failures: Annotated[str, Field(pattern=r"^\d+ per \d+ (second|minute|hour)s?$")] = (
        "50 per 5 minutes"
    )
    """Wrong passwords for one account from one address before it has to wait."""

    address_failures: Annotated[str, Field(pattern=r"^\d+ per \d+ (second|minute|hour)s?$")] = (
        "500 per 5 minutes"
    )
    """Wrong passwords from one address, whatever the account."""

    messages_per_minute: Annotated[int, Field(ge=1)] = 60
    """What one person may write in conversations."""

    conversations_per_hour: Annotated[int, Field(ge=1)] = 60
    """How many conversations one person may open."""

    socket_ping_seconds: Annotated[float, Field(gt=0)] = 25.0
    socket_pong_seconds: Annotated[float, Field(gt=0)] = 8.0

    public_url: Annotated[str, Field(pattern=r"^https?://[^/?#\s]+$")] = "http://127.0.0.1"
    """Where people reach this server; links in mail begin so. One-click unsubscribing needs https."""

    mail: Literal["file", "smtp"] = "file"
    mail_from: Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+$")] = "no-reply@doorstep.invalid"
    smtp_host: str = "127.0.0.1"
    smtp_port: Annotated[int, Field(ge=1, le=65535)] = 587
    smtp_tls: Literal["none", "starttls", "implicit"] = "starttls"
    smtp_user: str | None = None
    smtp_password: SecretStr | None = None
    smtp_ca_file: Path | None = None
    """A certificate authority that the system does not know."""

    sign_ups_per_hour: Annotated[int, Field(ge=1)] = 20
    """Addresses that may be signed up for news from one place."""

    sms: Literal["file", "twilio"] = "file"
    sms_from: str = "Doorstep"
    sms_url: Annotated[str, Field(pattern=r"^https?://")] | None = None
    """Another gateway that speaks Twilio's API; without it, Twilio itself."""

    sms_account: str = ""
    sms_token: SecretStr = SecretStr("")

    payments: Literal["sandbox", "stripe"] = "sandbox"
    """Where new card payments go. The sandbox moves no money; its test cards stand in its adapter."""

    stripe_key: SecretStr = SecretStr("")
    stripe_webhook_secret: SecretStr = SecretStr("")
    stripe_url: Annotated[str, Field(pattern=r"^https?://")] | None = None
    """Another server that speaks Stripe's API, such as stripe-mock; without it, Stripe itself."""

    @property
    def resolved_database_url(self) -> str:
        """Where the data is."""
        return self.database_url or f"sqlite:///{self.data_dir / 'doorstep.db'}"
