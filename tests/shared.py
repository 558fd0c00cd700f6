"""What is costly to build is built once for a class or module of tests; what each of them changes is rolled back."""

from contextlib import contextmanager

import time_machine
from django.db import transaction
from django.test import override_settings

from tests.conftest import FAST_HASHERS, NOON


@contextmanager
def built_once(blocker, folder, build):
    """Call `build` at noon and give what it returns; all of it is undone at the end. Pictures lie in `folder`.

    For a fixture of wider scope that also asks for `django_db_setup`. Its tests run within its transaction.
    """
    with blocker.unblock():
        around = transaction.atomic()
        around.__enter__()
        with time_machine.travel(NOON, tick=False), override_settings(MEDIA_ROOT=folder, PASSWORD_HASHERS=FAST_HASHERS):
            built = build()
    yield built
    with blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)
