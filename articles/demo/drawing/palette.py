"""The inks: a limited set of colours that all pictures share, and ways to mix them."""

Colour = tuple[int, int, int]

INK: Colour = (17, 27, 43)
NAVY: Colour = (27, 49, 76)
SEA: Colour = (43, 94, 122)
TEAL: Colour = (82, 146, 150)
MIST: Colour = (186, 207, 203)
PAPER: Colour = (247, 236, 215)
SAND: Colour = (229, 202, 158)
OCHRE: Colour = (217, 157, 70)
AMBER: Colour = (249, 196, 106)
CORAL: Colour = (219, 92, 62)
BRICK: Colour = (150, 56, 48)
PLUM: Colour = (66, 40, 68)
ROSE: Colour = (232, 163, 143)
FOREST: Colour = (32, 68, 62)
MOSS: Colour = (126, 146, 80)
LILAC: Colour = (162, 164, 198)


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """The first ink with a share (0 to 1) of the second."""
    return (
        round(first[0] + (second[0] - first[0]) * share),
        round(first[1] + (second[1] - first[1]) * share),
        round(first[2] + (second[2] - first[2]) * share),
    )


def dark(colour: Colour, share: float = 0.3) -> Colour:
    """A shade towards ink."""
    return mix(colour, INK, share)


def light(colour: Colour, share: float = 0.3) -> Colour:
    """A tint towards paper."""
    return mix(colour, PAPER, share)


def along(stops: list[tuple[float, Colour]], place: float) -> Colour:
    """The colour at a place (0 to 1) of a gradient given as (place, colour) stops."""
    before = stops[0]
    for stop in stops:
        if stop[0] >= place:
            width = stop[0] - before[0]
            return mix(before[1], stop[1], (place - before[0]) / width) if width else stop[1]
        before = stop
    return before[1]


def even(*colours: Colour) -> list[tuple[float, Colour]]:
    """Stops for a gradient through these colours at equal distances."""
    return [(index / (len(colours) - 1), colour) for index, colour in enumerate(colours)]
