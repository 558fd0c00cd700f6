"""What does a picture's file say of itself, and which of its voices counts?"""

import hashlib
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Pillow

from images import iim, metadata
from images.xmp import Packet
from tests.factories import picture_bytes
from tests.test_images import SAMPLES, needs_samples

KYIV = ZoneInfo("Europe/Kyiv")
NAMES = (
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/" '
    'xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/" '
    'xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/"'
)


def read(content):
    return metadata.read(content, zone=KYIV)


def packet(attributes="", elements=""):
    rdf = f"<rdf:RDF {NAMES}><rdf:Description {attributes}>{elements}</rdf:Description></rdf:RDF>"
    meta = f'<x:xmpmeta xmlns:x="adobe:ns:meta/">{rdf}</x:xmpmeta>'
    return f'<?xpacket begin="" id="W5M0"?>{meta}<?xpacket end="w"?>'.encode()


def alternatives(name, *texts):
    items = "".join(f'<rdf:li xml:lang="{language}">{text}</rdf:li>' for language, text in texts)
    return f"<{name}><rdf:Alt>{items}</rdf:Alt></{name}>"


def datasets(*fields, charset=b"\x1b%G"):
    rows = (
        [(1, 90, charset), *((2, number, text) for number, text in fields)]
        if charset
        else [(2, n, t) for n, t in fields]
    )
    return b"".join(
        bytes([0x1C, record, number]) + len(text).to_bytes(2, "big") + text for record, number, text in rows
    )


def resources(block, checksum=None):
    """A JPEG's Photoshop segment."""
    found = b"Photoshop 3.0\x00"
    for number, data in ((0x0404, block), (0x0425, checksum)):
        if data is not None:
            found += (
                b"8BIM"
                + number.to_bytes(2, "big")
                + b"\x00\x00"
                + len(data).to_bytes(4, "big")
                + data
                + b"\x00" * (len(data) % 2)
            )
    return found


def with_segment(jpeg, content, marker=0xED):
    return jpeg[:2] + bytes([0xFF, marker]) + (len(content) + 2).to_bytes(2, "big") + content + jpeg[2:]


def exif_of(**tags):
    exif = Pillow.Exif()
    for name, value in tags.items():
        exif[getattr(metadata, name)] = value
    return exif


FULL = packet(
    'photoshop:Headline="Flood" photoshop:Credit="The Courier / Agency" '
    'photoshop:DateCreated="2026-03-10T14:05:00+02:00" '
    'xmpRights:WebStatement="https://agency.example/licence" '
    'Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"',
    alternatives("dc:description", ("uk", "Повінь"), ("x-default", "The flood"))
    + alternatives("dc:rights", ("x-default", "© 2026 Agency"))
    + alternatives("xmpRights:UsageTerms", ("x-default", "Editorial use only"))
    + alternatives("Iptc4xmpCore:AltTextAccessibility", ("x-default", "A street under water"))
    + "<Iptc4xmpCore:ExtDescrAccessibility>Long words</Iptc4xmpCore:ExtDescrAccessibility>"
    + "<dc:creator><rdf:Seq><rdf:li>Olha</rdf:li><rdf:li>Ivan</rdf:li></rdf:Seq></dc:creator>"
    + '<plus:Licensor><rdf:Seq><rdf:li rdf:parseType="Resource">'
    + "<plus:LicensorURL>https://agency.example/buy</plus:LicensorURL></rdf:li></rdf:Seq></plus:Licensor>",
)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_all_that_the_iptc_names_is_read_from_xmp_of_any_file(kind):
    options = {"xmp": FULL}
    if kind == "PNG":
        from PIL import PngImagePlugin  # noqa: PLC0415

        info = PngImagePlugin.PngInfo()
        info.add_itxt("XML:com.adobe.xmp", FULL.decode())
        options = {"pnginfo": info}
    assert read(picture_bytes(kind=kind, **options)) == metadata.Found(
        title="Flood",
        caption="The flood",
        credit="The Courier / Agency",
        creator="Olha; Ivan",
        copyright_notice="© 2026 Agency",
        usage_terms="Editorial use only",
        license_url="https://agency.example/licence",
        acquire_url="https://agency.example/buy",
        alt="A street under water",
        description="Long words",
        source_type="digitalCapture",
        taken_at=datetime(2026, 3, 10, 12, 5, tzinfo=UTC),
    )


IIM = ((120, b"Of IIM"), (80, b"Olha"), (80, b"Ivan"), (110, b"IIM credit"), (116, b"(c) IIM"), (105, b"IIM headline"))


def test_iim_speaks_where_nothing_else_does():
    found = read(with_segment(picture_bytes(), resources(datasets(*IIM, (55, b"20260310"), (60, b"140500+0200")))))
    assert (found.caption, found.creator, found.credit) == ("Of IIM", "Olha; Ivan", "IIM credit")
    assert (found.copyright_notice, found.title) == ("(c) IIM", "IIM headline")
    assert found.taken_at == datetime(2026, 3, 10, 12, 5, tzinfo=UTC)


XMP_CAPTION = packet(elements=alternatives("dc:description", ("x-default", "Of XMP")))


@pytest.mark.parametrize(
    ("checksum", "counts"),
    [(None, "Of XMP"), ("its own", "Of XMP"), (b"\x00" * 16, "Of IIM")],
    ids=["no checksum", "the block as XMP's writer left it", "the block changed since"],
)
def test_xmp_goes_before_iim_unless_iim_was_changed_alone(checksum, counts):
    block = datasets(*IIM)
    own = hashlib.md5(block, usedforsecurity=False).digest()
    segment = resources(block, own if checksum == "its own" else checksum)
    assert read(with_segment(picture_bytes(xmp=XMP_CAPTION), segment)).caption == counts


def test_exif_goes_before_both_where_it_says_something():
    exif = exif_of(DESCRIPTION="Of EXIF", ARTIST="Marta", COPYRIGHT="Marta\x00The Courier")
    exif.get_ifd(metadata.EXIF_IFD)[metadata.ORIGINAL_TIME] = "2026:03:10 14:05:00"
    exif.get_ifd(metadata.EXIF_IFD)[metadata.ORIGINAL_OFFSET] = "+02:00"
    found = read(with_segment(picture_bytes(exif=exif, xmp=FULL), resources(datasets(*IIM))))
    assert (found.caption, found.creator, found.copyright_notice) == ("Of EXIF", "Marta", "Marta; The Courier")
    assert found.taken_at == datetime(2026, 3, 10, 12, 5, tzinfo=UTC)
    assert found.credit == "The Courier / Agency"


def test_what_a_camera_writes_under_every_picture_is_no_caption():
    exif = exif_of(DESCRIPTION="OLYMPUS DIGITAL CAMERA   ")
    assert read(picture_bytes(exif=exif, xmp=XMP_CAPTION)).caption == "Of XMP"


@pytest.mark.parametrize(
    ("charset", "written", "told"),
    [
        (b"\x1b%G", "Повінь у Києві".encode(), "Повінь у Києві"),
        (b"", "Повінь".encode(), "Повінь"),
        (b"", "Café".encode("cp1252"), "Café"),
        (b"\x1b%G", "Café".encode("cp1252"), "Caf�"),
    ],
)
def test_letters_of_iim_are_those_its_writer_meant(charset, written, told):
    assert iim.read(datasets((120, written), charset=charset))[2, 120] == [told]


def test_letters_of_exif_are_those_its_writer_meant():
    assert read(picture_bytes(exif=exif_of(DESCRIPTION="Повінь".encode()))).caption == "Повінь"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("2026-03-10", datetime(2026, 3, 9, 22, 0, tzinfo=UTC)),
        ("2026-03-10T14:05", datetime(2026, 3, 10, 12, 5, tzinfo=UTC)),
        ("2026-03-29T03:30:00", datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),  # an hour that Kyiv skipped
        ("2026-03-10T14:05Z", datetime(2026, 3, 10, 14, 5, tzinfo=UTC)),
        ("0000-00-00", None),
        ("0001-01-01", None),
        ("yesterday", None),
    ],
)
def test_a_time_without_a_zone_is_the_newsrooms(written, told):
    assert read(picture_bytes(xmp=packet(f'photoshop:DateCreated="{written}"'))).taken_at == told


def test_an_alternative_text_is_never_made_of_anything_else():
    exif = exif_of(DESCRIPTION="DSC_0012.JPG")
    assert read(picture_bytes(exif=exif, xmp=XMP_CAPTION)).alt == ""


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "agency", "//x"])
def test_an_address_that_is_none_is_left_out(address):
    assert read(picture_bytes(xmp=packet(f'xmpRights:WebStatement="{address}"'))).license_url == ""


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><x>&b;</x>'
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'


@pytest.mark.parametrize(
    "content",
    [b"", b"<", b"\xff" * 99, BOMB, OUTSIDE, b'<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd"><x/>', b"<a>" * 100_000,
     b'<?xml version="1.0" encoding="nonsense"?><x/>', FULL[:-90], b" " * (2 * 1024 * 1024 + 1)],
    ids=range(10),
)  # fmt: skip
def test_a_hostile_packet_says_nothing(content):
    assert Packet(content).descriptions == []


def test_texts_are_as_long_as_the_library_holds_and_fit_for_xml():
    found = read(picture_bytes(xmp=packet(f'photoshop:Headline="{"x" * 999}" photoshop:Credit="a&#9;&#xFFFD;b"')))
    assert (found.title, found.credit) == ("x" * 150, "a �b")


@given(st.binary(max_size=300))
def test_no_block_of_bytes_stops_the_reading(content):
    iim.read(content)
    iim.read(b"\x1c\x02\x78" + content)
    assert read(content) == metadata.Found()


@given(st.integers(0, 5000), st.binary(min_size=1, max_size=8))
def test_a_damaged_file_says_less_and_never_raises(at, noise):
    content = bytearray(with_segment(picture_bytes(exif=exif_of(DESCRIPTION="D"), xmp=FULL), resources(datasets(*IIM))))
    content[at : at + len(noise)] = noise
    read(bytes(content))


@needs_samples
def test_a_real_press_photograph_is_read():
    found = read((SAMPLES / "press-photo-reagan.jpg").read_bytes())
    assert "REAGAN" in found.caption.upper()
    assert found.creator
    assert found.alt == ""
