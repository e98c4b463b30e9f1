"""Runs commands as processes of their own, each watched and, as asked, killed or refused a write.

A process of its own, which has imported everything before: a command is forked from it and begins at once,
or is started from nothing where the job says so. One job a line on standard input, its end a line back.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import select
import signal
import socket
import sys
import time
import traceback
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.crash.dated import attendctl_on
from tests.crash.system_calls import Call, answer, hold_up_calls, next_call

# Not of a disk: pipes, sockets, what the kernel shows of itself, and what lies in memory.
_NO_FILES = ("/dev/", "/proc/", "/memfd:", "pipe:", "socket:", "anon_inode:")
# What a full disk refuses for as long as it is full; to take away and to rename needs no room.
_NEEDS_ROOM = {"write", "pwrite64", "writev", "pwritev", "fallocate", "mkdir", "mkdirat"}
_NEEDS_ROOM |= {"link", "linkat", "symlink", "symlinkat", "sendfile", "copy_file_range"}


def run_job(job: dict[str, Any]) -> dict[str, Any]:
    """Run one command to its end. See ``watched.Job`` for what a job may say."""
    said, complained, learnt = (os.memfd_create(name) for name in ("out", "err", "modules"))
    here, there = socket.socketpair()
    process = os.fork()
    if not process:
        here.close()
        _be_the_command(job, said, complained, learnt, there)
    there.close()
    _, handles, _, _ = socket.recv_fds(here, 1, 1)
    here.close()
    paths, fault = _watch(handles[0], process, job)
    os.close(handles[0])
    _, status = os.waitpid(process, 0)
    ended = {
        "status": os.waitstatus_to_exitcode(status),
        "calls": len(paths),
        "with_a_path": [number for number, has_path in enumerate(paths, start=1) if has_path],
        "fault": fault,
        "out": _content(said),
        "err": _content(complained),
    }
    for name in _content(learnt).split():
        if name not in sys.modules:
            with contextlib.suppress(Exception):
                importlib.import_module(name)
    for handle in (said, complained, learnt):
        os.close(handle)
    return ended


def _be_the_command(
    job: dict[str, Any], said: int, complained: int, learnt: int, there: socket.socket
) -> None:
    status = 1
    try:
        os.chdir(job["folder"])
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(said, 1)
        os.dup2(complained, 2)
        os.environ["TMPDIR"] = job["temporary"]
        handle = hold_up_calls()
        socket.send_fds(there, [b"."], [handle])
        there.close()
        os.close(handle)
        if job["from_nothing"]:
            beside = str(Path(__file__).with_name("dated.py"))
            os.execv(sys.executable, [sys.executable, "-B", beside, job["day"], *job["words"]])
        attendctl_on(date.fromisoformat(job["day"]), job["words"])
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        names = [name for name in sys.modules if name != "__main__"]
        os.write(learnt, " ".join(names).encode())
        os._exit(status)


def _watch(handle: int, process: int, job: dict[str, Any]) -> tuple[list[bool], str]:
    """Answer every call until the process is gone; return which took a path, and where it was disturbed."""
    calls: list[bool] = []
    fault = ""
    waiting = select.poll()
    waiting.register(handle, select.POLLIN)
    until = time.monotonic() + job["kill_after"] if job["kill_after"] is not None else None
    while True:
        left = None if until is None else max(0.0, until - time.monotonic()) * 1000
        ready = waiting.poll(left)
        if not ready:
            os.kill(process, signal.SIGKILL)
            return calls, f"killed after {job['kill_after']:.3f} s"
        if not ready[0][1] & select.POLLIN:
            return calls, fault
        call = next_call(handle)
        if call is None:
            continue
        if not call.path or call.path.startswith(_NO_FILES):
            answer(handle, call)
            continue
        calls.append(call.takes_a_path)
        if len(calls) == job["kill_at"]:
            os.kill(process, signal.SIGKILL)
            return calls, f"killed before {call.name} {call.path}"
        if _is_refused(call, len(calls), job):
            fault = fault or f"refused {call.name} {call.path}"
            answer(handle, call, job["error"])
        else:
            answer(handle, call)


def _is_refused(call: Call, number: int, job: dict[str, Any]) -> bool:
    if job["fail_from"] is not None and number >= job["fail_from"]:
        return call.name in _NEEDS_ROOM or (call.name == "openat" and not Path(call.path).exists())
    return bool(number == job["fail_at"])


def _content(handle: int) -> str:
    os.lseek(handle, 0, os.SEEK_SET)
    with os.fdopen(os.dup(handle), "rb") as file:
        return file.read().decode("utf-8", "replace")


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(run_job(json.loads(line))), flush=True)
