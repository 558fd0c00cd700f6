"""Who is locked out after too many guesses, and who never is?"""

import pytest

from newsroom import second_factor
from tests.factories import make_chief, make_reporter
from tests.people import PASSWORD, code_of, give_app, let_in, letters, log_in, with_password

pytestmark = pytest.mark.django_db

OUTSIDE, AT_THE_DESK = "198.51.100.66", "192.0.2.10"


@pytest.fixture
def chief(clock):
    return with_password(make_chief(email="chief@courier.example"))


def guess(client, name, times, address=OUTSIDE):
    for number in range(times):
        answer = client.post("/admin/login/", {"username": name, "password": f"no {number}"}, REMOTE_ADDR=address)
    return answer


def test_after_six_failures_a_name_is_locked_at_that_address_even_with_the_right_password(client, chief):
    guess(client, chief.username, 6)
    answer = log_in(client, chief, REMOTE_ADDR=OUTSIDE)
    assert answer.status_code == 429
    assert "Too many" in answer.content.decode()


def test_nobody_outside_locks_the_chief_out(client, chief):
    for last in range(1, 30):
        guess(client, chief.username, 6, address=f"198.51.100.{last}")
    assert log_in(client, chief, REMOTE_ADDR=AT_THE_DESK).status_code == 302


def test_an_address_is_not_chosen_by_what_a_stranger_writes_into_a_header(client, chief):
    for number in range(6):
        data = {"username": chief.username, "password": "no"}
        client.post("/admin/login/", data, REMOTE_ADDR=OUTSIDE, headers={"x-forwarded-for": f"192.0.2.{number}"})
    answer = log_in(client, chief, REMOTE_ADDR=OUTSIDE, headers={"x-forwarded-for": AT_THE_DESK})
    assert answer.status_code == 429
    assert log_in(client, chief, REMOTE_ADDR=AT_THE_DESK).status_code == 302


def test_behind_a_trusted_proxy_each_caller_is_counted_alone(client, chief, settings):
    settings.TRUSTED_PROXIES = 1
    for _ in range(6):
        data = {"username": chief.username, "password": "no"}
        client.post("/admin/login/", data, REMOTE_ADDR="10.0.0.1", headers={"x-forwarded-for": OUTSIDE})
    locked = log_in(client, chief, REMOTE_ADDR="10.0.0.1", headers={"x-forwarded-for": OUTSIDE})
    free = log_in(client, chief, REMOTE_ADDR="10.0.0.1", headers={"x-forwarded-for": AT_THE_DESK})
    assert (locked.status_code, free.status_code) == (429, 302)


def test_an_address_that_tries_many_names_is_slowed_and_others_are_not(client, chief):
    for number in range(50):
        guess(client, f"somebody{number}", 1)
    assert log_in(client, chief, REMOTE_ADDR=OUTSIDE).status_code == 429
    assert log_in(client, chief, REMOTE_ADDR=AT_THE_DESK).status_code == 302


def test_many_addresses_of_one_ipv6_network_are_one(client, chief):
    for number in range(6):
        guess(client, chief.username, 1, address=f"2001:db8::{number + 1:x}")
    assert log_in(client, chief, REMOTE_ADDR="2001:db8::ffff").status_code == 429


def test_after_a_quarter_of_an_hour_the_lock_opens_though_somebody_kept_knocking(client, chief, clock):
    guess(client, chief.username, 6)
    clock.advance(minutes=10)
    guess(client, chief.username, 3)
    assert log_in(client, chief, REMOTE_ADDR=OUTSIDE).status_code == 429
    clock.advance(minutes=5, seconds=1)
    assert log_in(client, chief, REMOTE_ADDR=OUTSIDE).status_code == 302


def test_wrong_codes_count_like_wrong_passwords(client, chief, clock):
    key = give_app(chief)
    log_in(client, chief, REMOTE_ADDR=OUTSIDE)
    for _ in range(6):
        clock.advance(minutes=1)
        answer = client.post("/admin/login/code/", {"code": "000000"}, REMOTE_ADDR=OUTSIDE)
    assert answer.status_code == 429
    right = {"code": code_of(key)}
    assert client.post("/admin/login/code/", right, REMOTE_ADDR=OUTSIDE).status_code == 429
    log_in(client, chief, REMOTE_ADDR=AT_THE_DESK)
    clock.advance(minutes=2)
    assert client.post("/admin/login/code/", {"code": code_of(key)}, REMOTE_ADDR=AT_THE_DESK).status_code == 302


def test_a_mailbox_is_not_flooded_from_one_address(client, chief):
    for _ in range(6):
        last = client.post("/admin/forgotten/", {"email": chief.email}, REMOTE_ADDR=OUTSIDE)
    assert last.status_code == 429
    assert len(letters()) == 6
    assert client.post("/admin/forgotten/", {"email": chief.email}, REMOTE_ADDR=OUTSIDE).status_code == 429
    assert len(letters()) == 6
    assert client.post("/admin/forgotten/", {"email": chief.email}, REMOTE_ADDR=AT_THE_DESK).status_code == 302
    assert log_in(client, chief, REMOTE_ADDR=OUTSIDE).status_code == 302


def test_a_mailbox_written_in_other_letters_is_the_same_one(client, chief):
    for place in range(7):
        written = chief.email[:place].upper() + chief.email[place:]
        last = client.post("/admin/forgotten/", {"email": written}, REMOTE_ADDR=OUTSIDE)
    assert last.status_code == 429
    assert len(letters()) == 6


def test_an_address_that_asks_for_many_mailboxes_is_slowed(client, chief):
    for number in range(50):
        client.post("/admin/forgotten/", {"email": f"somebody{number}@courier.example"}, REMOTE_ADDR=OUTSIDE)
    assert client.post("/admin/forgotten/", {"email": chief.email}, REMOTE_ADDR=OUTSIDE).status_code == 429
    assert letters() == []


def test_the_password_that_protects_a_setting_is_guessed_no_faster_than_at_the_log_in(client, clock):
    reporter = with_password(make_reporter())
    client.force_login(reporter)
    let_in(client, reporter)
    for _ in range(6):
        answer = client.post("/admin/account/second-factor/off/", {"password": "no"})
    assert answer.status_code == 429
    client.post("/admin/account/second-factor/off/", {"password": PASSWORD})
    assert second_factor.app_of(reporter) is not None


def test_the_old_password_is_guessed_no_faster_than_at_the_log_in(client, clock):
    reporter = with_password(make_reporter())
    client.force_login(reporter)
    change = {"new_password1": "another horse battery", "new_password2": "another horse battery"}
    for _ in range(6):
        answer = client.post("/admin/password_change/", {"old_password": "no", **change})
    assert answer.status_code == 429
    assert client.post("/admin/password_change/", {"old_password": PASSWORD, **change}).status_code == 429
    clock.advance(minutes=16)
    assert client.post("/admin/password_change/", {"old_password": PASSWORD, **change}).status_code == 302
