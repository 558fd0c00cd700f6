"""Does a phone get what it needs to install the paper, and is keeping pages easy to switch off?"""

import json
import re

import pytest
from django.contrib.staticfiles import finders
from PIL import Image

from tests.factories import make_live

pytestmark = pytest.mark.django_db


def test_the_manifest_names_the_paper_in_its_language_and_has_icons_that_exist(client, clock, settings):
    settings.SITE_NAME, settings.LANGUAGE_CODE = "Велминський кур’єр", "uk"
    answer = client.get("/manifest.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    data = json.loads(answer.content)
    assert (data["name"], data["lang"], data["start_url"], data["scope"]) == ("Велминський кур’єр", "uk", "/", "/")
    assert data["shortcuts"] == [{"name": "Стрічка новин", "url": "/feed/"}]
    assert {icon["purpose"] for icon in data["icons"]} == {"any", "maskable"}
    for icon in data["icons"]:
        with Image.open(finders.find(icon["src"].removeprefix("/static/"))) as picture:
            assert f"{picture.width}x{picture.height}" == icon["sizes"]


def test_the_worker_keeps_files_that_exist_and_is_asked_about_each_time(client, clock):
    answer = client.get("/service-worker.js")
    assert answer["Content-Type"] == "text/javascript"
    assert answer["Cache-Control"] == "no-cache"
    assert "worker-src 'self'" in answer["Content-Security-Policy"]
    code = answer.content.decode()
    shell = re.search(r"SHELL = \[(.*?)\]", code).group(1)
    files = re.findall(r'"/static/([^"]+)"', shell)
    assert "site/site.css" in files
    assert [name for name in files if not finders.find(name)] == []
    assert re.search(r'"paper-[0-9a-f]{12}"', code)


def test_every_script_of_a_page_is_part_of_the_shell(client, clock):
    code = client.get("/service-worker.js").content.decode()
    for address in re.findall(r'<script type="module" src="([^"]+)"', client.get("/").content.decode()):
        assert f'"{address}"' in code


def test_switched_off_the_worker_removes_itself_and_pages_register_none(client, clock, settings):
    make_live(slug="flood", at=clock.now)
    assert "data-worker" in client.get("/articles/flood/").content.decode()
    settings.OFFLINE_READING = False
    code = client.get("/service-worker.js").content.decode()
    assert "unregister()" in code
    assert "caches.delete" in code
    assert '"fetch"' not in code
    assert "data-worker" not in client.get("/articles/flood/").content.decode()


def test_only_readers_pages_may_have_a_worker(client, desk):
    policy = client.get("/admin/")["Content-Security-Policy"]
    assert "worker-src" not in policy
    assert "manifest-src" not in policy
