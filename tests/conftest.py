"""The clock, the client and the stage on which every test plays."""

import gc
import os
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from hypothesis import HealthCheck, settings

from newsroom import imprint, memory, missed
from newsroom.changes import watch
from newsroom.memory import Kept
from newsroom.models import Imprint
from tests.factories import NOON, make_chief, make_editor

gc.set_threshold(100_000, 50, 50)  # a tenth of the time went into looking for garbage
settings.register_profile("default", deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", settings.get_profile("default"), max_examples=600)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

FAST_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory):
    """SQLite's tests run on a file, as the newsroom does: threads then meet real locks. Each worker has its own."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


class Clock:
    """The hour, chosen by the test."""

    def __init__(self, traveller):
        self._traveller = traveller
        self.now = NOON

    def advance(self, **by):
        self.set(self.now + timedelta(**by))

    def set(self, moment):
        self.now = moment
        self._traveller.move_to(moment)

    def ahead(self, **by):
        return self.now + timedelta(**by)


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield Clock(traveller)


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path):
    """Pictures and static files of a test lie in a folder of its own, and passwords hash fast."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PASSWORD_HASHERS = FAST_HASHERS
    settings.ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
    settings.SITE_URL = "http://testserver"


@pytest.fixture(autouse=True)
def fresh_memory(monkeypatch):
    """No test knows what another one read. Nobody else changes its database, so nothing is looked for; and what it
    reads is true as long as it runs, so that is kept, though all of it is one transaction."""
    watch.forget()
    missed.waiting.forget()
    monkeypatch.setattr(imprint.written, "_kept", Kept(Imprint(), watch.turn))  # nothing is written: not to be asked
    monkeypatch.setattr(watch, "look", lambda: watch.turn)
    monkeypatch.setattr(memory, "may_keep", lambda: True)


@pytest.fixture
def in_kyiv(settings):
    """The newsroom's clocks, where a test names their hours or a day on which they change."""
    settings.TIME_ZONE = "Europe/Kyiv"


# Who is often at the desk


@pytest.fixture
def olha(client):
    """An editor who has signed in."""
    user = make_editor("olha")
    client.force_login(user)
    return user


@pytest.fixture
def chief(clock):
    return make_chief("ihor")


@pytest.fixture
def desk(client, chief):
    """The client, signed in as the chief."""
    client.force_login(chief)
    return client
