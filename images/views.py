"""What does a browser get for a picture's address? The rendition, unchanged for ever."""

import mimetypes

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from images.renditions import FOLDER


@require_safe
def rendition(request: HttpRequest, name: str) -> FileResponse:
    """Serve one rendition. Originals lie in another folder, which no address reaches."""
    path = f"{FOLDER}/{name}"
    try:
        file = default_storage.open(path)
    except FileNotFoundError:
        raise Http404("No such picture.") from None
    response = FileResponse(file, content_type=mimetypes.guess_type(name)[0])
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
