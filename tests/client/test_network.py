"""Which certificates the system's network trusts."""

import ssl

import pytest

from client.network import SystemNetwork


@pytest.fixture
def stores(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Notes each time that certificates are read."""
    read: list[str] = []
    monkeypatch.setattr(
        ssl.SSLContext, "load_default_certs", lambda _context, *_purpose: read.append("system")
    )
    monkeypatch.setattr(
        ssl.SSLContext, "load_verify_locations", lambda _context, *_files: read.append("file")
    )
    return read


async def test_tls_trusts_the_systems_store(stores: list[str]) -> None:
    async with SystemNetwork().transport(secure=True):
        assert stores == ["system"]


async def test_without_tls_no_certificate_is_read(stores: list[str]) -> None:
    async with SystemNetwork().transport(secure=False):
        assert stores == []
