"""Does the newsroom start with what the environment says, and refuse a bad value by its name?"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from newsroom import checks

ROOT = Path(__file__).resolve().parents[1]
SHOW = """
import json, django
from django.conf import settings
django.setup()
data = settings.DATABASES["default"]
print(json.dumps({"debug": settings.DEBUG, "key": settings.SECRET_KEY, "hosts": settings.ALLOWED_HOSTS,
    "zone": settings.TIME_ZONE, "engine": data["ENGINE"], "name": str(data["NAME"]), "host": data["HOST"],
    "site": settings.SITE_URL, "secure": settings.SESSION_COOKIE_SECURE, "hsts": settings.SECURE_HSTS_SECONDS,
    "proxies": str(settings.TRUSTED_PROXIES), "invitation": settings.PASSWORD_RESET_TIMEOUT}))
"""


def start(folder, **environment):
    """Read the settings in a process of their own, with nothing in its environment but what is given."""
    given = {"PATH": os.environ["PATH"], "VAR_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    return subprocess.run(
        [sys.executable, "-c", SHOW], cwd=ROOT, env=given | environment, capture_output=True, text=True, check=False
    )


def settings_of(folder, **environment):
    result = start(folder, **environment)
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def refusal(folder, **environment):
    result = start(folder, **environment)
    assert result.returncode != 0
    return result.stderr.strip().splitlines()[-1]


PRODUCTION = {"DEBUG": "off", "SECRET_KEY": "x" * 60, "ALLOWED_HOSTS": "news.example, www.news.example"}


def test_with_nothing_set_it_is_a_development_newsroom_on_sqlite(tmp_path):
    found = settings_of(tmp_path)
    assert found["debug"]
    assert found["hosts"] == ["localhost", "127.0.0.1", "[::1]"]
    assert found["engine"] == "django.db.backends.sqlite3"
    assert found["name"] == str(tmp_path / "newsroom.sqlite3")
    assert found["zone"] == "Europe/Kyiv"


def test_the_sites_address_is_the_first_host_unless_it_is_given(tmp_path):
    assert settings_of(tmp_path)["site"] == "http://127.0.0.1:8000"
    assert settings_of(tmp_path, **PRODUCTION)["site"] == "https://news.example"
    given = settings_of(tmp_path, **PRODUCTION, SITE_URL="https://desk.example:8443/")
    assert given["site"] == "https://desk.example:8443"


@pytest.mark.parametrize("address", ["news.example", "ftp://news.example", "https://news.example/desk", "https://:x/"])
def test_what_is_no_sites_address_is_refused(tmp_path, address):
    assert "SITE_URL must be the site's address" in refusal(tmp_path, SITE_URL=address)


def test_a_checkout_makes_a_key_of_its_own_once_that_nobody_else_may_read(tmp_path):
    first, second = settings_of(tmp_path), settings_of(tmp_path)
    assert len(first["key"]) >= 50
    assert first["key"] == second["key"]
    assert (tmp_path / "development-key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("folder", ["with space", "c#", "what?", "100%20"])
def test_a_checkout_may_lie_in_a_folder_of_any_name(tmp_path, folder):
    assert settings_of(tmp_path / folder)["name"] == str(tmp_path / folder / "newsroom.sqlite3")


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS"])
@pytest.mark.parametrize("value", [None, "", " "])
def test_in_production_it_refuses_to_start_without_a_secret_and_hosts(tmp_path, name, value):
    given = {**PRODUCTION, name: value}
    sentence = refusal(tmp_path, **{key: text for key, text in given.items() if text is not None})
    assert f"{name} is missing" in sentence


def test_in_production_it_takes_what_it_is_given_and_insists_on_https(tmp_path):
    found = settings_of(tmp_path, **PRODUCTION)
    assert not found["debug"]
    assert found["hosts"] == ["news.example", "www.news.example"]
    assert found["secure"]
    assert found["hsts"] >= 31_536_000


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "maybe"),
        ("HTTPS", "2"),
        ("HTTPS_REDIRECT", "ja"),
        ("BEHIND_PROXY", "nginx"),
        ("DATABASE_POOL", "perhaps"),
        ("TIME_ZONE", "Europe/Atlantis"),
        ("TIME_ZONE", "Europe"),
        ("TIME_ZONE", "../../etc/passwd"),
        ("LOG_LEVEL", "loud"),
        ("REVISIONS_KEEP_DAYS", "0"),
        ("REVISIONS_KEEP_DAYS", "many"),
        ("REVISIONS_HOURLY_DAYS", "7"),
        ("LANGUAGE_CODE", "klingon"),
        ("TRUSTED_PROXIES", "-1"),
        ("TRUSTED_PROXIES", "100"),
        ("TRUSTED_PROXIES", "proxy.example"),
        ("TRUSTED_PROXIES", "10.0.0.0/8, 10.0.0.300"),
        ("TRUSTED_PROXIES", "10.0.0.1/8"),
        ("INVITATION_DAYS", "0"),
        ("INVITATION_DAYS", "three"),
        ("DATABASE_URL", "newsroom.sqlite3"),
        ("DATABASE_URL", "postgres://newsroom@host:port/newsroom"),
        ("DATABASE_URL", "oracle://newsroom@host/newsroom"),
        ("DATABASE_URL", "mysql://newsroom@host/newsroom"),
    ],
)
def test_a_bad_value_is_refused_by_the_name_of_its_variable(tmp_path, name, value):
    database = {"DATABASE_URL": "postgres://newsroom@host/newsroom"} if name == "DATABASE_POOL" else {}
    production = PRODUCTION | {"HTTPS": "on"} if name == "HTTPS_REDIRECT" else {}
    assert f"{name} must" in refusal(tmp_path, **{**production, **database, name: value})


def test_a_database_that_is_refused_keeps_its_password_to_itself(tmp_path):
    result = start(tmp_path, DATABASE_URL="postgres://newsroom:hunter2@host:port/newsroom")
    assert result.returncode != 0
    assert "hunter2" not in result.stderr


@pytest.mark.parametrize(
    ("address", "engine", "name", "host"),
    [
        ("postgres://newsroom:p%40ss@db.example:5433/paper", "django.db.backends.postgresql", "paper", "db.example"),
        ("postgresql://db.example/paper", "django.db.backends.postgresql", "paper", "db.example"),
        ("sqlite:////tmp/paper.sqlite3", "django.db.backends.sqlite3", "/tmp/paper.sqlite3", ""),  # noqa: S108
    ],
)
def test_the_database_is_the_one_that_its_address_names(tmp_path, address, engine, name, host):
    found = settings_of(tmp_path, DATABASE_URL=address)
    assert (found["engine"], found["name"], found["host"] or "") == (engine, name, host)


@pytest.mark.parametrize(
    ("value", "found"),
    [("", "0"), ("2", "2"), ("10.0.0.0/8, ::1", "(IPv4Network('10.0.0.0/8'), IPv6Network('::1/128'))")],
)
def test_proxies_are_believed_by_number_or_by_network(tmp_path, value, found):
    assert settings_of(tmp_path, TRUSTED_PROXIES=value)["proxies"] == found


def test_an_invitation_lives_three_days_or_as_long_as_is_said(tmp_path):
    assert settings_of(tmp_path)["invitation"] == 3 * 24 * 3600
    assert settings_of(tmp_path, INVITATION_DAYS="7")["invitation"] == 7 * 24 * 3600


@pytest.mark.parametrize(("proxies", "warned"), [(0, ["newsroom.W001"]), (1, [])])
def test_a_proxy_that_is_not_named_is_warned_of(settings, proxies, warned):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.TRUSTED_PROXIES = proxies
    assert [warning.id for warning in checks.proxies_are_named(None)] == warned
