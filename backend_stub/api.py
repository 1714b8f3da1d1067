"""The explicit list of features: their routers, row readers, consumers and jobs."""

from backend_stub.foundation import Foundation, Surface


def build_surface(foundation: Foundation) -> Surface:
    """All features but auth, sync and health, which `main` builds itself."""
    return Surface()
