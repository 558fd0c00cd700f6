"""Does the house keep its own rules?"""

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

HOUSE = Path(settings.BASE_DIR)


def test_imports_point_one_way():
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_lock_files_pin_every_package_with_hashes_and_name_no_host():
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (HOUSE / name).read_text()
        assert "://" not in text
        assert "--index" not in text
        packages = [line for line in text.splitlines() if line and not line.startswith(" ")]
        assert all("==" in line for line in packages)
        assert text.count("==") <= text.count("--hash=sha256:")


def test_readme_names_the_commands_that_ci_runs():
    readme, script = (HOUSE / "README.md").read_text(), (HOUSE / ".ci" / "run").read_text()
    for command in ("make check", "make test", "make test-postgres", "make test-browser"):
        assert command in readme
    for target in ("check", "test", "test-postgres", "test-browser"):
        assert target in script
