"""What does a browser get for a picture's address? The rendition, unchanged for ever."""

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from images import making
from images.renditions import FOLDER, KINDS
from newsroom.clock import TimedRequest


@require_safe
def rendition(request: TimedRequest, folder: str, width: str, kind: str) -> HttpResponseBase:
    """Serve one rendition, made now if nobody made it yet. Originals lie in a folder that no address reaches."""
    etag = f'"{folder}-{width}-{kind}"'  # what it holds follows from its address
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if response is None:
        try:
            file: File = default_storage.open(f"{FOLDER}/{folder}/{width}.{kind}")
        except FileNotFoundError:
            try:
                file = ContentFile(making.make_asked(folder, int(width), kind, at=request.moment))
            except making.NotThere:
                raise Http404("No such picture.") from None
            except making.Busy:
                return HttpResponse("It is being made.\n", "text/plain", status=503, headers={"Retry-After": "2"})
        response = FileResponse(file, content_type=KINDS[kind])
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["ETag"] = etag
    return response
