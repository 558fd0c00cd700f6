"""The pages that readers see. Each fetches what is public at the request's moment, and renders it."""

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import translation

from articles import facts, policies, reading, share_cards, structured_data
from articles.body_parts import split
from articles.models import Edition, Section, Tag
from articles.public_record import of_story as public_record_of
from articles.rendering import render as render_body
from articles.rendering import render_one, surroundings
from authors.models import Author
from newsroom import imprint, languages
from newsroom.clock import TimedRequest
from newsroom.keyset import cursor_number
from newsroom.public import cursor_in, public_page
from newsroom.site_address import origin

SIDE_FEED_SIZE = 8
FRONT_FEED_SIZE = 10


@public_page
def front(request: TimedRequest, code: str = "") -> HttpResponse:
    """The front page in the paper's own language, or in the one that the address names."""
    own = imprint.language()
    if code == own or (code and languages.in_code(code) is None):
        raise Http404("There is no such page.")
    language, site = code or own, origin(request)
    context = {
        "page": reading.front(language, moment=request.moment),
        "feed": reading.feed(moment=request.moment, size=FRONT_FEED_SIZE, language=language),
        "sections": reading.sections(),
        "other_language": languages.in_code(code),
        "feed_language": language,
        "alternates": facts.front_alternates(site),
        "moment": request.moment,
    }
    with translation.override(language):
        context["structured_data"] = structured_data.front_page(site)
        return render(request, "articles/front.html", context)


@public_page
def story(request: TimedRequest, slug: str) -> HttpResponse:
    try:
        edition = reading.story(slug, moment=request.moment)
    except reading.Gone:
        return gone(request, "story")
    return story_page(request, edition)


def story_page(request: TimedRequest, edition: Edition) -> HttpResponse:
    """Show one version of a story: what is live, or, to those who may see it, what would be."""
    corrections = reading.corrections(edition, moment=request.moment)
    translations = reading.translations(edition, moment=request.moment)
    site = origin(request)
    told = facts.of_story(edition, site)
    with translation.override(edition.language):  # labels in the language of the story that they label
        context = {
            "edition": edition,
            "body": render_one(edition, moment=request.moment),
            "corrections": corrections,
            "translations": translations,
            "alternates": facts.alternates(edition, translations, site),
            "feed": reading.feed(moment=request.moment, size=SIDE_FEED_SIZE, with_pinned=False),
            "sections": reading.sections(),
            "told": told,
            "shared_picture": share_cards.shared(facts.shapes_of(edition, site), share_cards.of_story(edition), site),
            "structured_data": structured_data.story_page(edition, corrections, translations, site),
            "moment": request.moment,
        }
        return render(request, "articles/story.html", context)


@public_page
def feed(request: TimedRequest) -> HttpResponse:
    before = cursor_in(request)
    feed = reading.feed(moment=request.moment, before=before)
    newest = feed.page if before is None else ()
    context = {
        "feed": feed,
        "first": before is None,
        "sections": reading.sections(),
        "structured_data": structured_data.feed_page(newest, origin(request), moment=request.moment),
        "moment": request.moment,
    }
    return render(request, "articles/feed.html", context)


@public_page
def feed_since(request: TimedRequest, cursor: str, code: str = "") -> HttpResponse:
    """Answer pages that ask whether there is anything new: a fragment, the same for all who ask from one place.

    With the code of a language, what came in that one, for its front page.
    """
    newest = cursor_number(cursor)
    if newest is None or (code and languages.in_code(code) is None):
        raise Http404(reading.NO_SUCH_PLACE)
    news = reading.feed_since(newest, moment=request.moment, language=code)
    with translation.override(code or imprint.language()):
        response = render(request, "articles/feed_since.html", {"news": news, "moment": request.moment})
    response["X-Robots-Tag"] = "noindex"
    return response


@public_page
def feed_item(request: TimedRequest, number: int) -> HttpResponse:
    try:
        item = reading.feed_item(number, moment=request.moment)
    except reading.Gone:
        return gone(request, "item")
    site = origin(request)
    told = facts.of_item(item, site)
    context = {
        "item": item,
        "told": told,
        "shared_picture": share_cards.shared(facts.shapes(item.picture, site), share_cards.of_item(item), site),
        "sections": reading.sections(),
        "structured_data": structured_data.item_page(item, site),
        "moment": request.moment,
    }
    return render(request, "articles/feed_item.html", context)


@public_page
def corrections(request: TimedRequest) -> HttpResponse:
    context = {
        "page": reading.all_corrections(moment=request.moment, before=cursor_in(request)),
        "report_to": imprint.corrections_email(),
        "sections": reading.sections(),
        "structured_data": structured_data.corrections_page(origin(request)),
        "moment": request.moment,
    }
    return render(request, "articles/corrections.html", context)


@public_page
def public_record(request: TimedRequest, slug: str) -> HttpResponse:
    try:
        edition = reading.story(slug, moment=request.moment)
    except reading.Gone:
        return gone(request, "story")
    with translation.override(edition.language):
        context = {
            "edition": edition,
            "versions": public_record_of(edition, moment=request.moment),
            "sections": reading.sections(),
            "moment": request.moment,
        }
        return render(request, "articles/public_record.html", context)


@public_page
def policy(request: TimedRequest, kind: str, code: str = "") -> HttpResponse:
    """Show a page about the paper, as it is now: at its plain address in the paper's own language, if it has that."""
    own = policies.best(kind, imprint.language())
    page = policies.written().get(kind, {}).get(code) if code else own
    if page is None or (code and page is own):
        raise Http404("There is no such page.")
    body = split(page.body)
    address = policies.address(kind, code)
    with translation.override(page.language):
        context = {
            "policy": page,
            "body": render_body(body, surroundings([body], moment=request.moment)),
            "written": imprint.written() if kind in policies.WITH_ADDRESS else None,
            "sections": reading.sections(),
            "structured_data": structured_data.policy_page(page, address, origin(request)),
            "moment": request.moment,
        }
        return render(request, "articles/policy.html", context)


@public_page
def section(request: TimedRequest, slug: str) -> HttpResponse:
    section = get_object_or_404(Section, slug=slug)
    page = reading.in_section(section, moment=request.moment, before=cursor_in(request))
    context = {
        "section": section,
        "page": page,
        "sections": reading.sections(),
        "shared_picture": share_cards.of_section(section).picture(origin(request)),
        "structured_data": structured_data.list_page(section, page, origin(request)),
        "moment": request.moment,
    }
    return render(request, "articles/section.html", context)


@public_page
def tag(request: TimedRequest, slug: str) -> HttpResponse:
    tag = get_object_or_404(Tag, slug=slug)
    page = reading.tagged(tag, moment=request.moment, before=cursor_in(request))
    context = {
        "tag": tag,
        "page": page,
        "sections": reading.sections(),
        "shared_picture": share_cards.of_tag(tag).picture(origin(request)),
        "structured_data": structured_data.list_page(tag, page, origin(request)),
        "moment": request.moment,
    }
    return render(request, "articles/tag.html", context)


@public_page
def authors(request: TimedRequest) -> HttpResponse:
    context = {
        "page": reading.authors(moment=request.moment, before=cursor_in(request)),
        "sections": reading.sections(),
        "structured_data": structured_data.authors_page(origin(request)),
        "moment": request.moment,
    }
    return render(request, "authors/list.html", context)


@public_page
def author(request: TimedRequest, slug: str) -> HttpResponse:
    author = get_object_or_404(Author.objects.select_related("portrait"), slug=slug)
    site = origin(request)
    context = {
        "author": author,
        "shared_picture": facts.picture(author.portrait, site) or share_cards.of_author(author).picture(site),
        "page": reading.by_author(author, moment=request.moment, before=cursor_in(request)),
        "sections": reading.sections(),
        "structured_data": structured_data.profile_page(author, site),
        "moment": request.moment,
    }
    return render(request, "authors/profile.html", context)


@public_page
def share_card(request: TimedRequest, noun: str, number: str, digest: str) -> HttpResponse:
    """Give a card its image for good. A card with words of another time leads to that with the words of now."""
    card = share_cards.live(noun, int(number), moment=request.moment)
    if digest != card.digest:
        return HttpResponseRedirect(card.path)
    response = HttpResponse(share_cards.drawn(card), content_type=share_cards.KIND)
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@public_page
def robots(request: TimedRequest) -> HttpResponse:
    return render(request, "robots.txt", {"base": origin(request)}, content_type="text/plain")


def gone(request: TimedRequest, what: str) -> HttpResponse:
    """Say that something was withdrawn, and nothing else about it."""
    return render(request, "410.html", {"what": what, "sections": reading.sections()}, status=410)


def not_found(request: TimedRequest, exception: Exception) -> HttpResponse:
    with translation.override(imprint.language()):
        return render(request, "404.html", {"sections": reading.sections()}, status=404)


def failed(request: TimedRequest) -> HttpResponse:
    """Asks nothing of the database, which may be what failed."""
    return render(request, "500.html", {"site_name": settings.SITE_NAME}, status=500)
