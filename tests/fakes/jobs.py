"""Functions that worker processes of the tests run; they are found by name, so they have a module."""

from __future__ import annotations

import os
import signal
import sys
import time

from stetmark.errors import DataError


def make_square():
    """Squares, some of them slowly."""

    def square(n: int) -> int:
        time.sleep(0.003 * (n % 3))
        return n * n

    return square


def make_choosy():
    """Refuses five with an error of ours, six with another."""

    def choosy(n: int) -> int:
        if n == 5:
            raise DataError("five is not wanted", path="five.txt", line=5, hint="leave it out")
        if n == 6:
            raise KeyError(n)
        return n

    return choosy


def make_echo():
    """Gives back what it gets."""
    return bytes


def make_dying():
    """Dies at the third task."""

    def dying(n: int) -> int:
        if n == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        return n

    return dying


def make_broken():
    """Cannot be made."""
    raise DataError("the items cannot be read")


def make_slow():
    """Takes an hour: whoever waits for it is found to hang."""

    def slow(n: int) -> int:
        time.sleep(3600)
        return n

    return slow


def make_chatty():
    """Prints and reads beside its work, as a library may."""

    def chatty(n: int) -> str:
        print("so many words", n, flush=True)
        os.system("echo and a program, too")
        return sys.stdin.read()

    return chatty
