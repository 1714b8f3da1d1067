"""Hears from the system that the network came back, so that what waits goes out at once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject


class NetworkWatch(QObject):
    """Calls `returned` when the machine is online again; says nothing where the system can't tell."""

    def __init__(self, returned: Callable[[], object]) -> None:
        super().__init__()
        from PySide6.QtNetwork import QNetworkInformation

        self._online = QNetworkInformation.Reachability.Online
        self._returned = returned
        if not QNetworkInformation.loadBackendByFeatures(QNetworkInformation.Feature.Reachability):
            return
        information = QNetworkInformation.instance()
        if information is not None:
            information.reachabilityChanged.connect(self._changed)

    def _changed(self, reachability: object) -> None:
        if reachability == self._online:
            self._returned()
