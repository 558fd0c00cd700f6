"""How is a body written at the desk? django-prose-editor, with our three kinds of reference."""

from typing import Any

from django_prose_editor.fields import ProseEditorFormField
from django_prose_editor.widgets import AdminProseEditorWidget

CONFIG: dict[str, Any] = {
    "extensions": {
        "Bold": True,
        "Italic": True,
        "Heading": {"levels": [2, 3]},
        "BulletList": True,
        "OrderedList": True,
        "ListItem": True,
        "Blockquote": True,
        "HorizontalRule": True,
        "Link": {"protocols": ["http", "https", "mailto", "tel"], "enableTarget": False},
        "Table": True,
        "TableRow": True,
        "TableHeader": True,
        "TableCell": True,
        "HardBreak": True,
        "LibraryImage": True,
        "RelatedStory": True,
        "Video": True,
        "CleanPaste": True,
    }
}


def body_field(**kwargs: Any) -> ProseEditorFormField:
    """Make the form field. It does not sanitise: the model's field does, whatever way words come in."""
    return ProseEditorFormField(config=CONFIG, widget=AdminProseEditorWidget, required=False, **kwargs)
