"""Hand bytes to another process without sending them: both see the same memory.

The memory has no name in any file system, so nothing is left behind whichever side is killed: the
kernel frees it with the last process that has it. POSIX sends a file descriptor through the
connection; Linux takes it from `memfd_create`, others use a temporary file that is deleted while
open, and so does Linux for a very large photo (`photo/room.py`). Windows names a section of its
page file, which lives as long as somebody has it open.
"""

import mmap
import os
import sys
from multiprocessing.connection import Connection

if sys.platform == "win32":
    import uuid

    def lend(connection: Connection, content: memoryview) -> None:
        """Give a copy of `content`, which is not empty, to the other side, which calls `borrow`."""
        name = f"lowlight-{uuid.uuid4()}"
        with mmap.mmap(-1, content.nbytes, tagname=name) as memory:
            memory[:] = content
            connection.send_bytes(name.encode())
            connection.recv_bytes()  # it must stay open until the other side has opened it

    def borrow(connection: Connection, size_bytes: int) -> mmap.mmap:
        """What the other side lends; it is freed with the last array that looks at it."""
        name = connection.recv_bytes().decode()
        memory = mmap.mmap(-1, size_bytes, tagname=name, access=mmap.ACCESS_READ)
        connection.send_bytes(b"open")
        return memory

else:
    import tempfile
    from multiprocessing.reduction import recv_handle, send_handle
    from typing import BinaryIO, cast

    from lowlight_desktop.photo.room import belongs_on_disk, descriptor_of, folder_for_large

    def lend(connection: Connection, content: memoryview) -> None:
        """Give `content`, which is not empty, to the other side, which calls `borrow`.

        What lies in a room that can be shown is not copied.
        """
        if (shown := descriptor_of(content)) is not None:
            send_handle(connection, shown, os.getppid())
            return
        with _nameless_file(content.nbytes) as file:
            file.write(content)  # faster than through a map, whose pages are zeroed first
            file.flush()
            send_handle(connection, file.fileno(), os.getppid())

    def borrow(connection: Connection, size_bytes: int) -> mmap.mmap:
        """What the other side lends; it is freed with the last array that looks at it."""
        descriptor = recv_handle(connection)
        try:
            return mmap.mmap(descriptor, size_bytes, access=mmap.ACCESS_READ)
        finally:
            os.close(descriptor)  # the map has one of its own

    def _nameless_file(size_bytes: int) -> BinaryIO:
        if sys.platform == "linux" and not belongs_on_disk(size_bytes):
            return os.fdopen(os.memfd_create("lowlight-pixels"), "wb")
        return cast("BinaryIO", tempfile.TemporaryFile(dir=folder_for_large()))
