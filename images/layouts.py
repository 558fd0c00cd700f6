"""How large do the pages show their pictures? Each layout's crop, widths and `sizes`, for templates and maker alike.

The widths are those that telephones (two and three pixels a dot) and desks really ask for, as few as serve both: every
further one costs bytes in each page and time for each picture. A layout's greatest width is what a browser gets at
most: in lists a telephone with three pixels a dot gets about two.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Layout:
    """`sizes` says to browsers how wide the picture stands on the page (HTML, section 4.8.4.2.1)."""

    crop: str
    widths: tuple[int, ...]
    sizes: str


LAYOUTS = {
    # the first story of the front page
    "lead": Layout("photo", (384, 800, 1120), "(min-width: 64rem) 40rem, 100vw"),
    # the stories beside it
    "card": Layout("photo", (264, 384, 640), "(min-width: 75rem) 14rem, (min-width: 40rem) 46vw, 92vw"),
    # lists, and cards of related stories
    "small": Layout("photo", (264, 384), "(min-width: 48rem) 13rem, 8rem"),
    # above a story's text
    "story": Layout("whole", (640, 960, 1440, 1920), "(min-width: 62rem) 60rem, 100vw"),
    # in a story's text, or alone on a page
    "body": Layout("whole", (640, 960, 1440), "(min-width: 46rem) 41rem, 92vw"),
    # several in a strip
    "gallery": Layout("whole", (640, 960), "(min-width: 45rem) 38rem, 84vw"),
    # an item of the news feed
    "feed": Layout("whole", (320, 640, 960), "(min-width: 64rem) 24rem, 92vw"),
    # people
    "portrait": Layout("square", (120, 240, 480), "6rem"),
}

SHARED = ("wide", "classic", "square")
SHARED_WIDTH = 1200
"""The crops that search engines and social networks ask for, as JPEG of one width."""


def widths_of(crop: str) -> tuple[int, ...]:
    """List the widths in which any layout shows a crop."""
    return tuple(sorted({width for layout in LAYOUTS.values() if layout.crop == crop for width in layout.widths}))


ALL_WIDTHS = tuple(sorted({SHARED_WIDTH, *(width for layout in LAYOUTS.values() for width in layout.widths)}))
"""All widths there are, whatever the crop."""
