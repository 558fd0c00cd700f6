"""What if a file is no picture, too much of one, or something else as well? It is refused, and nothing stays."""

import io
import os
import struct
import zipfile
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image as Pillow

from images import arriving, intake, judging, trial
from images.judging import Refused, judge
from images.models import Image
from tests.conftest import NOON
from tests.factories import make_editor, picture_bytes

PNG = picture_bytes((60, 60), kind="PNG")
JPEG = picture_bytes((60, 60))
FILES = {kind: picture_bytes((60, 60), kind=kind) for kind in ("JPEG", "PNG", "WEBP", "AVIF")}
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' width='100' height='100'><script>alert(1)</script></svg>"


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def with_chunk(kind, data):
    return PNG[:33] + chunk(kind, data) + PNG[33:]


def huge_png(width, height):
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return PNG[:8] + head + chunk(b"IDAT", zlib.compress(b"\x00" * 1000)) + chunk(b"IEND", b"")


def archive():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr("Evil.class", b"\xca\xfe\xba\xbe")
    return buffer.getvalue()


def take(content):
    return intake.take(io.BytesIO(content))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not a JPEG"),
        (b"words", "not a JPEG"),
        (SVG, "SVG"),
        (b"<?xml version='1.0'?>\n<!-- x -->" + SVG, "SVG"),
        (b"%PDF-1.4", "PDF"),
        (b"<!doctype html><script>1</script>", "not a JPEG"),
        (picture_bytes(kind="GIF"), "GIF"),
        (picture_bytes(kind="TIFF"), "TIFF"),
        (picture_bytes(kind="BMP"), "not a JPEG"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "HEIC"),
        (archive() + JPEG, "not a JPEG"),
    ],
)
def test_what_is_no_picture_of_a_known_kind_is_refused_by_its_name(content, said):
    with pytest.raises(ValidationError, match=said):
        take(content)


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize(
    "hidden",
    [b"<script>alert(1)</script>", b"<?php system($_GET['c']); ?>", b"<!DOCTYPE HTML><p>", SVG, archive()],
    ids=["script", "php", "page", "svg", "archive"],
)
def test_what_hangs_on_behind_a_picture_is_found(kind, hidden):
    with pytest.raises(Refused, match="hidden"):
        judge(FILES[kind] + hidden)


PAGE = b"<html><script>alert(1)</script>"


@pytest.mark.parametrize(
    "content",
    [picture_bytes(comment=PAGE), picture_bytes(comment=b"<?php evil() ?>"), picture_bytes(xmp=PAGE),
     picture_bytes(comment=b"%PDF-1.4"), with_chunk(b"tEXt", b"Comment\x00" + PAGE),
     with_chunk(b"iTXt", b"Comment\x00\x00\x00\x00\x00" + PAGE), with_chunk(b"evIl", PAGE),
     picture_bytes(kind="WEBP", xmp=PAGE), picture_bytes(kind="AVIF", xmp=PAGE)],
    ids=range(9),
)  # fmt: skip
def test_what_is_hidden_in_a_picture_is_found(content):
    with pytest.raises(Refused, match="hidden"):
        judge(content)


def test_ordinary_words_beside_the_pixels_are_no_program():
    words = b"A <b>caption</b> of 3 < 4, see https://example.org/?a=1&b=2 <svgs> <scripture>"
    assert judge(picture_bytes((60, 60), comment=words)).extension == "jpg"
    assert judge(with_chunk(b"tEXt", b"Comment\x00" + words)).extension == "png"
    assert judge(JPEG + b"\x00" * 500 + b"SEFT telephone").extension == "jpg"


def test_a_file_too_large_is_refused_without_being_looked_at(monkeypatch):
    monkeypatch.setattr(intake, "MOST_BYTES", 1000)
    monkeypatch.setattr(intake, "_trial", None)
    with pytest.raises(ValidationError, match="larger than"):
        take(b"x" * 1001)


@pytest.mark.parametrize("size", [(8000, 8000), (30_000, 30_000), (2**31 - 1, 2**31 - 1)])
def test_a_bomb_of_pixels_is_refused_before_it_is_decoded(monkeypatch, size):
    monkeypatch.setattr(Pillow.Image, "load", lambda *a: pytest.fail("It was decoded."))
    with pytest.raises(Refused, match=r"more than 60 million pixels|broken"):
        judge(huge_png(*size))


@pytest.mark.parametrize("kind", [b"zTXt", b"iCCP", b"iTXt"])
def test_a_bomb_of_words_is_not_unpacked(kind):
    zeros = zlib.compress(b"\x00" * 200_000_000, 1)
    between = {b"zTXt": b"Comment\x00\x00", b"iCCP": b"p\x00\x00", b"iTXt": b"Comment\x00\x01\x00\x00\x00"}[kind]
    try:
        judged = trial.Trial(seconds=10)
        judged.judge(with_chunk(kind, between + zeros))
    except Refused as refusal:
        assert "broken" in str(refusal)
    finally:
        judged.end()


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF"])
def test_a_picture_that_moves_is_refused(kind):
    frames = [Pillow.new("RGB", (60, 60), colour) for colour in ("red", "blue")]
    buffer = io.BytesIO()
    frames[0].save(buffer, kind, save_all=True, append_images=frames[1:])
    with pytest.raises(Refused, match="moves"):
        judge(buffer.getvalue())


noise = st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 255)), min_size=1, max_size=12)


@settings(max_examples=40)
@given(st.sampled_from(sorted(FILES)), noise, st.floats(0.1, 1))
@example("PNG", [(20, 0)], 1.0)
def test_a_damaged_file_is_refused_in_words_or_is_a_picture(kind, changes, kept):
    content = bytearray(FILES[kind])
    for at, value in changes:
        content[at % len(content)] ^= value
    try:
        judged = judge(bytes(content[: int(len(content) * kept)]))
    except Refused as refusal:
        assert str(refusal)
    else:
        assert judged.extension in judging.FORMATS.values()
        assert judged.width * judged.height <= judging.MOST_PIXELS


# The process that looks


@pytest.fixture
def looking():
    process = trial.Trial()
    yield process
    process.end()


def test_a_process_that_dies_of_a_file_is_replaced(looking):
    looking.judge(JPEG)
    os.kill(looking._process.pid, 9)
    looking._process.wait()
    assert looking.judge(JPEG).width == 60


def test_a_file_that_takes_too_long_is_refused(looking):
    looking.judge(JPEG)
    looking.seconds = 0.0
    with pytest.raises(Refused, match="too long"):
        looking.judge(picture_bytes((3000, 3000), kind="PNG"))
    looking.seconds = 20
    assert looking.judge(JPEG).width == 60


def test_a_picture_that_takes_more_memory_than_allowed_is_refused_and_the_next_one_is_not(monkeypatch, looking):
    code = f"import resource, sys; resource.setrlimit(resource.RLIMIT_AS, ({260 * 2**20},) * 2)\n"
    code += "from images import trial; trial.serve(sys.stdin.buffer, sys.stdout.buffer)"
    begin = trial.subprocess.Popen

    def begun(command, **options):
        return begin([command[0], "-c", code], **options)

    monkeypatch.setattr(trial.subprocess, "Popen", begun)
    big = io.BytesIO()
    Pillow.new("RGB", (7700, 7700)).save(big, "PNG", compress_level=1)
    with pytest.raises(Refused, match=r"memory|gave up|broken"):
        looking.judge(big.getvalue())
    assert looking.judge(JPEG).width == 60


def test_the_largest_picture_that_is_allowed_fits(looking):
    big = io.BytesIO()
    Pillow.new("RGBA", (7745, 7745)).save(big, "PNG", compress_level=1)
    assert looking.judge(big.getvalue()).width == 7745


# At the door


@pytest.mark.django_db
@pytest.mark.parametrize("content", [SVG, JPEG[:-300], JPEG + PAGE, huge_png(9000, 9000)], ids=range(4))
def test_a_refused_file_leaves_nothing_behind(content):
    arrival = arriving.receive(SimpleUploadedFile("x.jpg", content, "image/jpeg"), by=make_editor(), at=NOON)
    assert arrival.refusal
    assert not Image.objects.exists()
    assert not default_storage.exists("originals")
