"""The cluster that a server was told to use, joined beside its start: nobody waits for it."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from engine.cluster import connection
from engine.errors import EngineError

if TYPE_CHECKING:
    from engine.cluster.connection import Cluster

_log = logging.getLogger(__name__)


class ClusterHandle:
    """What PUSHPULL_RAY names; without it there is none, and nothing of Ray is imported.

    Until it has answered, and if it does not, runs train in this process.
    """

    def __init__(self, address: str | None = None) -> None:
        self.address = connection.asked() if address is None else address
        self.cluster: Cluster | None = None
        self.error: EngineError | None = None  # why there is none, though one was asked for

    def start(self) -> None:
        """Begin to join; returns at once."""
        if self.address:
            threading.Thread(target=self.join, name="cluster", daemon=True).start()

    def join(self) -> None:
        """Join, or write down why not."""
        assert self.address is not None
        try:
            self.cluster = connection.join(self.address)
        except EngineError as error:
            self.error = error
            _log.warning("%s", error)

    def close(self) -> None:
        """Part from the cluster."""
        if self.cluster is not None:
            self.cluster = None
            connection.leave()
