"""Acts on the news feed, and on what stands around the stories: tags, sections, authors, pictures, redirects."""

from datetime import timedelta
from io import BytesIO

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles import agency_copy, feed_desk, front_desk
from articles.models import NewsFeedItem, Place, Policy, Section, Slot, Tag
from authors.models import Author
from images import arriving
from images.models import Image
from images.picture_form import CheckForm
from newsroom import redirects
from newsroom.models import Imprint, Redirect
from tests.acts import Acts, add, change, delete, get, post
from tests.conftest import NOON
from tests.factories import (
    make_author,
    make_image,
    make_item,
    make_reporter,
    make_section,
    make_story,
    make_tag,
    picture_bytes,
)

ACTS = Acts()


# The news feed


@ACTS.tried("add an item to the feed")
def _(actor):
    return feed_desk.add({"text": "Sirens"}, by=actor, at=NOON, moment=NOON).pk


@ACTS.tried("change an item of the feed")
def _(actor):
    item = make_item(at=NOON)
    feed_desk.change(item, {"text": "No sirens"}, by=actor, seen=item.version, moment=NOON, stamp=False)
    return item.text == "No sirens"


@ACTS.tried("take an item off the feed")
def _(actor):
    item = make_item(at=NOON - timedelta(hours=1))
    feed_desk.take_down(item, by=actor, seen=item.version, moment=NOON)
    return not NewsFeedItem.objects.live_at(NOON).exists()


@ACTS.tried("take an agency's copy back in bulk")
def _(actor):
    wire = make_author("Harbour Wire", kind="organisation")
    item = make_item(at=NOON - timedelta(hours=1), source_id=wire.pk)
    shown = {"item": {item.pk: item.version}}
    copy = agency_copy.Copy(wire, NOON, NOON)
    return agency_copy.withdraw(copy, shown, by=actor, reason="Licence ended").done == ["An item"]


# The front page


@ACTS.tried("put a story on the front page")
def _(actor):
    front_desk.place("en", Place.LEAD, make_story(), by=actor, seen=0, when=front_desk.When(NOON, NOON))
    return Slot.objects.exists()


# The paper


ACTS |= {
    "add a tag": lambda actor: add(actor, Tag, name="Rivers"),
    "change a tag": lambda actor: change(actor, make_tag(), name="Bridges"),
    "delete a tag": lambda actor: delete(actor, make_tag()),
    "add a section": lambda actor: add(actor, Section, name="Harbour", slug="harbour", position=9),
    "change a section": lambda actor: change(actor, make_section(), name="Port"),
    "delete a section": lambda actor: delete(actor, make_section()),
    "add an author": lambda actor: add(actor, Author, kind="person", name="Olena", slug="olena", active="on"),
    "change an author": lambda actor: change(actor, make_author(), name="Olena"),
    "delete an author without bylines": lambda actor: delete(actor, make_author()),
    "change a picture's words": lambda actor: change(actor, make_image(), caption="A bridge"),
    "delete a picture that is not used": lambda actor: delete(actor, make_image()),
    "write what the paper says of itself": lambda actor: add(actor, Imprint, name="The Courier"),
    "delete what the paper says of itself": lambda actor: delete(actor, Imprint.objects.create()),
    "write a page about the paper": lambda actor: add(actor, Policy, kind="ethics", language="en", title="Ethics"),
    "delete a page about the paper": lambda actor: delete(actor, Policy.objects.create(kind="ethics", language="en")),
    "add a redirect": lambda actor: add(actor, Redirect, old_path="/old/", new_path="/new/", reason="Old site"),
    "delete a redirect": lambda actor: delete(actor, redirect(), reason="Wrong"),
    "see which addresses readers asked for in vain": lambda actor: get(
        actor, reverse("admin:newsroom_missedaddress_changelist")
    ),
}


def redirect():
    redirects.leave("/old/", "/new/", at=NOON)
    return Redirect.objects.get()


@ACTS.tried("add a picture")
def _(actor):
    file = BytesIO(picture_bytes())
    file.name = "bridge.jpg"
    return add(actor, Image, upload=file, title="Bridge", alt="A bridge", caption="", credit="Pavlo")


@ACTS.tried("change a redirect")
def _(actor):
    row = redirect()
    post(actor, reverse("admin:newsroom_redirect_change", args=[row.pk]), {"new_path": "/newer/", "reason": "Moved"})
    return Redirect.objects.get().new_path == "/newer/"


@ACTS.tried("add several pictures at once")
def _(actor):
    files = [SimpleUploadedFile(f"{n}.jpg", picture_bytes(colour=(n, n, n))) for n in (1, 2)]
    post(actor, reverse("admin:add-pictures"), {"files": files})
    return Image.objects.count() == 2


@ACTS.tried("keep what a new picture's file says")
def _(actor):
    image = make_image(found={"credit": "Pavlo"})
    seen = CheckForm(instance=image)["seen_state"].value()
    words = {"title": "Bridge", "alt": "A bridge", "credit": "Pavlo", "seen_state": seen}
    sent = {f"{image.pk}-{name}": value for name, value in words.items()} | {"id": image.pk}
    post(actor, reverse("admin:check-pictures"), sent)
    return Image.objects.get().found is None


@ACTS.tried("replace a picture's file")
def _(actor):
    image = make_image()
    sent = {"seen": image.digest, "upload": SimpleUploadedFile("a.jpg", picture_bytes((600, 300)))}
    post(actor, reverse("admin:replace-picture", args=[image.pk]), sent)
    return Image.objects.get().width == 600


@ACTS.tried("take back a picture that a colleague has just added")
def _(actor):
    image = make_image(by=make_reporter(), found={})
    try:
        arriving.discard(image, by=actor, at=NOON)
    except arriving.NotYours:
        raise PermissionDenied from None
    return not Image.objects.exists()


@ACTS.tried("see which pictures' rights end")
def _(actor):
    return get(actor, reverse("admin:picture-rights"))
