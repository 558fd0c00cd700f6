"""Do several real workers share the work, and what if one is killed? Real processes, a real mail server."""

import collections
import os
import re
import signal
import socketserver
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection
from django.db.models import F
from django.utils import timezone

from newsroom import mail
from newsroom.models import Announcement, Heartbeat

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

HOME = Path(__file__).resolve().parent.parent
PATIENCE = 60  # seconds


class MailServer(socketserver.ThreadingTCPServer):
    """Takes letters and counts them by their Message-ID; holds on in the middle of those to slow@."""

    allow_reuse_address = daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.taken = collections.Counter()
        self.holding = threading.Event()
        self.go_on = threading.Event()

    @property
    def port(self):
        return self.server_address[1]


class Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        self.say("220 at your service")
        to = ""
        for line in self.rfile:
            command = line.decode().strip()
            word = command[:4].upper()
            if word == "QUIT":
                return self.say("221 goodbye")
            to = command if word == "RCPT" else to
            if word != "DATA":
                self.say("250 well")
                continue
            self.say("354 go on")
            letter = b"".join(iter(self.rfile.readline, b".\r\n")).decode()
            if "slow@" in to and not self.server.go_on.is_set():
                self.server.holding.set()
                self.server.go_on.wait(PATIENCE)
            self.server.taken[re.search(r"Message-ID: (\S+)", letter, re.IGNORECASE)[1]] += 1
            self.say("250 taken")
        return None

    def say(self, words):
        self.wfile.write(f"{words}\r\n".encode())


@pytest.fixture
def mail_server():
    with MailServer() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.go_on.set()
        server.shutdown()


@pytest.fixture
def start_worker(mail_server):
    """Begin a worker as a process of its own, on the database of this test."""
    facts = connection.settings_dict
    address = f"sqlite:///{quote(str(facts['NAME']))}"
    if connection.vendor == "postgresql":
        password = f":{quote(facts['PASSWORD'])}" if facts["PASSWORD"] else ""
        address = f"postgres://{facts['USER']}{password}@{facts['HOST']}:{facts['PORT']}/{facts['NAME']}"
    environment = os.environ | {
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "tests.worker_settings",
        "MAIL_PORT": str(mail_server.port),
    }
    begun = []

    def start(*options):
        command = [sys.executable, "manage.py", "worker", *options]
        begun.append(subprocess.Popen(command, cwd=HOME, env=environment, stderr=subprocess.PIPE, text=True))
        return begun[-1]

    yield start
    for process in begun:
        process.kill()
        process.communicate()


def owe(*names):
    letters = [mail.Letter(name, f"{name}@example.org", f"To {name}", "Words") for name in names]
    at = timezone.now()
    Announcement.objects.bulk_create(
        Announcement(consumer="mail", key=one.key, payload=owed.payload, due_at=at, retry_at=at)
        for one, owed in ((letter, mail._owed(letter)) for letter in letters)
    )


def until(true):
    """Wait for what other processes bring about."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "It did not come about."
        time.sleep(0.05)


def all_told():
    return not Announcement.objects.filter(done_at=None).exists()


def test_two_workers_tell_two_hundred_things_once_each(start_worker, mail_server):
    owe(*(f"n{number}" for number in range(200)))
    first, second = start_worker(), start_worker()
    until(all_told)
    assert len(mail_server.taken) == 200
    assert set(mail_server.taken.values()) == {1}
    until(lambda: Heartbeat.objects.count() == 2)
    for worker in (first, second):
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(PATIENCE) == 0
        assert worker.stderr.read() == ""


def test_what_a_killed_worker_was_at_is_told_by_another_once_the_lease_is_over(start_worker, mail_server):
    owe("slow", "other")
    worker = start_worker()
    assert mail_server.holding.wait(PATIENCE)
    worker.kill()
    worker.wait(PATIENCE)
    start_worker("--once").wait(PATIENCE)
    assert list(Announcement.objects.filter(done_at=None).values_list("key", flat=True)) == ["slow"]
    lease = Announcement.objects.get(key="slow").leased_until
    assert timedelta(minutes=4) < lease - timezone.now() <= timedelta(minutes=5)
    Announcement.objects.filter(key="slow").update(retry_at=F("retry_at") - timedelta(minutes=5))  # the lease is over
    mail_server.go_on.set()
    start_worker("--once").wait(PATIENCE)
    assert all_told()
    # the server had the whole letter when the worker died: one letter twice is what "at least once" means
    assert len(mail_server.taken) == 2


def test_a_worker_that_is_asked_to_stop_ends_its_piece_first(start_worker, mail_server):
    owe("slow", "other")
    worker = start_worker()
    assert mail_server.holding.wait(PATIENCE)
    worker.send_signal(signal.SIGTERM)
    mail_server.go_on.set()
    assert worker.wait(PATIENCE) == 0
    told = {row.key: row.done_at is not None for row in Announcement.objects.all()}
    assert told == {"slow": True, "other": False}


def test_a_worker_leaves_when_the_process_that_began_it_is_gone(start_worker):
    worker = start_worker("--while", "1")
    assert worker.wait(PATIENCE) == 0
