"""How is a body written at the desk? django-prose-editor, with our own references, paste, links and full screen.

The scripts are plain ES modules under `static/desk/editor/`; they share code through the page's import map, which
Django's hashed file names need. What they write is cleaned by `articles/body.py`, whatever they do.
"""

from typing import Any

from django.urls import reverse
from django_prose_editor.fields import ProseEditorFormField
from django_prose_editor.widgets import AdminProseEditorWidget
from js_asset import ImportMap, Media

from images import scripts

MODULES = ("asking", "block", "drops", "placing", "words")
SHARED = ImportMap({f"desk-editor/{name}": f"desk/editor/{name}.js" for name in MODULES})

CONFIG: dict[str, Any] = {
    "extensions": {
        "Bold": True,
        "Italic": True,
        "Strike": True,
        "Subscript": True,
        "Superscript": True,
        "Heading": {"levels": [2, 3, 4]},  # a subhead of the fourth level comes with imports only; it has no button
        "BulletList": True,
        "OrderedList": {"enableListAttributes": False},
        "ListItem": True,
        "Blockquote": True,
        "HorizontalRule": True,
        "DeskLink": {"protocols": ["http", "https", "mailto", "tel"], "enableTarget": False, "autolink": False},
        "DeskTable": True,
        "TableRow": True,
        "TableHeader": True,
        "TableCell": True,
        "HardBreak": True,
        "NoSpellCheck": False,
        "Menu": False,
        "DeskMenu": True,
        "LibraryImage": True,
        "Gallery": True,
        "RelatedStory": True,
        "Video": True,
        "Post": True,
        "PullQuote": True,
        "CleanPaste": True,
        "PictureDrop": True,
        "Writing": True,
    }
}


class BodyWidget(AdminProseEditorWidget):
    """The textarea that the editor takes over; it knows whom its dialogs ask."""

    @property
    def media(self):
        own = Media(css={"all": ["desk/editor.css", "desk/pictures.css"]}, importmap=SHARED)
        return super().media + scripts.media() + own

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        for asked in ("references", "embed", "links"):
            context["widget"]["attrs"][f"data-{asked}"] = reverse(f"admin:articles_article_{asked}")
        context["widget"]["attrs"]["data-upload"] = reverse("admin:add-pictures")
        return context


def body_field(**kwargs: Any) -> ProseEditorFormField:
    """Make the form field. It does not sanitise: the model's field does, whatever way words come in."""
    return ProseEditorFormField(config=CONFIG, widget=BodyWidget, required=False, **kwargs)
