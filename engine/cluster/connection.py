"""The way to a Ray cluster, or one sentence why there is none; the program goes on without.

Ray connects a process once, for all of its threads. It is imported when somebody asks for a
cluster, and is told to keep its usage statistics to itself.
"""

from __future__ import annotations

import os
import socket
import threading
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import ClusterError

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

OWN, ANY = "local", "auto"  # processes of our own; the cluster that runs on this machine
STORE = 200 << 20  # bytes of the object store of our own processes
_PATIENCE = 3.0  # seconds for an address to answer; Ray itself would ask for minutes
_PORT = "6379"  # of `ray start --head`
_ENGINE = Path(__file__).parents[1]
_gate = threading.Lock()
_parted = threading.Event()
_joined: dict[str, Cluster] = {}  # by the address asked for; one at most


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster that this process has joined; `address` is what was asked for."""

    address: str

    @property
    def nodes(self) -> int:
        """Machines (or what stands for one) that are alive now."""
        return sum(bool(node["Alive"]) for node in ray().nodes())

    @property
    def cores(self) -> int:
        """Cores of all machines together; at least 1."""
        return max(1, int(ray().cluster_resources().get("CPU", 1)))

    @property
    def free(self) -> int:
        """Cores that nobody holds now."""
        return int(ray().available_resources().get("CPU", 0))


def asked() -> str | None:
    """What PUSHPULL_RAY says: ``local``, ``auto`` or an address; None if it says nothing."""
    return os.environ.get("PUSHPULL_RAY", "").strip() or None


def join(address: str, *, cores: int | None = None, store: int = STORE) -> Cluster:
    """The cluster at an address; asked for again it is the same one.

    ``local`` starts processes of our own on `cores` cores (all) with an object store of `store`
    bytes, ``auto`` finds the cluster that runs on this machine, and HOST:PORT is any other.

    Raises
    ------
    ClusterError
        If Ray is not installed, nobody answers within 3 seconds, or the versions differ.
    """
    with _gate:
        if ray().is_initialized() and address in _joined:
            return _joined[address]
        if address not in {OWN, ANY}:
            _probe(address)
        _leave()
        _kept(lambda: _connect(address, {"num_cpus": cores, "object_store_memory": store}))
        _joined[address] = Cluster(address)
        return _joined[address]


def joined(address: str) -> bool:
    """Whether this process has joined the cluster at an address."""
    return address in _joined


def leave() -> None:
    """Part from the cluster; processes of our own end."""
    with _gate:
        _leave()


def _leave() -> None:
    if _joined:
        _joined.clear()
        ray().shutdown()
        _parted.set()


def _kept(connect: Callable[[], None]) -> None:
    """Connect in a thread that stays until we part: Ray's processes end with who started them.

    On Linux that is the thread, not the process: started by a job that ends, they would end too.
    """
    told: Future[None] = Future()
    _parted.clear()

    def keep() -> None:
        try:
            connect()
        except BaseException as error:
            told.set_exception(error)
            return
        told.set_result(None)
        _parted.wait()

    threading.Thread(target=keep, name="ray", daemon=True).start()
    told.result()


def ray() -> ModuleType:
    """The library; raises `ClusterError` where it is not installed."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    os.environ.setdefault("RAY_ENABLE_AUTO_CONNECT", "0")  # never a cluster that nobody asked for
    # a cluster whose head is lost would end this process after a minute, with all its visitors
    os.environ.setdefault("RAY_gcs_rpc_server_reconnect_timeout_s", "1000000000")
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")  # what it will be: no warning
    try:
        import ray as library  # noqa: PLC0415 - only who asks for a cluster pays for it
    except ImportError:
        raise ClusterError(
            "A cluster was asked for, but Ray is not installed here; install it with"
            " “pip install -r requirements-cluster.txt”, or go on without a cluster."
        ) from None
    return library


def _probe(address: str) -> None:
    """Refuse at once what does not answer: Ray would try for minutes and then end the process."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    host, port = (host, port) if host else (port, _PORT)
    try:
        socket.create_connection((host, int(port)), timeout=_PATIENCE).close()
    except (OSError, ValueError, OverflowError) as error:
        raise _absent(address, getattr(error, "strerror", None) or str(error)) from None


def _absent(address: str, reason: str) -> ClusterError:
    return ClusterError(
        "No Ray cluster answers at {address} ({reason}); start one with “ray start --head”, check"
        " the address, or go on without a cluster.",
        address=address,
        reason=reason,
    )


def _connect(address: str, own: dict[str, Any]) -> None:
    """Join; where machines other than this one belong to the cluster, send them the engine."""
    _init(address, own if address == OWN else {})
    if len({node["NodeManagerAddress"] for node in ray().nodes() if node["Alive"]}) > 1:
        ray().shutdown()
        _init(address, {"runtime_env": {"py_modules": [str(_ENGINE)]}})


def _init(address: str, options: dict[str, Any]) -> None:
    if address == OWN:
        options = {**options, "include_dashboard": False, "_node_ip_address": "127.0.0.1"}
    try:
        ray().init(address=address, log_to_driver=False, logging_level="ERROR", **options)
    except (ConnectionError, TimeoutError, ValueError) as error:
        raise _absent(address, str(error).splitlines()[0][:120]) from None
    except Exception as error:  # Ray says of versions and tokens with RuntimeErrors of its own
        with suppress(Exception):
            ray().shutdown()
        raise ClusterError(
            "The Ray cluster at {address} cannot be used with Ray {version} of this program"
            " ({reason}); install the same versions of Ray and Python on all machines, or go on"
            " without a cluster.",
            address=address,
            version=ray().__version__,
            reason=" ".join(str(error).split())[:200],
        ) from error
