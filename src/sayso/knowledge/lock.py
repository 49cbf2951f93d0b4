"""A lock between processes, held on a file."""

import os
import sys
from pathlib import Path
from types import TracebackType
from typing import Self


class Lock:
    """Hold an exclusive lock on a file while the block runs, waiting for whoever holds it.

    The operating system lets go of it when the process ends, however it ends: a process that died
    blocks nobody. The file itself stays. Raises :class:`OSError` where it cannot be made.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle = -1

    def __enter__(self) -> Self:
        self._handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        _acquire(self._handle)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.close(self._handle)


if sys.platform == "win32":
    import msvcrt
    import time

    def _acquire(handle: int) -> None:
        while True:
            try:
                msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
                return
            except OSError:
                time.sleep(0.1)
else:
    import fcntl

    def _acquire(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX)
