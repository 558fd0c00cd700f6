"""How does a test's server come to rest? A page that closes still sends what its form holds, and no test waits for
that; an answer that is being made while the next test's tables are emptied meets a deadlock, or the next test's data.
"""

import threading

WAIT = 30
"""Seconds within which a request that has begun must end."""


class Gate:
    """A WSGI application in front of the server's own: open during a test, closed between tests."""

    def __init__(self, application):
        self._application = application
        self._inside = 0
        self._open = False
        self._change = threading.Condition()

    def open(self):
        with self._change:
            self._open = True

    def close(self):
        """Let nobody in any more, and wait until all who are inside have left."""
        with self._change:
            self._open = False
            if not self._change.wait_for(lambda: self._inside == 0, timeout=WAIT):
                raise AssertionError(f"{self._inside} requests have not ended within {WAIT} seconds.")

    def __call__(self, environ, start_response):
        with self._change:
            if not self._open:
                start_response("503 Service Unavailable", [("Content-Length", "0"), ("Connection", "close")])
                return []
            self._inside += 1
        try:
            answer = self._application(environ, start_response)
        except BaseException:
            self._leave()
            raise
        return Answer(answer, self._leave)

    def _leave(self):
        with self._change:
            self._inside -= 1
            self._change.notify_all()


class Answer:
    """A response that says when it has been sent and closed."""

    def __init__(self, answer, leave):
        self._answer = answer
        self._leave = leave

    def __iter__(self):
        return iter(self._answer)

    def close(self):
        try:
            if hasattr(self._answer, "close"):
                self._answer.close()
        finally:
            self._leave()
