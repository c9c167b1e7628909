"""Fixtures: real processes of the built program, in directories of their own, on free ports."""

import pytest

from postroom import Postroom


@pytest.fixture
def start(tmp_path):
    """Starts `postroom dev`; every process it started is gone when the test ends."""
    running = []

    def start_postroom(*arguments, data=None, **options):
        postroom = Postroom(data or tmp_path / "data", *arguments, **options)
        running.append(postroom)
        return postroom

    yield start_postroom
    for postroom in running:
        postroom.kill()


@pytest.fixture
def postroom(start):
    """A Postroom as `make run` starts it: it takes mail for any address."""
    return start("--catch-all")
