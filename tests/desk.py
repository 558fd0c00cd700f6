"""What a browser sends to the desk, and where."""

import uuid

from django.urls import reverse

from articles.models import Article

LIST = "/admin/articles/article/"


def form_of(story, **changes):
    """What a browser would send for a story's form, opened now."""
    data = {
        "seen": story.version,
        "headline": story.headline,
        "standfirst": story.standfirst,
        "body": story.body,
        "section": story.section_id or "",
        "kicker": story.kicker,
        "genre": story.genre,
        "dateline": story.dateline,
        "language": story.language,
        "tags": [item.tag_id for item in story.tag_items.all()] if story.pk else [],
        "lead_picture": story.lead_picture_id or "",
        "lead_caption": story.lead_caption,
        "lead_focus": story.lead_focus,
        "assignee": story.assignee_id or "",
        "show_in_feed": "on",
        **bylines_of(story),
    }
    data |= dict.fromkeys(("search_title", "search_description", "social_title", "social_description"), "")
    data |= {"planned_for_local": "", "planned_for_which": ""}
    return data | changes


def bylines_of(story):
    """The rows of the form's bylines, as they are saved."""
    lines = list(story.bylines.all()) if story.pk else []
    rows = {"bylines-TOTAL_FORMS": len(lines), "bylines-INITIAL_FORMS": 0}
    for place, line in enumerate(lines):
        values = {"author": line.author_id, "role": line.role, "position": line.position}
        rows |= {f"bylines-{place}-{name}": value for name, value in values.items()}
    return rows


def new_story(**changes):
    return form_of(Article(slug="", headline="", stage_since=None), **changes) | {"slug": changes.get("slug", "")}


def change_url(story):
    return reverse("admin:articles_article_change", args=[story.pk])


def move_url(story, name, edition=None):
    if edition is None:
        return reverse("admin:articles_article_move", args=[story.pk, name])
    return reverse("admin:articles_edition_move", args=[story.pk, name, edition.pk])


def text(response):
    return response.content.decode()


def moves_shown(client, story):
    return {move.name for move in client.get(change_url(story)).context["moves"]}


# Typing that is not saved


def number():
    """Of a form that a browser has open."""
    return str(uuid.uuid4())


def typing_url(story):
    return reverse("admin:articles_article_typing", args=[story.pk])


def type_into(client, story, user, *, form=None, **changes):
    """Send what an open form sends after a pause."""
    form = form or number()
    data = form_of(story, **changes) | {"user": user.pk, "form_number": form}
    return form, client.post(typing_url(story), data)


def taken_back(client, story, form):
    return client.get(f"{change_url(story)}?typing={form}")


def fields(response):
    return {name: bound.value() for name, bound in ((f.name, f) for f in response.context["adminform"].form)}
