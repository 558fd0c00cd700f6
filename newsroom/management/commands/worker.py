"""Runs a worker: it announces what went live, and sends the mail that is owed."""

import logging
import os
import signal
import socket
import threading
from typing import Any

from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError, connection

from newsroom.worker import Worker

logger = logging.getLogger(__name__)
LONGEST_PATIENCE = 30.0  # seconds


class Command(BaseCommand):
    help = (
        "Announce what went live and send the mail that is owed, until stopped. Any number may run; each may be killed "
        "at any moment. Publishing needs none: the clock does it."
    )

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due now, and leave")
        parser.add_argument("--interval", type=float, default=1.0, help="seconds between two rounds (1)")
        parser.add_argument(
            "--while", type=int, dest="parent", metavar="PID", help="leave when the process that began it, PID, is gone"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        connection.settings_dict.get("OPTIONS", {}).pop("pool", None)  # one connection is all a worker needs
        stopping = threading.Event()
        worker = Worker(f"{socket.gethostname()}:{os.getpid()}", stopping=stopping)
        if options["once"]:
            worker.round()
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopping.set())
        parent = options["parent"]
        away = 0
        while not stopping.is_set() and parent in {None, os.getppid()}:
            away = 0 if self._round(worker, first_trouble=not away) else away + 1
            stopping.wait(min(options["interval"] * 2**away, LONGEST_PATIENCE))

    def _round(self, worker: Worker, *, first_trouble: bool) -> bool:
        """Do one round. Trouble is said once, until a round goes well again."""
        try:
            worker.round()
        except (OperationalError, InterfaceError) as error:
            if first_trouble:
                logger.error("The database is away (%s). Waiting for it.", " ".join(str(error).split()))
        except Exception:  # whatever it is, the next round may go well, and what is owed stays owed
            if first_trouble:
                logger.exception("A round of the worker failed. Going on.")
        else:
            if not first_trouble:
                logger.warning("All is well again.")
            return True
        connection.close()
        return False
