"""Jobs run elsewhere and come back on the GUI thread, as results or as errors."""

import threading

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from kiosk.jobs import Err, Ok, ThreadJobRunner


@pytest.fixture
def jobs(qapp):
    runner = ThreadJobRunner()
    yield runner
    runner.close()


def test_result_arrives_on_the_calling_thread(jobs, qtbot):
    seen = []
    jobs.run(threading.get_ident, lambda result: seen.append((result, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(seen))
    (result, thread) = seen[0]
    assert thread == threading.get_ident()
    assert isinstance(result, Ok)
    assert result.value != thread


def test_error_is_handed_over(jobs, qtbot):
    seen = []

    def fail():
        raise KeyError("x")

    jobs.run(fail, seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert isinstance(seen[0], Err)
    assert isinstance(seen[0].error, KeyError)


def test_nothing_arrives_after_close(qapp):
    runner = ThreadJobRunner()
    gate, seen = threading.Event(), []
    runner.run(lambda: gate.wait(5), seen.append)
    gate.set()
    runner.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.MetaCall.value)
    QCoreApplication.processEvents()
    assert seen == []
