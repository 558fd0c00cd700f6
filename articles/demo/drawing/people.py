"""The portraits of the newsroom: who is who."""

from .backdrops import backdrop
from .canvas import Canvas
from .clothes import camera, dressed
from .crops import beanie, curls, pixie, short
from .faces import Look, beard, face, freckles, neck
from .hair import behind, bob, ponytail, waves
from .palette import (
    AMBER,
    BRICK,
    CORAL,
    FOREST,
    INK,
    LILAC,
    MIST,
    MOSS,
    NAVY,
    OCHRE,
    PLUM,
    ROSE,
    SAND,
    SEA,
    TEAL,
    dark,
    light,
    mix,
)

LOOKS: dict[str, Look] = {
    "olena-marchuk": Look(
        skin=(232, 186, 152),
        hair=(74, 48, 42),
        style="bob",
        coat=mix(CORAL, BRICK, 0.3),
        collar="blazer",
        under=light(SAND, 0.6),
        ground=(mix(TEAL, MIST, 0.35), mix(TEAL, SEA, 0.3)),
        backdrop="city",
        eyes=(72, 92, 74),
        jaw=0.94,
        lips=mix(BRICK, CORAL, 0.35),
        turn=8,
    ),
    "taras-hnatiuk": Look(
        skin=(216, 164, 128),
        hair=(150, 150, 152),
        style="short",
        coat=mix(NAVY, SEA, 0.25),
        collar="jumper",
        under=mix(NAVY, SEA, 0.45),
        ground=(AMBER, mix(OCHRE, CORAL, 0.35)),
        backdrop="port",
        eyes=(62, 98, 122),
        jaw=1.06,
        brow=1.25,
        age=True,
        turn=-8,
        extras=("beard",),
    ),
    "iryna-voloshko": Look(
        skin=(240, 202, 174),
        hair=(186, 88, 48),
        style="waves",
        coat=mix(FOREST, MOSS, 0.18),
        collar="cardigan",
        under=light(MIST, 0.5),
        ground=(light(LILAC, 0.3), mix(LILAC, SEA, 0.35)),
        backdrop="sun",
        eyes=(60, 106, 92),
        jaw=0.92,
        lips=mix(ROSE, BRICK, 0.45),
        turn=-7,
        glasses=dark(PLUM, 0.2),
        smile=1.3,
        extras=("freckles",),
    ),
    "daniel-lind": Look(
        skin=(140, 93, 68),
        hair=(34, 26, 28),
        style="curls",
        coat=dark(PLUM, 0.1),
        collar="jacket",
        under=OCHRE,
        ground=(light(ROSE, 0.15), mix(CORAL, ROSE, 0.35)),
        backdrop="stage",
        eyes=(48, 32, 28),
        jaw=1.0,
        long=1.04,
        brow=1.1,
        turn=9,
        glasses=INK,
        square=True,
        smile=0.9,
        lips=(112, 58, 54),
    ),
    "sofiia-dzhura": Look(
        skin=(222, 168, 126),
        hair=(40, 32, 38),
        style="ponytail",
        coat=mix(SEA, TEAL, 0.35),
        collar="track top",
        under=CORAL,
        ground=(mix(MOSS, AMBER, 0.35), mix(MOSS, FOREST, 0.35)),
        backdrop="pitch",
        eyes=(70, 46, 34),
        jaw=0.93,
        lips=mix(ROSE, BRICK, 0.5),
        turn=-9,
        smile=1.6,
    ),
    "marta-kovalchyn": Look(
        skin=(228, 184, 156),
        hair=(206, 206, 212),
        style="pixie",
        coat=mix(INK, NAVY, 0.3),
        collar="scarf",
        under=mix(BRICK, CORAL, 0.3),
        ground=(mix(SEA, LILAC, 0.35), dark(NAVY, 0.05)),
        backdrop="window",
        eyes=(76, 96, 124),
        jaw=0.98,
        lips=mix(BRICK, ROSE, 0.3),
        turn=8,
        age=True,
        glasses=mix(BRICK, CORAL, 0.3),
        smile=0.8,
    ),
    "pavlo-redko": Look(
        skin=(226, 178, 144),
        hair=(112, 72, 46),
        style="beanie",
        coat=mix(MOSS, FOREST, 0.55),
        collar="hood",
        under=mix(OCHRE, BRICK, 0.2),
        ground=(light(MIST, 0.3), mix(SEA, MIST, 0.45)),
        backdrop="sea",
        eyes=(58, 92, 110),
        jaw=1.02,
        brow=1.1,
        turn=-7,
        extras=("stubble", "camera"),
    ),
}


STYLES = {
    "bob": bob,
    "waves": waves,
    "ponytail": ponytail,
    "short": short,
    "curls": curls,
    "pixie": pixie,
    "beanie": beanie,
}


def person(c: Canvas, slug: str) -> None:
    """One portrait, from back to front."""
    look = LOOKS[slug]
    backdrop(c, look)
    behind(c, look)
    neck(c, look)
    dressed(c, look)
    face(c, look)
    if "freckles" in look.extras:
        freckles(c, look)
    if "beard" in look.extras or "stubble" in look.extras:
        beard(c, look, "beard" in look.extras)
    STYLES[look.style](c, look)
    if "camera" in look.extras:
        camera(c)
