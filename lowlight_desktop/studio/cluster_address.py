"""Where a cluster is."""

from pathlib import Path

from lowlight_desktop.photo.errors import UsageError


def address_in_words_of_dask(address: str) -> dict[str, str]:
    """What `distributed.Client` wants to be told.

    Args:
        address: "tcp://host:port", "tls://host:port", "host:port", or the path of a scheduler file.

    Raises:
        UsageError: If it is none of these.
    """
    if Path(address).is_file():
        return {"scheduler_file": address}
    host, _, port = address.rpartition(":")
    if not host or not port.isdigit():
        raise UsageError(
            "--cluster takes the address of a scheduler, as tcp://host:8786, or its scheduler "
            f"file, not {address!r}."
        )
    return {"address": address if "://" in address else f"tcp://{address}"}
