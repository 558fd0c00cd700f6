"""Does a password alone open the desk to those who have, or must have, more?"""

from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from newsroom import second_factor
from newsroom.models import Act, GroupRule
from tests.factories import make_chief, make_editor, make_live, make_reporter, make_user
from tests.people import (
    PASSWORD,
    code_of,
    give_app,
    let_in,
    letters,
    log_in,
    require_second_factor,
    seen_by,
    with_password,
)

pytestmark = pytest.mark.django_db

CODE, SET_UP = "/admin/login/code/", "/admin/account/second-factor/"
ANTEROOM = {"admin:second_step", "admin:set_up_second_factor", "admin:login", "admin:logout"}
DOOR = {"admin_password_reset", "forgotten_sent", "new_password", "welcome"}


@pytest.fixture
def editor(clock):
    return with_password(make_editor())


def give(client, code, **options):
    return client.post(CODE, {"code": code}, **options)


def desk_addresses():
    """Every address under /admin/, with something plausible in each gap."""
    found = {}

    def walk(entries, prefix, namespace):
        for entry in entries:
            if isinstance(entry, URLResolver):
                walk(entry.url_patterns, prefix + str(entry.pattern), entry.namespace or namespace)
            elif isinstance(entry, URLPattern) and entry.name:
                name = f"{namespace}:{entry.name}" if namespace else entry.name
                gaps = {gap: gap_filler(gap, conv) for gap, conv in entry.pattern.converters.items()}
                groups = entry.pattern.regex.groupindex
                gaps |= {gap: "articles" for gap in groups if gap == "app_label"}
                found[name] = reverse(name, kwargs=gaps)
            elif isinstance(entry, URLPattern):
                found[f"{prefix}{entry.pattern}"] = "/admin/nowhere/"

    for entry in get_resolver().url_patterns:
        if isinstance(entry, URLResolver) and str(entry.pattern) == "admin/":
            walk(entry.url_patterns, "/admin/", entry.namespace)
    return found


def gap_filler(gap, converter):
    kind = type(converter).__name__
    if kind == "MomentConverter":
        return datetime(2026, 3, 10, 10, tzinfo=UTC)
    return {"IntConverter": 1, "UUIDConverter": "00000000-0000-4000-8000-000000000000"}.get(kind, "1")


def test_the_walk_knows_the_desk():
    found = desk_addresses()
    assert len(found) > 80
    assert set(found) >= ANTEROOM | DOOR | {"admin:index", "admin:articles_article_move", "admin:echo", "admin:invite"}


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("lacks", ["code", "set-up"])
def test_without_the_second_proof_no_page_of_the_desk_opens(client, editor, lacks, method):
    make_live()
    if lacks == "code":
        give_app(editor)
    else:
        require_second_factor("Editor")
    log_in(client, editor)
    for name, address in desk_addresses().items():
        if name not in ANTEROOM | DOOR:
            answer = getattr(client, method)(address)
            assert answer.status_code == 302, name
            assert answer["Location"].startswith("/admin/login/?next="), name


@pytest.mark.parametrize("lacks", ["code", "set-up"])
def test_the_page_that_asks_for_the_second_proof_says_nothing_of_the_desk(client, editor, lacks):
    if lacks == "code":
        give_app(editor)
    else:
        require_second_factor("Editor")
    log_in(client, editor)
    page = client.get("/admin/", follow=True)
    assert page.redirect_chain[-1][0].startswith(CODE if lacks == "code" else SET_UP)
    text = page.content.decode()
    assert "/admin/articles/" not in text
    assert "Stories" not in text


def test_after_the_password_the_code_of_the_app_opens_the_desk_where_it_was_wanted(client, editor, clock):
    key = give_app(editor)
    clock.advance(minutes=1)
    wanted = "/admin/articles/article/"
    answer = client.post(
        f"/admin/login/?next={wanted}", {"username": editor.username, "password": PASSWORD, "next": wanted}, follow=True
    )
    assert answer.redirect_chain[-1][0] == f"{CODE}?next=%2Fadmin%2Farticles%2Farticle%2F"
    before = client.session.session_key
    answer = client.post(CODE, {"code": f" {code_of(key)[:3]} {code_of(key)[3:]}", "next": wanted})
    assert answer["Location"] == wanted
    assert client.get(wanted).status_code == 200
    assert client.session.session_key != before


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_the_second_step_leads_nowhere_else(client, editor, clock, wanted):
    key = give_app(editor)
    clock.advance(minutes=1)
    log_in(client, editor)
    assert client.post(CODE, {"code": code_of(key), "next": wanted})["Location"] == "/admin/"


def test_a_code_works_once(client, editor, clock):
    key = give_app(editor)
    clock.advance(minutes=1)
    log_in(client, editor)
    assert give(client, code_of(key)).status_code == 302
    other = Client()
    log_in(other, editor)
    answer = give(other, code_of(key))
    assert answer.status_code == 200
    assert "A code works once" in answer.content.decode()


@pytest.mark.parametrize("step", [-3, 3])
def test_an_old_or_a_future_code_does_not_work(client, editor, clock, step):
    key = give_app(editor)
    clock.advance(minutes=5)
    log_in(client, editor)
    assert give(client, code_of(key, step=step)).status_code == 200


def test_another_colleagues_code_does_not_work(client, editor, clock):
    give_app(editor)
    key = give_app(make_editor())
    clock.advance(minutes=1)
    log_in(client, editor)
    assert give(client, code_of(key)).status_code == 200


@pytest.mark.parametrize("code", ["", "12345", "abcdef", "١٢٣٤٥٦", "0" * 20, "x" * 500])
def test_nonsense_is_no_code(client, editor, code):
    give_app(editor)
    log_in(client, editor)
    assert give(client, code).status_code == 200
    assert client.get("/admin/").status_code == 302


def test_each_wrong_code_makes_the_next_guess_dearer_and_the_log_says_so(client, editor, clock):
    key = give_app(editor)
    clock.advance(minutes=1)
    log_in(client, editor)
    for _ in range(3):
        give(client, "000000")
        clock.advance(seconds=5)
    give(client, "000000")
    answer = give(client, code_of(key))
    assert "Too many wrong codes. Try again in 8 s." in answer.content.decode()
    clock.advance(seconds=9)
    assert give(client, code_of(key)).status_code == 302
    assert Act.objects.filter(verb="give a wrong code", subject_id=editor.pk).count() == 4


def test_a_recovery_code_opens_the_desk_once(client, editor, clock):
    give_app(editor)
    code = second_factor.codes_of(editor)[0]
    log_in(client, editor)
    answer = client.post(f"{CODE}?with=recovery-code", {"code": code.upper()}, follow=True)
    assert "9 are left" in answer.content.decode()
    client.post("/admin/logout/")
    log_in(client, editor)
    assert client.post(f"{CODE}?with=recovery-code", {"code": code}).status_code == 200
    assert Act.objects.filter(verb="sign in with a recovery code", subject_id=editor.pk).count() == 1


def test_without_a_device_and_without_a_rule_the_password_is_enough(client, editor):
    assert log_in(client, editor).status_code == 302
    assert client.get("/admin/").status_code == 200


def test_a_required_set_up_opens_the_desk_and_shows_ten_codes_until_they_are_kept(client, editor):
    require_second_factor("Editor")
    log_in(client, editor)
    key = let_in(client, editor)
    assert len(key) == 40
    page = client.get("/admin/account/codes/")
    codes = second_factor.codes_of(editor)
    assert len(set(codes)) == 10
    assert all(code in page.content.decode() for code in codes)
    text = client.get("/admin/account/codes/text/")
    assert text["Content-Disposition"].startswith("attachment")
    assert all(code in text.content.decode() for code in codes)
    assert client.post("/admin/account/codes/kept/")["Location"] == "/admin/"
    assert client.get("/admin/account/codes/").status_code == 302
    assert client.get("/admin/account/codes/text/").status_code == 302
    assert client.get("/admin/").status_code == 200


def test_codes_that_nobody_kept_are_hidden_after_a_while(client, editor, clock):
    client.force_login(editor)
    let_in(client, editor)
    clock.advance(minutes=11)
    assert client.get("/admin/account/codes/").status_code == 302


def test_a_wrong_code_sets_nothing_up(client, editor):
    client.force_login(editor)
    client.get(SET_UP)
    answer = client.post(SET_UP, {"code": "000000"})
    assert "not the code of this moment" in answer.content.decode()
    assert second_factor.app_of(editor) is None


def test_whoever_knows_only_the_password_cannot_set_up_an_app_of_their_own(client, editor):
    give_app(editor)
    before = second_factor.app_of(editor).key
    log_in(client, editor)
    assert client.get(SET_UP)["Location"].startswith(CODE)
    client.post(SET_UP, {"code": "123456"})
    assert second_factor.app_of(editor).key == before


def test_setting_up_ends_the_trust_in_other_sessions(client, editor):
    elsewhere = Client()
    elsewhere.force_login(editor)
    client.force_login(editor)
    assert elsewhere.get("/admin/").status_code == 200
    let_in(client, editor)
    assert client.get("/admin/").status_code == 200
    assert elsewhere.get("/admin/", follow=True).redirect_chain[-1][0].startswith(CODE)


def test_the_key_is_a_picture_in_the_page_itself_and_readable(client, editor):
    client.force_login(editor)
    text = client.get(SET_UP).content.decode()
    assert 'src="data:image/svg+xml' in text
    assert second_factor.spelt(client.session["second_factor_key"]) in text


def test_the_set_up_page_has_the_desks_own_bar_and_no_other_menu(client, editor):
    client.force_login(editor)
    page = client.get(reverse("admin:set_up_second_factor")).content.decode()
    assert 'class="desk-menu"' in page and "nav-sidebar" not in page


def test_one_may_log_out_at_the_second_step(client, editor):
    give_app(editor)
    log_in(client, editor)
    assert client.post("/admin/logout/").status_code == 200
    assert "_auth_user_id" not in client.session


def test_switching_off_needs_the_password(client, editor):
    client.force_login(editor)
    let_in(client, editor)
    client.post("/admin/account/second-factor/off/", {"password": "no"})
    assert second_factor.app_of(editor) is not None
    client.post("/admin/account/second-factor/off/", {"password": PASSWORD})
    assert second_factor.app_of(editor) is None
    assert second_factor.codes_of(editor) == []
    assert Act.objects.filter(verb="switch off two-factor sign-in", by=editor).count() == 1


def test_switching_off_is_refused_where_a_group_asks_for_it(client, editor):
    require_second_factor("Editor")
    client.force_login(editor)
    let_in(client, editor)
    answer = client.post("/admin/account/second-factor/off/", {"password": PASSWORD}, follow=True)
    assert "Your group asks for two-factor sign-in" in answer.content.decode()
    assert second_factor.app_of(editor) is not None


def test_renewed_codes_replace_the_former(client, editor):
    client.force_login(editor)
    let_in(client, editor)
    before = set(second_factor.codes_of(editor))
    client.post("/admin/account/codes/renew/", {"password": PASSWORD})
    after = set(second_factor.codes_of(editor))
    assert len(after) == 10
    assert not before & after
    assert client.get("/admin/").status_code == 200


def test_a_rule_that_the_chief_makes_holds_for_those_who_are_signed_in_already(client, editor):
    client.force_login(editor)
    assert client.get("/admin/").status_code == 200
    group = editor.groups.get()
    chief = Client()
    chief.force_login(make_chief())
    data = {
        "rule-TOTAL_FORMS": 1,
        "rule-INITIAL_FORMS": 0,
        "rule-0-needs_second_factor": "on",
        "rule-0-group": group.pk,
        "seen_state": seen_by(chief, group),
    }
    chief.post(reverse("admin:auth_group_change", args=[group.pk]), data)
    assert client.get("/admin/", follow=True).redirect_chain[-1][0].startswith(SET_UP)
    assert Act.objects.filter(verb="change the group", subject_id=group.pk).exists()


def test_the_chief_removes_the_app_of_a_lost_telephone_and_its_owner_is_told(client, clock):
    editor = with_password(make_editor(email="marta@courier.example"))
    give_app(editor)
    chief = make_chief()
    client.force_login(chief)
    address = reverse("admin:person_act", args=[editor.pk, "forget-app"])
    assert client.get(address).status_code == 200
    client.post(address)
    assert second_factor.app_of(editor) is None
    assert Act.objects.get(verb="remove two-factor sign-in").by == chief
    assert letters()[0].to == ["marta@courier.example"]


@pytest.mark.parametrize("cast", ["superuser", "reporter acting", "editor acting"])
def test_nobody_removes_the_app_of_somebody_above(client, clock, cast):
    person = make_user(is_superuser=True) if cast == "superuser" else make_chief()
    give_app(person)
    actor = {"superuser": make_chief, "reporter acting": make_reporter, "editor acting": make_editor}[cast]()
    client.force_login(actor)
    assert client.post(reverse("admin:person_act", args=[person.pk, "forget-app"])).status_code == 403
    assert second_factor.app_of(person) is not None


def test_secrets_of_devices_have_no_page_even_for_a_superuser(client):
    client.force_login(make_user(is_superuser=True))
    assert client.get("/admin/otp_totp/totpdevice/").status_code == 404
    assert client.get("/admin/otp_static/staticdevice/").status_code == 404


def test_what_readers_see_never_asks_who_they_are(client, editor, django_assert_num_queries):
    make_live(slug="flood")
    client.force_login(editor)
    let_in(client, editor)
    for address in ("/", "/articles/flood/", "/feed/", "/nowhere/"):
        answer = client.get(address)
        assert "Cookie" not in answer.get("Vary", "")
        assert not answer.cookies
        assert not answer.wsgi_request.session.accessed


def test_whoever_runs_the_server_helps_the_last_chief(clock):
    chief = make_chief("ihor")
    give_app(chief)
    call_command("forget_app", "ihor", stdout=StringIO())
    assert second_factor.app_of(chief) is None
    assert Act.objects.get(verb="remove two-factor sign-in").by is None
    for name in ("ihor", "nobody"):
        with pytest.raises(CommandError):
            call_command("forget_app", name)


def test_the_demonstration_accounts_sign_in_with_a_password_alone(db):
    assert not GroupRule.objects.filter(needs_second_factor=True).exists()
