"""What do colleagues tell each other beside a story, and who is told of it?"""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission

from articles import note_book, revisions
from articles.models import Note
from articles.note_book import Part
from articles.permissions import NotAllowed
from articles.turn import Refused
from newsroom.models import Act, Preferences
from tests.desk import change_url, text
from tests.factories import make_editor, make_live, make_reporter, make_story, make_stranger

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


@pytest.fixture
def olena():
    return make_reporter("olena", email="olena@example.org")


@pytest.fixture
def marta():
    return make_editor("marta", email="marta@example.org")


@pytest.fixture
def story(olena):
    return make_story("The bridge", by=olena)


@pytest.fixture
def write(clock, story, marta, django_capture_on_commit_callbacks):
    """Write a note as marta, and let all follow that follows its commit."""

    def do(words, **options):
        with django_capture_on_commit_callbacks(execute=True):
            return note_book.write(story, words, **{"by": marta, "at": clock.now, **options})

    return do


def notes_url(story):
    return f"/admin/articles/article/{story.pk}/notes/"


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("@olena call the mayor", ["olena"]),
        ("Ask @olena, @ivan.k and @olena.", ["olena", "ivan.k"]),
        ("(@o_k-2) … @taras…", ["o_k-2", "taras"]),
        ("Thanks, @olena...", ["olena"]),
        ("@олена, look", ["олена"]),
        ("write to press@example.org or a.b@olena", []),
        ("@ olena, @. and @@olena", []),
        ("@olena\n@ivan", ["olena", "ivan"]),
        ("@olena+desk, @ivan@example.org.", ["olena+desk", "ivan@example.org"]),
    ],
)
def test_a_mention_is_a_user_name_after_an_at_sign_that_begins_a_word(words, names):
    assert note_book.names_in(words) == names


def test_a_text_is_cut_at_the_mentions_of_those_whom_it_names():
    cut = note_book.parts("@Olena and @nobody: call.", ["olena"])
    assert cut == [Part("@Olena", is_mention=True), Part(" and @nobody: call.")]


def test_a_note_neither_raises_the_version_nor_makes_a_revision_nor_stands_in_the_log(write, story, clock, olena):
    acts_before, version = Act.objects.count(), story.version
    note = write("Is the date right?\r\nIt says Monday.")
    story.refresh_from_db()
    assert (note.text, note.at) == ("Is the date right?\nIt says Monday.", clock.now)
    assert (story.version, story.revisions.count(), Act.objects.count()) == (version, 1, acts_before)
    draft = revisions.Draft(words={"headline": "Typed meanwhile"})
    assert revisions.save(story, draft, by=olena, seen=version, at=clock.now) is not None


def test_a_mention_is_told_by_mail_with_the_note_and_the_way_there(write, story, olena, mailoutbox):
    note = write("@olena call <the mayor> & ask")
    (letter,) = mailoutbox
    assert (letter.to, letter.subject) == (["olena@example.org"], "[The Newsroom] You are mentioned: The bridge")
    assert "Marta mentioned you in a note beside “The bridge”:\n\n@olena call <the mayor> & ask\n" in letter.body
    assert f"http://testserver{change_url(story)}" in letter.body
    assert "http://testserver/admin/preferences/" in letter.body
    assert list(note.mentioned.all()) == [olena]


def test_only_active_colleagues_who_see_stories_can_be_mentioned(write, mailoutbox):
    make_reporter("away", email="away@example.org", is_active=False)
    make_stranger("stranger", email="stranger@example.org")
    reader = make_reporter("reader", email="reader@example.org")
    reader.is_staff = False
    reader.save()
    note = write("@away @stranger @reader @nobody")
    assert (note.mentioned.count(), mailoutbox) == (0, [])


@pytest.mark.parametrize("name", ["olha@paper.example", "olha+night"])
def test_whoever_has_a_mail_address_for_a_user_name_can_be_mentioned(write, mailoutbox, name):
    make_reporter(name, email="olha@paper.example")
    note = write(f"Look at this, @{name}.")
    assert [person.username for person in note.mentioned.all()] == [name]
    assert [mail.to for mail in mailoutbox] == [["olha@paper.example"]]


def test_nobody_is_told_of_their_own_note_nor_against_their_wish(write, olena, mailoutbox):
    Preferences.objects.create(user=olena, mail_on_mention=False)
    note = write("@marta (myself) and @olena")
    assert note.mentioned.count() == 2
    assert mailoutbox == []


def test_capitals_do_not_matter_and_a_second_mention_in_a_note_makes_no_second_mail(write, mailoutbox):
    make_reporter("Ірина", email="iryna@example.org")
    write("@Olena @olena @ірина")
    assert sorted(letter.to[0] for letter in mailoutbox) == ["iryna@example.org", "olena@example.org"]


def test_a_button_pressed_twice_writes_one_note_and_the_same_words_later_another(write, story, clock, mailoutbox):
    first = write("@olena call")
    assert write("@olena call") == first
    assert write("@olena call", at=clock.ahead(minutes=2)) != first
    assert (story.notes.count(), len(mailoutbox)) == (2, 2)


@pytest.mark.parametrize(
    ("words", "why"), [(" \x00\r\n ", "empty"), ("x" * 5001, "5001 signs, and 5000 fit")], ids=["empty", "too long"]
)
def test_an_empty_note_and_one_that_is_too_long_are_refused(write, story, words, why):
    with pytest.raises(Refused, match=why):
        write(words)
    assert not story.notes.exists()


def test_a_note_beside_a_story_that_was_deleted_meanwhile_is_refused(write, story):
    type(story).objects.filter(pk=story.pk).delete()
    with pytest.raises(Refused, match="deleted"):
        write("Hello")


def test_who_may_not_see_stories_may_not_write_beside_them(write, client, story):
    stranger = make_stranger()
    stranger.user_permissions.add(Permission.objects.get(codename="add_note"))
    with pytest.raises(NotAllowed):
        write("Hello", by=stranger)
    client.force_login(stranger)
    assert client.get(notes_url(story)).status_code == 403
    assert client.post(notes_url(story), {"text": "Hello"}).status_code == 403


def test_who_may_only_read_sees_notes_and_no_field(write, client, story):
    write("Call the mayor")
    reader = make_stranger()
    reader.user_permissions.set(Permission.objects.filter(codename__in=["view_article", "view_note"]))
    client.force_login(reader)
    for address in (change_url(story), notes_url(story)):
        shown = text(client.get(address))
        assert "Call the mayor" in shown
        assert "note-form" not in shown
    assert client.post(notes_url(story), {"text": "Hello"}).status_code == 403


def test_who_may_see_stories_but_no_notes_finds_none(write, client, story):
    write("Call the mayor")
    reader = make_stranger()
    reader.user_permissions.set(Permission.objects.filter(codename="view_article"))
    client.force_login(reader)
    assert "Call the mayor" not in text(client.get(change_url(story)))
    assert client.get(notes_url(story)).status_code == 403


def test_the_panel_shows_the_newest_notes_escaped_and_counts_the_older(write, client, story, clock):
    for number in range(7):
        write(f"Note {number} <script>@olena</script>", at=clock.ahead(minutes=number - 10))
    client.force_login(make_editor())
    shown = text(client.get(change_url(story)))
    assert shown.index("Note 6") < shown.index("Note 2")
    assert "Note 1" not in shown
    assert "and 2 older" in shown
    assert '&lt;script&gt;<strong class="desk-mention">@olena</strong>&lt;/script&gt;' in shown
    assert "today 13:56 Kyiv, 4 min ago" in shown


def test_the_page_of_notes_goes_on_by_key(client, story, clock, marta):
    Note.objects.bulk_create(
        Note(article=story, by=marta, at=clock.now - timedelta(minutes=60 - n), text=f"No {n}.") for n in range(60)
    )
    Note.objects.create(article=make_story(), by=marta, at=clock.now, text="Beside another story")
    client.force_login(marta)
    first = client.get(notes_url(story))
    assert len(first.context["notes"]) == note_book.ON_A_PAGE
    assert "Beside another story" not in text(first)
    second = client.get(notes_url(story), {"before": first.context["older"]})
    assert [note.parts[0].words for note in second.context["notes"]] == [f"No {n}." for n in range(9, -1, -1)]
    assert second.context["older"] is None
    assert client.get(notes_url(story), {"before": "nonsense"}).status_code == 200


def test_the_page_of_notes_asks_the_same_number_of_questions_however_many_there_are(
    client, write, story, marta, clock, django_assert_max_num_queries
):
    for number in range(12):
        write(f"@olena {number}", at=clock.ahead(minutes=number))
    client.force_login(marta)
    with django_assert_max_num_queries(12):
        client.get(notes_url(story))


def test_without_a_script_a_note_leads_back_to_the_story(client, story, marta, clock):
    client.force_login(marta)
    answer = client.post(notes_url(story), {"text": "Call the mayor"}, headers={"Accept": "text/html,*/*;q=0.8"})
    assert (answer.status_code, answer["Location"]) == (302, f"{change_url(story)}#notes")
    assert "The note is added." in text(client.get(answer["Location"]))


def test_a_refused_note_comes_back_with_what_was_typed(client, story, marta):
    client.force_login(marta)
    answer = client.post(notes_url(story), {"text": "x" * 5001})
    assert answer.status_code == 409
    assert "5000 fit" in text(answer)
    assert "x" * 5001 in text(answer)


def test_a_script_gets_the_new_note_or_the_refusal(client, story, marta, clock):
    client.force_login(marta)
    answer = client.post(notes_url(story), {"text": "Call <b>"}, headers=JSON)
    assert answer.status_code == 201
    assert "Call &lt;b&gt;" in answer.json()["note"]
    answer = client.post(notes_url(story), {"text": ""}, headers=JSON)
    assert (answer.status_code, answer.json()) == (409, {"refusal": "The note is empty: write something first."})


@pytest.mark.parametrize("key", ["0", "999999", "x", "99999999999999999999"])
def test_notes_of_no_story_are_not_found(client, marta, key):
    client.force_login(marta)
    assert client.get(f"/admin/articles/article/{key}/notes/").status_code in {400, 404}


def test_readers_never_see_a_note(client, marta, clock):
    live = make_live("The harbour", at=clock.now, slug="the-harbour")
    note_book.write(live, "SECRETNOTE", by=marta, at=clock.now)
    assert "SECRETNOTE" not in text(client.get("/articles/the-harbour/"))
