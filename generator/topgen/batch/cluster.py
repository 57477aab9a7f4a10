"""Workers of a Dask cluster in place of processes of this machine.

In:  the address of a scheduler, or ``local`` for one of this machine. Out: ``Cluster``, which ``map_in_order`` takes.
Pages travel as bytes and readings come back, so that workers need nothing but topgen itself, of the same version; what
they read is remembered by the machine that asked. Dask gives the work of a lost worker to another one; what takes down
two workers is given up, and costs one page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from topgen.batch.cache import generator_digest
from topgen.batch.pool import WorkerDiedError, count_cores
from topgen.errors import UsageError

Result = TypeVar("Result")

LOCAL = "local"
"""What stands for a cluster of this machine."""
_DEATHS = "distributed.scheduler.allowed-failures"
_PATIENCE = "20s"
"""For a scheduler that does not answer."""


class Cluster:
    """The workers of a scheduler."""

    chunk = 32
    is_far = True

    def __init__(self, client: Any, count: int) -> None:
        """``client`` is a ``distributed.Client``."""
        self.count = count
        self.done: Counter[str] = Counter()
        """How many functions each worker has run, by its address."""
        self._client = client
        self._sent: set[Any] = set()

    def send(self, function: Callable[..., Result], *arguments: Any) -> Callable[[], Result]:
        """Let a function run on any worker."""
        from distributed import KilledWorker

        future = self._client.submit(_run_here, function, arguments, pure=False)
        self._sent.add(future)

        def wait() -> Result:
            result: Result
            try:
                place, result = future.result()
            except KilledWorker:
                raise WorkerDiedError from None
            except Exception as error:
                raise _explained(error) from None
            finally:
                self._sent.discard(future)
            self.done[place] += 1
            return result

        return wait

    def renew(self) -> bool:
        """Do nothing: the cluster sees to its workers, and the others go on."""
        return False

    def close(self, *, wait: bool) -> None:
        """Take back what was sent and not waited for."""
        if self._sent and not wait:
            self._client.cancel(list(self._sent), force=True)
        self._sent.clear()


def _run_here(function: Callable[..., Result], arguments: tuple[Any, ...]) -> tuple[str, Result]:
    from distributed import get_worker

    return get_worker().address, function(*arguments)


def _explained(error: Exception) -> Exception:
    """Return an exception of the cluster itself as one that a person can do something about; others as they are."""
    from concurrent.futures import CancelledError

    if isinstance(error, CancelledError | OSError | TimeoutError):
        return UsageError("the cluster has lost what it was to do", hint="run again: what was read is remembered")
    return error


@contextmanager
def open_cluster(address: str) -> Iterator[Cluster]:
    """Give the workers of a scheduler, or of one that is started here and ends with the block.

    Raises:
        UsageError: Dask is not installed, nobody answers, there is no worker, or one has another topgen.
    """
    try:
        import dask.config
        import distributed
    except ImportError:
        raise UsageError("a cluster needs libraries more", hint="pip install 'topgen[cluster]'") from None
    dask_there: Any = distributed  # which has no types for what is called here
    local: Any = None
    if address == LOCAL:
        with dask.config.set({_DEATHS: 1}):
            local = dask_there.LocalCluster(count_cores(), threads_per_worker=1, dashboard_address="127.0.0.1:0")
    try:
        try:
            client = dask_there.Client(local if local is not None else address, timeout=_PATIENCE)
        except (OSError, ValueError, TimeoutError) as error:
            said = f"no scheduler of Dask answers at {address}"
            raise UsageError(said, hint=f"start one with dask scheduler; it said: {error}") from None
        with client:
            yield Cluster(client, _count_workers(client, address))
    finally:
        if local is not None:
            local.close()


def _count_workers(client: Any, address: str) -> int:
    """Return the number of workers, all of which have this topgen."""
    try:
        digests = client.run(generator_digest)
    except Exception as error:
        hint = "install the same version of topgen on each of them"
        raise UsageError(f"a worker at {address} cannot run topgen: {error}", hint=hint) from None
    odd = sorted(worker for worker, digest in digests.items() if digest != generator_digest())
    if odd:
        hint = "install the same version of topgen, of Python and of its libraries on each of them"
        raise UsageError(f"workers have another topgen than this machine: {', '.join(odd)}", hint=hint)
    if not digests:
        raise UsageError(f"the scheduler at {address} has no worker", hint=f"start some with dask worker {address}")
    return len(digests)
