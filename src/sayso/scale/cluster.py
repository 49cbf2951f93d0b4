"""Dask clusters: one on this machine for the length of a run, or one that exists."""

import logging
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import current_process

import dask
from distributed import Client, LocalCluster, Worker, WorkerPlugin

from sayso.scale.outcome import ScaleError
from sayso.scale.work import one_line

CONNECT_SECONDS = 10
WORKER_SECONDS = 60

_THIS_MACHINE = "127.0.0.1:0"

_QUIET = {
    "logging.distributed": "critical",
    "distributed.worker.memory.target": False,
    "distributed.worker.memory.spill": False,
    "distributed.worker.profile.enabled": False,
    # A worker that died may need longer than Dask's 15 seconds to start again on a busy machine;
    # after that time Dask would let it go for good.
    "distributed.deploy.lost-worker-timeout": "10 minutes",
    # Dask's HTTP servers cannot be turned off; they serve nothing, and to this machine alone.
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
    # A report that has killed two workers will kill a third; each death costs a start.
    "distributed.scheduler.allowed-failures": 1,
    # Threads inside a worker would fight the other workers for the cores.
    "distributed.nanny.pre-spawn-environ": {
        "MALLOC_TRIM_THRESHOLD_": 65536,
        "OMP_NUM_THREADS": 1,
        "MKL_NUM_THREADS": 1,
        "OPENBLAS_NUM_THREADS": 1,
    },
}


class _LeavesInterruptsToTheCaller(WorkerPlugin):
    """Ctrl-C reaches every process of a terminal; only the caller acts on it, by stopping the
    workers.
    """

    name = "sayso-interrupts"

    def setup(self, worker: Worker) -> None:
        if isinstance(worker.nanny, str):  # a process of its own, not a thread of somebody else's
            signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def local_cluster(workers: int) -> Iterator[Client]:
    """A client of ``workers`` processes of one thread each, which listen on 127.0.0.1 only.

    Raises :class:`ScaleError` where they do not start.
    """
    if getattr(current_process(), "_inheriting", False):
        raise ScaleError(
            "a worker ran the script that started it: put what the script does under "
            'if __name__ == "__main__":'
        )
    with dask.config.set(_QUIET):
        try:
            cluster = LocalCluster(  # type: ignore[no-untyped-call]
                n_workers=workers,
                threads_per_worker=1,
                processes=True,
                host="127.0.0.1",
                dashboard_address=None,
                worker_dashboard_address=_THIS_MACHINE,
                scheduler_kwargs={"dashboard_address": _THIS_MACHINE},
                silence_logs=logging.CRITICAL,
            )
        except (OSError, RuntimeError, TimeoutError) as error:
            raise ScaleError(f"the workers do not start: {one_line(error)}") from error
        try:
            with Client(cluster, set_as_default=False) as client:  # type: ignore[no-untyped-call]
                client.register_plugin(_LeavesInterruptsToTheCaller())
                yield client
        finally:
            cluster.close(timeout=CONNECT_SECONDS)


@contextmanager
def existing_cluster(address: str) -> Iterator[Client]:
    """A client of the scheduler at ``address`` (``tcp://host:8786``).

    Raises :class:`ScaleError` where it does not answer or has no workers.
    """
    with dask.config.set({"logging.distributed": "critical"}):
        try:
            client = Client(  # type: ignore[no-untyped-call]
                address, timeout=CONNECT_SECONDS, set_as_default=False
            )
        except (OSError, ValueError, TimeoutError) as error:
            raise ScaleError(f"no scheduler answers at {address}: {one_line(error)}") from error
        with client:
            try:
                client.wait_for_workers(1, timeout=WORKER_SECONDS)
            except TimeoutError:
                raise ScaleError(f"the scheduler at {address} has no workers") from None
            yield client
