"""Do the paper's letters weigh little, and are they all there?"""

import re
from pathlib import Path

from django.conf import settings

from images import lettering

SITE = Path(settings.BASE_DIR) / "static" / "site"
FONTS = SITE / "fonts"


def test_a_page_that_needs_every_cut_in_latin_and_cyrillic_stays_within_its_budget():
    files = [file for file in FONTS.glob("*.woff2") if not file.stem.endswith("latin-ext")]
    assert len(files) == 8 + 3  # the hryvnia's sign lies on its own
    assert sum(file.stat().st_size for file in files) <= 120_000


def test_the_sheet_names_each_font_file_once_and_swaps_it_in():
    sheet = (SITE / "type.css").read_text()
    named = re.findall(r'url\("(fonts/[^"]+)"\)', sheet)
    assert sorted(named) == sorted(f"fonts/{file.name}" for file in FONTS.glob("*.woff2"))
    assert sheet.count("font-display: swap") == len(named)


def test_stand_ins_have_the_height_of_what_they_stand_in_for():
    """Lines would jump when a font comes, if not."""
    sheet = (SITE / "type.css").read_text()
    faces = re.findall(r"@font-face {[^}]*local[^}]*}", sheet)
    assert faces
    for face in faces:
        sizes = re.search(r"size-adjust: ([\d.]+)%; ascent-override: ([\d.]+)%; descent-override: ([\d.]+)%", face)
        grown, ascent, descent = (float(size) / 100 for size in sizes.groups())
        ours = (1984 / 2048, 494 / 2048) if "Arial" in face or "Roboto" in face or "Sans" in face else (1.036, 0.335)
        assert abs(grown * ascent - ours[0]) < 0.001, face
        assert abs(grown * descent - ours[1]) < 0.001, face


def test_a_licence_lies_beside_the_fonts():
    for name in ("OFL-inter.txt", "OFL-source-serif-4.txt"):
        assert "SIL Open Font License" in (FONTS / name).read_text()


def test_the_hryvnias_sign_is_in_the_papers_letters():
    sheet = (SITE / "type.css").read_text()
    assert re.findall(r'url\("fonts/([^"]+)"\)[^}]*unicode-range: U\+20B4;', sheet) == [
        f"{cut}-hryvnia.woff2" for cut in ("serif-text", "serif-head", "sans")
    ]
    for cut, weight in (("serif-head", None), ("sans", 600)):
        assert lettering.drawable("5 ₴") == "5 ₴"
        assert lettering.width("₴", lettering.Type(cut, 40, weight)) > 10
