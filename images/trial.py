"""Who looks at a file that a stranger may have made? A process of its own, with little memory and little time.

It is begun when the first file comes and judges one after the other; it reads a length and the bytes, and answers with
a line of JSON. One that takes too long is ended, one that dies is replaced, and the file that it died of is refused.

    python -m images.trial
"""

import json
import os
import resource
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, Any

from images.judging import Judged, Refused, judge

MOST_MEMORY = 1536 * 1024 * 1024
"""Bytes of addresses: Pillow and its decoders take some before any picture; 60 million pixels of PNG, 240 MB."""

MOST_SECONDS = 20.0
FILES_EACH = 200
"""After so many a new process is begun, so that no leak of a decoder grows."""

HOME = Path(__file__).resolve().parent.parent
TOO_LONG = "This picture takes too long to read."
DIED = "This picture cannot be read: the reading program gave up on it."


class Trial:
    """One process at a time, for all threads of this one."""

    def __init__(self, seconds: float = MOST_SECONDS) -> None:
        self.seconds = seconds
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._judged = 0

    def judge(self, content: bytes) -> Judged:
        """As `judging.judge`, within bounded time and memory. Raises Refused."""
        with self._turn:
            answer = self._ask(content)
        if "refused" in answer:
            raise Refused(answer["refused"])
        return Judged(*answer["judged"])

    def end(self) -> None:
        process, self._process = self._process, None
        if process is not None and self._owner == os.getpid():
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()

    def _ask(self, content: bytes) -> dict[str, Any]:
        process = self._begun()
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(self.seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            assert process.stdin is not None and process.stdout is not None  # noqa: S101 - both are pipes
            process.stdin.write(len(content).to_bytes(8, "big") + content)
            process.stdin.flush()
            line = process.stdout.readline()
            answer: dict[str, Any] = json.loads(line)
        except (OSError, ValueError):
            self.end()
            return {"refused": TOO_LONG if late.is_set() else DIED}
        finally:
            timer.cancel()
        self._judged += 1
        return answer

    def _begun(self) -> "subprocess.Popen[bytes]":
        if self._owner != os.getpid():  # a server that forks: what its parent began is not this one's
            self._process = None
        if self._process is not None and (self._process.poll() is not None or self._judged >= FILES_EACH):
            self.end()
        if self._process is None:
            command = [sys.executable, "-m", "images.trial"]
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                command, cwd=HOME, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
            self._owner, self._judged = os.getpid(), 0
        return self._process


def answer(content: bytes) -> dict[str, Any]:
    try:
        return {"judged": judge(content)}
    except Refused as refusal:
        return {"refused": str(refusal)}


def serve(questions: IO[bytes], answers: IO[bytes]) -> None:
    """Judge what comes until nothing comes any more."""
    while len(head := questions.read(8)) == 8:
        answers.write(json.dumps(answer(questions.read(int.from_bytes(head, "big")))).encode() + b"\n")
        answers.flush()


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    serve(sys.stdin.buffer, sys.stdout.buffer)
