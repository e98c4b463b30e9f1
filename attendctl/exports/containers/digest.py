"""The SHA-256 of a file, worked out beside other work."""

from __future__ import annotations

import hashlib
from threading import Thread

from attendctl.exports.containers.steady_file import CHUNK_BYTES, SteadyFile


class Digest:
    """Hashes a file in a thread of its own: hashlib and file reading let other threads run."""

    def __init__(self, file: SteadyFile) -> None:
        self._file = file
        self._hash = hashlib.sha256()
        self._fault: OSError | None = None
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            with self._file.path.open("rb") as bytes_:
                while chunk := bytes_.read(CHUNK_BYTES):
                    self._hash.update(chunk)
        except OSError as fault:
            self._fault = fault

    def hexdigest(self) -> str:
        """Wait for the end and give the 64 hexadecimal digits."""
        self._thread.join()
        if self._fault is not None:
            raise self._file.unreadable(self._fault)
        return self._hash.hexdigest()
