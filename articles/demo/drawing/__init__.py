"""Pictures and portraits for the demonstration newspaper, drawn by code in the manner of screen prints.

`picture` and `portrait` give JPEG bytes, the same ones each time.
"""

import io

from PIL import Image

from .catalogue import PORTRAITS, SCENES, Scene

__all__ = ["PORTRAITS", "SCENES", "Scene", "picture", "portrait"]


def _jpeg(image: Image.Image) -> bytes:
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=88, optimize=False, progressive=False)
    return stream.getvalue()


def picture(name: str, size: tuple[int, int] = (1800, 1200)) -> bytes:
    """One of the SCENES as a JPEG file."""
    return _jpeg(SCENES[name].draw(size))


def portrait(slug: str, size: tuple[int, int] = (800, 800)) -> bytes:
    """The portrait of an author (or the emblem of the newsroom) as a JPEG file."""
    return _jpeg(PORTRAITS[slug](size))
