"""What stands in a picture's XMP packet? Source: ISO 16684-1, in the forms that RDF/XML allows for each property.

A packet is somebody else's XML: no entity is expanded, no DTD is read, nothing is fetched, and a packet that is no XML
says nothing.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

MOST_BYTES = 2 * 1024 * 1024
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
DC = "{http://purl.org/dc/elements/1.1/}"
PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
RIGHTS = "{http://ns.adobe.com/xap/1.0/rights/}"
CORE = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}"
EXTENSION = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}"
PLUS = "{http://ns.useplus.org/ldf/xmp/1.0/}"


class Packet:
    def __init__(self, content: bytes) -> None:
        self.descriptions = list(_descriptions(content))

    def texts(self, name: str) -> list[str]:
        """Return a property's values: of alternatives in several languages only the default one, of lists all."""
        for description in self.descriptions:
            found = _values(description, name)
            if found:
                return found
        return []

    def text(self, name: str) -> str:
        return next(iter(self.texts(name)), "")

    def inside(self, name: str, part: str) -> str:
        """Return a part of the first structure of a list, such as the address of the first licensor."""
        for description in self.descriptions:
            for item in description.iterfind(f"{name}/*/{RDF}li"):
                for holder in (item, *item.findall(f"{RDF}Description")):
                    found = _values(holder, part)
                    if found:
                        return found[0]
        return ""


def _descriptions(content: bytes) -> Iterator[Element]:
    if not content or len(content) > MOST_BYTES:
        return
    try:
        root = ElementTree.fromstring(content.strip(b"\x00 \t\r\n"), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return
    yield from root.iter(f"{RDF}Description")


def _values(holder: Element, name: str) -> list[str]:
    if name in holder.attrib:
        return _filled([holder.attrib[name]])
    element = holder.find(name)
    if element is None:
        return []
    alternatives = element.findall(f"{RDF}Alt/{RDF}li")
    if alternatives:
        default = [one for one in alternatives if one.get(LANGUAGE, "x-default") == "x-default"]
        return _filled([(default or alternatives)[0].text or ""])
    items = [*element.findall(f"{RDF}Seq/{RDF}li"), *element.findall(f"{RDF}Bag/{RDF}li")]
    if items:
        return _filled([item.text or "" for item in items])
    return _filled([element.get(f"{RDF}resource") or element.text or ""])


def _filled(texts: list[str]) -> list[str]:
    return [text.strip() for text in texts if text.strip()]
