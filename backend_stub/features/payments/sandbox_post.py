"""Delivers the sandbox gateway's webhooks: it lives in this server, so they need no network."""

from backend_stub.adapters.sandbox_gateway import SandboxGateway
from backend_stub.features.payments.webhooks import WebhookIntake


class SandboxPost:
    """Hands out what lies in the sandbox's post (`ports.job.JobPort`)."""

    name = "payments.sandbox_post"
    seconds = 0.5

    def __init__(self, sandbox: SandboxGateway, intake: WebhookIntake) -> None:
        self._sandbox = sandbox
        self._intake = intake

    async def run(self) -> None:
        """Deliver what there is; what a crash loses, the follower finds out by asking."""
        while self._sandbox.post:
            letter = self._sandbox.post.pop(0)
            await self._intake.receive(self._sandbox.name, letter.body, letter.signature)
