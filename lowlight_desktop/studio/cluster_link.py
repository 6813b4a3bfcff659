"""The line to a cluster of Dask's: who is there, photos out, answers in."""

import logging
import socket
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import suppress
from typing import Any, Self, cast
from uuid import uuid4

import dask.config
from distributed import Client, Future
from distributed.scheduler import KilledWorker
from distributed.security import Security

from lowlight_desktop.photo.errors import DeviceError, UsageError
from lowlight_desktop.studio.cluster_address import address_in_words_of_dask
from lowlight_desktop.studio.cluster_task import Answer, Standing, Task, standing
from lowlight_desktop.studio.cluster_work import do

# A scheduler that is there answers in milliseconds.
_CONNECT_S = 10.0
_CLOSE_S = 5.0
# Photos travel inside of tasks, so that one whose machine dies is still known to the scheduler.
_QUIET = {
    "distributed.admin.large-graph-warning-threshold": "100 GB",
    "distributed.comm.timeouts.connect": f"{_CONNECT_S}s",
}


class KilledMachines(Exception):  # noqa: N818 - an event, which is not the user's to see
    """Machine after machine died while it had a photo."""


class Link:
    """A line to a scheduler; belongs to one thread.

    Args:
        address: See `address_in_words_of_dask`.

    Raises:
        UsageError: If that is no address, or it is to be encrypted and nobody said how.
        DeviceError: If nobody answers there.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self._topic = f"lowlight-{uuid4().hex}"
        where: dict[str, Any] = address_in_words_of_dask(address)
        if address.startswith("tls:"):
            _check_certificates(address)
        # What they say, our sentences say.
        for name in ("distributed", "distributed.client", "distributed.core"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        try:
            with dask.config.set(_QUIET):
                self._client = Client(
                    **where, timeout=_CONNECT_S, set_as_default=False, name="lowlight"
                )
        except TypeError as error:  # a scheduler file that wants encryption
            raise _no_certificates(address, error) from error
        except (OSError, ValueError) as error:
            raise DeviceError(
                f"No cluster answers at {address} ({_cause(error)}). "
                "Is `dask scheduler` running there, and does the network let you through?"
            ) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(Exception):  # whatever it is, nobody can do anything about it any more
            self._client.close(timeout=_CLOSE_S)

    @property
    def topic(self) -> str:
        """Where tasks tell how far they are."""
        return self._topic

    def listen(self, told: Callable[[int, float], None]) -> None:
        """Have told, in another thread, how far photos are: number, and 0 to 1."""

        def tell(event: tuple[float, Sequence[Any]]) -> None:
            number, fraction = event[1]
            told(int(number), float(fraction))

        self._client.subscribe_topic(self._topic, tell)

    def threads(self) -> Mapping[str, int]:
        """How many photos each machine takes at once, by the machine's address.

        Raises:
            DeviceError: If the scheduler has gone.
        """
        if self._client.status != "running":
            raise self.lost()
        try:
            return cast("Mapping[str, int]", self._client.nthreads())
        except (OSError, TimeoutError, CancelledError) as error:
            raise self.lost() from error

    def standings(self, machines: Iterable[str]) -> dict[str, Standing | Exception]:
        """What machines have; an error for one that has no Lowlight, or has just gone.

        Raises:
            DeviceError: If the scheduler has gone, or knows nothing of Lowlight.
        """
        try:
            said = self._client.run(standing, workers=list(machines), on_error="return")
        except (OSError, TimeoutError, CancelledError) as error:
            raise self.lost() from error
        return cast("dict[str, Standing | Exception]", said)

    def check_scheduler(self) -> None:
        """See that the scheduler can pass tasks on.

        Raises:
            DeviceError: If it has no Lowlight.
        """
        try:
            self._client.run_on_scheduler(standing)
        except (OSError, TimeoutError, CancelledError) as error:
            raise self.lost() from error
        except (ImportError, AttributeError) as error:
            raise DeviceError(
                f"The scheduler at {self.address} has no Lowlight, or another one than this "
                "machine. Install the same version there."
            ) from error

    def submit(self, task: Task, machines: Sequence[str] | None) -> Future[Answer]:
        """Give a photo away.

        Args:
            task: The photo.
            machines: Which may do it; None: any.
        """
        with dask.config.set(_QUIET):
            return self._client.submit(
                do,
                task,
                key=f"lowlight-{task.number}-{uuid4().hex}",
                pure=False,
                workers=machines,
                priority=-task.number,
            )

    def answer(self, future: Future[Answer]) -> Answer:
        """What became of a photo whose future is over; it is forgotten there.

        Raises:
            KilledMachines: If several machines died while they had it.
            DeviceError: If the scheduler has gone.
            Exception: What nobody has foreseen.
        """
        try:
            return future.result()
        except KilledWorker as error:
            raise KilledMachines from error
        except (CancelledError, OSError, TimeoutError) as error:
            raise self.lost() from error
        finally:
            future.release()

    def lost(self) -> DeviceError:
        """The sentence for a scheduler that has gone."""
        return DeviceError(
            f"The cluster at {self.address} does not answer any more. What is done is done; "
            "the same command goes on with the rest."
        )


def _check_certificates(address: str) -> None:
    """See that Dask knows some: its client would only say so after half a minute."""
    try:
        known = Security().get_connection_args("client").get("ssl_context")
    except (OSError, ValueError) as error:
        raise _no_certificates(address, error) from error
    if known is None:
        raise _no_certificates(address, "no certificates are named")


def _no_certificates(address: str, cause: object) -> UsageError:
    return UsageError(
        f"The line to {address} cannot be encrypted ({cause}). docs/cluster.md says where Dask "
        "looks for certificates."
    )


def _cause(error: Exception) -> str:
    cause: BaseException = error
    while cause.__cause__ is not None:
        cause = cause.__cause__
    match cause:
        case socket.gaierror():
            return "there is no such host"
        case ConnectionRefusedError():
            return "nobody listens there"
        case TimeoutError():
            return "no answer in time"
        case _:
            return str(cause).splitlines()[0] if str(cause) else type(cause).__name__
