"""Which modules do the desk's pages of pictures share? Through the page's import map, as hashed file names need."""

from typing import Any

from js_asset import ImportMap, Media, Script

SHARED = ImportMap({f"desk-pictures/{name}": f"desk/pictures/{name}.js" for name in ("asking", "focus", "upload")})


def media(*pages: str) -> Any:
    """Give what a page needs that runs these scripts."""
    return Media(js=[Script(f"desk/pictures/{page}.js", type="module") for page in pages], importmap=SHARED)
