"""Looks at a server's system calls with strace, and makes them fail or wait, from some moment to another."""

import contextlib
import os
import shutil
import signal
import subprocess
import time


def strace_works():
    return shutil.which("strace") and subprocess.run(["strace", "-qq", "-o", "/dev/null", "true"], capture_output=True).returncode == 0


def is_traced(pid):
    """Whether every thread is."""
    threads = os.listdir(f"/proc/{pid}/task")
    lines = [open(f"/proc/{pid}/task/{thread}/status", encoding="ascii").read() for thread in threads]
    return not any("TracerPid:\t0\n" in text for text in lines)


@contextlib.contextmanager
def traced(server, *options):
    """Under strace with these options, then not any more. The server goes on."""
    strace = subprocess.Popen(["strace", "-f", "-qq", "-p", str(server.pid()), *options])
    try:
        while not is_traced(server.pid()):
            if strace.poll() is not None:
                raise RuntimeError("strace may not look at the server")
            time.sleep(0.01)
        yield
    finally:
        strace.send_signal(signal.SIGINT)
        strace.wait(timeout=60)


def broken_disk(server):
    """No sync of the server comes back well."""
    return traced(server, "-o", "/dev/null", "-e", "trace=fdatasync,fsync", "-e", "inject=fdatasync,fsync:error=EIO")
