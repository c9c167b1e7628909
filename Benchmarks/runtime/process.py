"""Starts processes as Lambda would, and says what they cost."""

import ctypes
import os
import signal
import time
from contextlib import contextmanager
from dataclasses import dataclass

from runtime_api import RuntimeAPI

PATIENCE = 60  # seconds for one run

# What Lambda sets, and no more: a proxy, a CA file or a PYTHONPATH of this shell would be measured too. LD_LIBRARY_PATH is left out: its
# directories are Lambda's.
LAMBDA = {
    "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE",
    "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "AWS_SESSION_TOKEN": "token",
    "AWS_REGION": "eu-west-1",
    "AWS_DEFAULT_REGION": "eu-west-1",
    "AWS_LAMBDA_FUNCTION_NAME": "bench",
    "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "128",
    "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
    "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/bench",
    "AWS_LAMBDA_LOG_STREAM_NAME": "2026/11/21/[$LATEST]bench",
    "LANG": "en_US.UTF-8",
    "PATH": "/usr/local/bin:/usr/bin:/bin",
    "TZ": ":UTC",
    "_HANDLER": "handler",
}


class Failed(Exception):
    """A process that did not do its work; why."""


class Process:
    """A process whose output goes nowhere, unless somebody wants to see it."""

    show_output = False

    def __init__(self, command, environment):
        actions = [(os.POSIX_SPAWN_OPEN, 0, "/dev/null", os.O_RDONLY, 0)]
        if not Process.show_output:
            actions += [(os.POSIX_SPAWN_OPEN, number, "/dev/null", os.O_WRONLY, 0) for number in (1, 2)]
        command = list(map(str, command))
        self.started = time.perf_counter_ns()
        self.pid = os.posix_spawn(command[0], command, {**LAMBDA, **environment}, file_actions=actions)

    def cpu(self):
        """What all its threads used, those that ended too, in ns. /proc counts in ticks of 10 ms."""
        return time.clock_gettime_ns(cpu_clock(self.pid))

    def peak(self):
        return peak(self.pid)

    def has_ended(self):
        return os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None

    def wait(self):
        """Waits for its end; the exit code."""
        return os.waitstatus_to_exitcode(os.wait4(self.pid, 0)[1])

    def kill(self):
        os.kill(self.pid, signal.SIGKILL)
        return self.wait()


def cpu_clock(pid):
    """The number of a process's CPU clock, as clock_getcpuclockid(3) makes it."""
    return (~pid << 3) | 2


def peak(pid):
    """The most memory that was resident, in MB. wait4's ru_maxrss would be the harness's own where that is larger: a spawned process takes it
    over from the one that spawned it."""
    with open(f"/proc/{pid}/status") as file:
        for line in file:
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return None


@contextmanager
def one_processor():
    """The harness and what it starts share one processor: a wake-up is then a switch on the same one, and not a matter of luck."""
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(allowed)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, allowed)


@dataclass
class Run:
    """What a run of a function showed. Times in ns."""

    start: int
    """From spawn to the first `/next`."""
    latencies: list
    """Each invocation: from before the event is sent to when the head of the answer is there."""
    peak: float
    """MB."""
    cpu: int | None
    """Of all invocations from `mark` on."""


def serve(command, environment, event, count, mark=None):
    """Runs a function for a number of invocations. With `mark`, CPU is counted from that invocation on."""
    process = None
    api = RuntimeAPI(event, count, mark)
    try:
        process = Process(command, {"AWS_LAMBDA_RUNTIME_API": api.address, **environment})
        api.attach(process.cpu)
        deadline = time.monotonic() + PATIENCE
        # Woken twice a second at most: the harness shares the machine with what it measures.
        while not api.done.wait(0.5):
            if process.has_ended():
                raise Failed("it ended before its work was done")
            if time.monotonic() > deadline:
                raise Failed(f"after {PATIENCE} s it had answered {len(api.latencies)} of {count} invocations")
        if api.problem:
            raise Failed(api.problem)
        cpu = api.cpu_after - api.cpu_before if mark is not None else None
        return Run(api.first_next - process.started, api.latencies, process.peak(), cpu)
    finally:
        if process:
            process.kill()
        api.close()


def run_to_exit(command):
    """Runs a program that just exits: ns from spawn to its end."""
    process = Process(command, {})
    code = process.wait()
    elapsed = time.perf_counter_ns() - process.started
    if code != 0:
        raise Failed(f"its exit code is {code}")
    return elapsed


def peak_at_exit(command):
    """The peak of a program that just exits, in MB: it is stopped at its end, when /proc still knows. None where that is not allowed.

    To be called before there are threads: it forks."""
    traceme, cont, setoptions, event_exit, option_exit, option_kill = 0, 7, 0x4200, 6, 0x40, 0x100000
    ptrace = ctypes.CDLL(None, use_errno=True).ptrace
    ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
    pid = os.fork()
    if pid == 0:
        try:
            ptrace(traceme, 0, None, None)
            os.execve(command[0], list(map(str, command)), LAMBDA)
        finally:
            os._exit(127)
    result = None
    _, status = os.waitpid(pid, 0)
    while os.WIFSTOPPED(status):
        if status >> 8 == signal.SIGTRAP | event_exit << 8:
            result = peak(pid)
        else:
            ptrace(setoptions, pid, None, option_exit | option_kill)
        ptrace(cont, pid, None, None)
        _, status = os.waitpid(pid, 0)
    return result
