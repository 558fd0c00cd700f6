"""Which files become pictures, and what is left of them when readers get them?"""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from PIL import Image as Pillow
from PIL import ImageCms

from images import drawing, intake
from images.focus import CENTRE, Focus
from images.models import Image, add
from images.renditions import complete_set
from tests.conftest import NOON
from tests.factories import picture_bytes

SAMPLES = Path(__file__).resolve().parents[1].parent / "shared" / "samples" / "images"
needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="shared/samples/images is not beside this checkout")
RED = (220, 20, 20)


def saved(picture, kind, **options):
    buffer = BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def taken(content):
    return intake.take(BytesIO(content))


@dataclass
class Stand:
    """A picture that is in no library."""

    pk: int
    digest: str
    width: int
    height: int
    focus: Focus = CENTRE


def drawn(content):
    """All renditions of a picture: pairs of rendition and bytes."""
    one = taken(content)
    return list(drawing.draw(one.content, complete_set(Stand(1, one.digest, one.width, one.height))))


def shown(content):
    """What a reader gets: the largest JPEG of the whole picture."""
    found = [(one.width, data) for one, data in drawn(content) if (one.crop.name, one.kind) == ("whole", "jpg")]
    return Pillow.open(BytesIO(max(found)[1]))


def stored(name):
    with default_storage.open(name) as file:
        return file.read()


def is_near(colour, other):
    return all(abs(a - b) < 30 for a, b in zip(colour, other, strict=True))


@pytest.mark.parametrize(("kind", "extension"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp"), ("AVIF", "avif")])
def test_a_picture_is_known_by_its_content(kind, extension):
    one = taken(picture_bytes(kind=kind))
    assert (one.extension, one.width, one.height) == (extension, 400, 300)


def test_a_picture_too_small_is_refused():
    with pytest.raises(ValidationError, match="only 39 × 100"):
        taken(picture_bytes((39, 100)))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("part", [0.2, 0.6, 0.95])
def test_a_file_cut_short_is_refused(kind, part):
    content = saved(Pillow.effect_noise((300, 300), 80).convert("RGB"), kind)
    with pytest.raises(ValidationError):
        taken(content[: int(len(content) * part)])


def test_a_damaged_avif_is_refused_in_words():
    content = bytearray(picture_bytes(kind="AVIF"))
    middle = content.index(b"mdat") + 4
    content[middle:] = b"\xff" * (len(content) - middle)
    with pytest.raises(ValidationError, match="broken"):
        taken(bytes(content))


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF"])
def test_a_picture_that_moves_is_refused(kind):
    frames = [Pillow.new("RGB", (60, 60), colour) for colour in ("red", "blue")]
    with pytest.raises(ValidationError, match="moves"):
        taken(saved(frames[0], kind, save_all=True, append_images=frames[1:]))


def test_a_telephones_jpeg_with_a_second_picture_inside_is_a_still_one():
    frames = [Pillow.new("RGB", (60, 60), colour) for colour in ("red", "blue")]
    assert taken(saved(frames[0], "MPO", save_all=True, append_images=frames[1:])).extension == "jpg"


@pytest.mark.parametrize("size", [(60, 17_000), (17_000, 60), (50, 66_000)])
def test_a_picture_that_is_taken_can_be_shown(size):
    content = saved(Pillow.new("L", size), "PNG")
    try:
        taken(content)
    except ValidationError:
        return
    assert drawn(content)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_shown_upright(orientation):
    """The red corner is at the top left when upright."""
    upright = Pillow.new("RGB", (120, 80), "white")
    upright.paste(RED, (0, 0, 40, 40))
    turn = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # the inverse transposition of each EXIF orientation
    stored = upright.transpose(Pillow.Transpose(turn[orientation])) if orientation > 1 else upright
    exif = Pillow.Exif()
    exif[0x0112] = orientation
    picture = shown(saved(stored, "JPEG", exif=exif, quality=95))
    assert picture.size == (120, 80)
    assert is_near(picture.getpixel((10, 10)), RED)


@needs_samples
def test_eight_ways_to_hold_a_camera_give_one_picture():
    sizes = {shown((SAMPLES / "orientation" / f"Landscape_{n}.jpg").read_bytes()).size for n in range(1, 9)}
    assert sizes == {(1800, 1200)}


@needs_samples
@pytest.mark.parametrize("name", ["exiftool-GPS.jpg", "iptc.jpg", "press-photo-reagan.jpg", "hopper_orientation_6.jpg"])
def test_a_sample_keeps_no_metadata(name):
    assert nothing_but_pixels(shown((SAMPLES / name).read_bytes()))


def nothing_but_pixels(picture):
    return not picture.getexif() and not {"exif", "icc_profile", "xmp", "photoshop", "comment"} & set(picture.info)


def test_where_and_by_whom_it_was_taken_stays_in_the_original(db):
    exif = Pillow.Exif()
    exif[0x013B], exif[0x0112] = "Olha Secret", 1
    exif.get_ifd(0x8825)[1] = "N"
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>Olha Secret</x:xmpmeta>"
    one = taken(picture_bytes(exif=exif, comment=b"Olha Secret", xmp=xmp))
    image = add(one, title="River", by=None, at=NOON)
    assert b"Olha Secret" in stored(image.file.name)
    for _, content in drawn(one.content):
        assert b"Olha Secret" not in content
        assert nothing_but_pixels(Pillow.open(BytesIO(content)))


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "I;16", "RGBA"])
def test_a_png_of_any_mode_becomes_an_ordinary_picture(mode):
    assert shown(saved(Pillow.new(mode, (60, 60)), "PNG")).mode == "RGB"


def test_a_picture_for_print_keeps_its_colours():
    cmyk = Pillow.new("CMYK", (60, 60), (0, 255, 255, 0))
    assert is_near(shown(saved(cmyk, "JPEG")).getpixel((30, 30)), (255, 0, 0))


def test_colours_of_another_profile_are_brought_to_srgb():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    assert nothing_but_pixels(shown(picture_bytes(colour=RED, icc_profile=lab)))
    assert is_near(shown(picture_bytes(colour=RED, icc_profile=b"no profile")).getpixel((9, 9)), RED)


def test_what_is_transparent_becomes_white():
    clear = Pillow.new("RGBA", (60, 60), (0, 0, 0, 0))
    assert is_near(shown(saved(clear, "PNG")).getpixel((30, 30)), (255, 255, 255))


def test_the_same_file_twice_is_one_picture_with_its_first_words(db):
    one = taken(picture_bytes())
    first = add(one, title="River", by=None, at=NOON, caption="The first")
    assert add(one, title="Again", by=None, at=NOON, caption="The second") == first
    assert Image.objects.get().caption == "The first"
