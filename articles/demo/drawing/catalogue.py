"""Which pictures there are, and what is said about them."""

from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from .archive import archive_shelves
from .bakery import bakery
from .beach import beach_volunteers
from .bridge import tram_bridge
from .canvas import Canvas
from .chess import chess_club
from .council import council_chamber
from .cycling import bicycle_lane
from .emblem import emblem
from .ferry import ferry
from .flood import flood_gauge
from .grain import grain_terminal
from .greenhouse import greenhouse
from .harbour import harbour_dawn, lighthouse
from .heron import river_heron
from .hills import observatory, wind_turbines
from .library import library_dome
from .market import market_hall
from .people import LOOKS, person
from .power import power_station
from .rail import rail_yard
from .schoolyard import schoolyard
from .square import snow_square
from .stadium import stadium_night
from .theatre import theatre_curtain

Size = tuple[int, int]
Draw = Callable[[Size], Image.Image]
REDKO, HOUSE = "Pavlo Redko / The Velmyn Courier", "The Velmyn Courier"


@dataclass(frozen=True)
class Scene:
    """A picture of the newspaper: its words, and the function that draws it at a size."""

    title: str
    alt: str
    caption: str
    credit: str
    draw: Draw


def _scene(work: Callable[[Canvas], None], title: str, credit: str, alt: str, caption: str) -> tuple[str, Scene]:
    name = work.__name__.replace("_", "-")

    def draw(size: Size) -> Image.Image:
        canvas = Canvas(size, name)
        work(canvas)
        return canvas.finish()

    return name, Scene(title, alt, caption, credit, draw)


def _portrait(slug: str) -> Draw:
    def draw(size: Size) -> Image.Image:
        canvas = Canvas(size, slug, (800, 800))
        if slug in LOOKS:
            canvas.zoom(1.14, 400, 416)
            person(canvas, slug)
        else:
            emblem(canvas)
        return canvas.finish()

    return draw


_ALL = (
    _scene(
        harbour_dawn,
        "The harbour at dawn",
        REDKO,
        "An oarsman in a small boat crosses still water at sunrise, with quay cranes and a moored freighter "
        "in silhouette behind him.",
        "A rower crosses the inner harbour at sunrise, before the first shift starts on the quay cranes.",
    ),
    _scene(
        tram_bridge,
        "A tram on Miskyi Bridge",
        REDKO,
        "A red and cream tram runs under the steel arch of a river bridge in low autumn sun while a rowing "
        "crew passes below.",
        "A tram crosses Miskyi Bridge, photographed the autumn before it closed for repair.",
    ),
    _scene(
        market_hall,
        "The market hall in the morning",
        REDKO,
        "A woman with a basket walks between striped fruit stalls under the glazed iron roof of a market hall.",
        "Morning shoppers under the iron roof of the market hall, where the first stalls open at seven.",
    ),
    _scene(
        flood_gauge,
        "The river gauge in flood",
        REDKO,
        "A person in a yellow raincoat with a red umbrella stands on a quay wall above a river gauge, with "
        "flooded houses behind in the rain.",
        "An observer checks the gauge by the quay wall as the Halna stands in the red part of the staff.",
    ),
    _scene(
        lighthouse,
        "The lighthouse in a gale",
        REDKO,
        "A red and white lighthouse on a rock throws two beams across a dark sea while waves break below it.",
        "Waves break on the rocks below the lighthouse during an autumn gale in the bay.",
    ),
    _scene(
        grain_terminal,
        "Loading at the grain terminal",
        REDKO,
        "Grain pours from a red loading boom into a ship beside a row of tall silos, with lorries full of "
        "grain waiting on the quay.",
        "Lorries wait beside the silos at the grain terminal while a bulk carrier takes on its cargo.",
    ),
    _scene(
        library_dome,
        "The Dome Library's reading room",
        REDKO,
        "Light falls from the round window of a coffered dome on rings of desks with green lamps and two "
        "storeys of bookshelves.",
        "Readers at the ring desks of the Dome Library, under the coffered ceiling and its round skylight.",
    ),
    _scene(
        stadium_night,
        "Prystan under floodlights",
        REDKO,
        "Two football teams play on a striped pitch under floodlights before a full stand, seen from behind "
        "fans holding up red scarves.",
        "Home supporters raise their scarves behind the near touchline during an evening match at Prystan.",
    ),
    _scene(
        theatre_curtain,
        "On stage at the Vilna Stage",
        REDKO,
        "An actress in a red gown stands with a raised arm in a cone of light between drawn red curtains, "
        "before a dark auditorium.",
        "A spotlit monologue on the opening night of the season at the Vilna Stage.",
    ),
    _scene(
        schoolyard,
        "Break time from above",
        REDKO,
        "Children seen from directly above run across a red ball court and a hopscotch, their long shadows "
        "beside them and autumn leaves around.",
        "Morning break in a schoolyard, seen from the roof: the ball court, the hopscotch and the old chestnuts.",
    ),
    _scene(
        river_heron,
        "A heron on the Halna",
        REDKO,
        "A grey heron stands in shallow water among reeds on a misty morning, with a pale sun over far trees.",
        "A grey heron fishes in the reed shallows of the lower Halna shortly after sunrise.",
    ),
    _scene(
        wind_turbines,
        "Turbines over rape fields",
        REDKO,
        "White wind turbines turn above yellow fields of flowering rape under large white clouds, with a red "
        "tractor on the ridge.",
        "Wind turbines above flowering rape on the ridge north of the city.",
    ),
    _scene(
        observatory,
        "Star trails over the observatory",
        REDKO,
        "Stars draw circles in the night sky over a domed observatory on a hill, where one person stands "
        "beside a small telescope.",
        "Star trails over the hilltop observatory, in a long exposure made on a moonless night.",
    ),
    _scene(
        rail_yard,
        "The freight yard at dusk",
        REDKO,
        "A railway worker with a lamp walks along shining rails between rows of container wagons towards an "
        "orange sunset.",
        "A shunter walks between standing freight trains at the port yard at the end of the day shift.",
    ),
    _scene(
        council_chamber,
        "The council in session",
        REDKO,
        "Councillors seen from the public gallery sit in three curved rows facing a raised desk under a city "
        "shield and tall windows.",
        "The 42-seat city council in session in the Old Customs House, seen from the public gallery.",
    ),
    _scene(
        bakery,
        "The bakery before dawn",
        REDKO,
        "A baker carries a tray of loaves in a brightly lit shop window on a dark street as a customer comes "
        "to the door.",
        "The first customer of the day reaches the door as the second batch comes out of the oven.",
    ),
    _scene(
        snow_square,
        "Snow on the square",
        REDKO,
        "People in winter coats cross a snow-covered square at dusk between street lamps, before a town hall "
        "with a lit clock tower.",
        "Evening snow on the main square, where tram rails are the only lines left showing.",
    ),
    _scene(
        ferry,
        "The Chaika on the bay",
        REDKO,
        "A white and blue ferry with a red funnel crosses a choppy green sea, followed by gulls, with "
        "passengers at the rail.",
        "The ferry Chaika on her midday crossing of the bay, with a following of gulls.",
    ),
    _scene(
        greenhouse,
        "The palm house at night",
        REDKO,
        "A glasshouse full of palms glows yellow under a crescent moon while a gardener tends a small tree "
        "inside its open door.",
        "A gardener works late in the palm house, which keeps its lamps on through the winter evenings.",
    ),
    _scene(
        bicycle_lane,
        "Riders on the new cycle lane",
        REDKO,
        "Two cyclists, a woman with flowers in her basket and a man in a yellow helmet, ride along a red lane"
        " past trees and pale houses.",
        "Riders on the new red cycle lane on a spring morning.",
    ),
    _scene(
        chess_club,
        "An evening at the chess club",
        REDKO,
        "An old man in a cap and a girl with a ponytail study a chessboard under a green lamp, with a chess "
        "clock beside them.",
        "Two members three generations apart meet over the board at the city chess club.",
    ),
    _scene(
        power_station,
        "The power station in winter",
        HOUSE,
        "Steam rises from two cooling towers and striped chimneys behind pylons and a snowy river bank with "
        "drifting ice, at sunrise.",
        "Steam over the power station on a frosty morning, with ice drifting on the Halna.",
    ),
    _scene(
        archive_shelves,
        "In the city archive",
        HOUSE,
        "An archivist on a wooden ladder lifts a box onto a dark wall of shelves filled with boxes, ledgers "
        "and rolled maps.",
        "An archivist returns a box to its place in the stacks of the city archive.",
    ),
    _scene(
        beach_volunteers,
        "Volunteers on the beach",
        REDKO,
        "People bend to gather litter into sacks along a sandy beach, with filled sacks and a crate of "
        "bottles in the foreground.",
        "Volunteers spread out along the tideline during a morning clean-up of the town beach.",
    ),
)

SCENES: dict[str, Scene] = dict(_ALL)

PORTRAITS: dict[str, Draw] = {slug: _portrait(slug) for slug in (*LOOKS, "courier-newsroom")}
