"""A mail server and a gateway for text messages, on loopback, that check what they are sent."""

import base64
import datetime
import json
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, PASSWORD = "doorstep", "open sesame"


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def make_certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 that signs itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    here = x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))])
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(here, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate_file, key_file = folder / "server.pem", folder / "server.key"
    certificate_file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return certificate_file, key_file


@dataclass(slots=True)
class MailServer:
    """What arrived; `refuse` answers instead of taking a mail, `refused` are addresses it does not know."""

    port: int
    arrived: list[EmailMessage] = field(default_factory=list)
    refuse: str | None = None
    refused: dict[str, str] = field(default_factory=dict)

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        """Know or don't know an address."""
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Take a mail."""
        if self.refuse:
            return self.refuse
        self.arrived.append(message_from_bytes(envelope.content, policy=default))
        return "250 Taken"


def _know(_server: Any, _session: Any, _envelope: Any, mechanism: str, given: Any) -> AuthResult:
    known = LoginPassword(USER.encode(), PASSWORD.encode())
    is_known = mechanism in {"LOGIN", "PLAIN"} and given == known
    return AuthResult(success=is_known, handled=False)


@contextmanager
def mail_server(tls: str = "none", folder: Path | None = None) -> Iterator[MailServer]:
    """An SMTP server; with TLS it wants `USER` to sign in."""
    server = MailServer(free_port())
    options: dict[str, Any] = {}
    if tls != "none":
        assert folder is not None
        certificate, key = make_certificate(folder)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        options = {"authenticator": _know, "auth_required": True}
        if tls == "starttls":
            options |= {"tls_context": context, "require_starttls": True}
        else:
            options |= {"ssl_context": context, "auth_require_tls": False}
    controller = Controller(server, hostname="127.0.0.1", port=server.port, **options)
    controller.start()
    try:
        yield server
    finally:
        controller.stop()


@dataclass(slots=True)
class SmsGateway:
    """What arrived at a gateway that speaks Twilio's API; `refuse` is (status, code, words)."""

    url: str = ""
    arrived: list[dict[str, str]] = field(default_factory=list)
    refuse: tuple[int, int, str] | None = None


@contextmanager
def sms_gateway(account: str = "AC0", token: str = PASSWORD) -> Iterator[SmsGateway]:
    """`POST /2010-04-01/Accounts/{account}/Messages.json` with Basic authentication, and nothing else."""
    gateway = SmsGateway()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            expected = base64.b64encode(f"{account}:{token}".encode()).decode()
            if self.headers["Authorization"] != f"Basic {expected}":
                self.answer(401, {"code": 20003, "message": "Authenticate", "status": 401})
            elif self.path != f"/2010-04-01/Accounts/{account}/Messages.json":
                self.answer(404, {"code": 20404, "message": "Not found", "status": 404})
            elif gateway.refuse:
                status, code, words = gateway.refuse
                self.answer(status, {"code": code, "message": words, "status": status})
            else:
                fields = {name: values[0] for name, values in parse_qs(body).items()}
                gateway.arrived.append(fields)
                self.answer(201, {"sid": "SM0", "status": "queued", "body": fields["Body"]})

        def answer(self, status: int, document: dict[str, Any]) -> None:
            content = json.dumps(document).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name in the base class
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    gateway.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield gateway
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
