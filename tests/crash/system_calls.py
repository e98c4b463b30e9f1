"""The calls by which a process changes files, held up by the kernel (Linux, x86-64) until they are answered.

A filter (seccomp, see ``man 2 seccomp_unotify``) stops every such call of a process and its threads, the
database's own among them, and asks the process that watches: go on, fail with an error, or nothing more.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import platform
import struct
import sys
from dataclasses import dataclass
from pathlib import Path

CAN_WATCH = sys.platform == "linux" and platform.machine() == "x86_64"

# Calls that write by a handle: one above the standard streams, or the officer would not hear of it.
_BY_HANDLE = {1: "write", 18: "pwrite64", 20: "writev", 296: "pwritev", 77: "ftruncate", 285: "fallocate"}
_FLUSHES = {74: "fsync", 75: "fdatasync"}
# Calls that take a path.
_BY_PATH = {
    76: "truncate",
    82: "rename",
    83: "mkdir",
    84: "rmdir",
    85: "creat",
    86: "link",
    87: "unlink",
    88: "symlink",
    90: "chmod",
    258: "mkdirat",
    263: "unlinkat",
    264: "renameat",
    265: "linkat",
    266: "symlinkat",
    268: "fchmodat",
    316: "renameat2",
}
_COPIES = {40: "sendfile", 326: "copy_file_range"}  # the handle written to is the first, or the third
_OPENS = {2: 1, 257: 2}  # open and openat: the argument that holds the flags
_NAMES = _BY_HANDLE | _FLUSHES | _BY_PATH | _COPIES | {2: "open", 257: "openat"}
_TO_WRITE = os.O_CREAT | os.O_WRONLY | os.O_RDWR | os.O_TRUNC

_ALLOW, _ASK = 0x7FFF0000, 0x7FC00000
_LOAD, _EQUAL, _ANY_BIT, _ABOVE, _RETURN = 0x20, 0x15, 0x45, 0x25, 0x06
_X86_64 = 0xC000003E
_RECEIVE, _ANSWER = 0xC0502100, 0xC0182101
_CONTINUE = 1
_NOTICE_BYTES, _SECCOMP, _NO_NEW_PRIVILEGES = 80, 317, 38


@dataclass(frozen=True)
class Call:
    """A call that waits for an answer. ``path`` is of the file it is about, where that can be told."""

    id: int
    name: str
    path: str

    @property
    def takes_a_path(self) -> bool:
        """Whether a missing right may refuse it: the right to write is asked when a file is opened."""
        return self.name in _BY_PATH.values() or self.name in ("open", "openat")


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def hold_up_calls() -> int:
    """Have every further call of this process and its threads asked about; return the handle to ask on.

    Raises:
        OSError: the kernel has no such filter.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    code = _filter()
    program = _Program(len(code) // 8, code)
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl")
    handle: int = libc.syscall(_SECCOMP, 1, 8, ctypes.byref(program))
    if handle < 0:
        raise OSError(ctypes.get_errno(), "seccomp")
    return handle


def next_call(handle: int) -> Call | None:
    """Return the next call that waits; None when its process is gone."""
    notice = bytearray(_NOTICE_BYTES)
    try:
        fcntl.ioctl(handle, _RECEIVE, notice)
    except OSError:
        return None
    identity, process, _, number = struct.unpack_from("<QIIi", notice)
    arguments = struct.unpack_from("<6Q", notice, 32)
    return Call(identity, _NAMES.get(number, str(number)), _path(process, number, arguments))


def answer(handle: int, call: Call, error: int = 0) -> None:
    """Let a call go on, or have it fail with an error."""
    reply = struct.pack("<QqiI", call.id, 0, -error, 0 if error else _CONTINUE)
    try:
        fcntl.ioctl(handle, _ANSWER, bytearray(reply))
    except FileNotFoundError:
        return  # its process ended while it waited


def _filter() -> bytes:
    """Return the filter: x86-64 calls of the tables above wait, every other goes on."""
    lines: list[tuple[int, int, int, int]] = [
        (_LOAD, 0, 0, 4),
        (_EQUAL, 1, 0, _X86_64),
        (_RETURN, 0, 0, _ALLOW),
        (_LOAD, 0, 0, 0),
    ]
    for number in (*_BY_PATH, *_FLUSHES, *_COPIES):
        lines += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _ASK)]
    for number, place in _OPENS.items():
        lines += [(_EQUAL, 0, 4, number), (_LOAD, 0, 0, 16 + 8 * place), (_ANY_BIT, 0, 1, _TO_WRITE)]
        lines += [(_RETURN, 0, 0, _ASK), (_RETURN, 0, 0, _ALLOW)]
    for number in _BY_HANDLE:
        lines += [(_EQUAL, 0, 4, number), (_LOAD, 0, 0, 16), (_ABOVE, 0, 1, 2)]
        lines += [(_RETURN, 0, 0, _ASK), (_RETURN, 0, 0, _ALLOW)]
    lines.append((_RETURN, 0, 0, _ALLOW))
    return b"".join(struct.pack("<HBBI", *line) for line in lines)


def _path(process: int, number: int, arguments: tuple[int, ...]) -> str:
    try:
        if number in _BY_HANDLE or number in _FLUSHES or number in _COPIES:
            handle = arguments[2] if number == 326 else arguments[0]
            return os.readlink(f"/proc/{process}/fd/{handle & 0xFFFFFFFF}")  # noqa: PTH115
        place = 1 if _NAMES[number].endswith(("at", "at2")) else 0
        with Path(f"/proc/{process}/mem").open("rb", buffering=0) as memory:
            memory.seek(arguments[place])
            return os.fsdecode(memory.read(4096).split(b"\0")[0])
    except (OSError, ValueError, OverflowError):
        return ""
