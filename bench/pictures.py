"""How long does a picture take, how much memory, and how many bytes of pictures does a telephone load?

python bench/pictures.py                 the first two, on one core
python bench/pictures.py --page URL      bytes of pictures of a page, on a telephone of 390 px (needs Chromium)
"""

import argparse
import os
import resource
import sys
import time
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

import django

django.setup()

from PIL import Image as Pillow  # noqa: E402
from PIL import ImageFilter  # noqa: E402

from images import drawing  # noqa: E402
from images.focus import CENTRE, Focus  # noqa: E402
from images.renditions import complete_set  # noqa: E402

MOST_SECONDS, MOST_MEGABYTES, MOST_KILOBYTES = 3.0, 300, 250
BATCH = 500
TELEPHONE = 390


@dataclass
class Stand:
    width: int
    height: int
    pk: int = 1
    digest: str = "0" * 64
    focus: Focus = CENTRE


def photograph(width: int, height: int) -> bytes:
    """Something as busy as a photograph: soft shapes, hard edges and grain."""
    soft = Pillow.effect_noise((width // 40, height // 40), 90).resize((width, height), Pillow.Resampling.BICUBIC)
    hard = Pillow.effect_noise((width // 12, height // 12), 60).filter(ImageFilter.FIND_EDGES).resize((width, height))
    grain = Pillow.effect_noise((width, height), 14)
    picture = Pillow.blend(Pillow.merge("RGB", (soft, hard, soft)), Pillow.merge("RGB", (grain,) * 3), 0.12)
    buffer = BytesIO()
    picture.save(buffer, "JPEG", quality=92)
    return buffer.getvalue()


def peak() -> int:
    """Return the greatest memory of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def in_a_child(work) -> None:
    """Run in a process of its own, so that its memory is nobody else's."""
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
        work()
        sys.stdout.flush()
        os._exit(0)
    os.waitpid(child, 0)


def one(content: bytes, size: tuple[int, int]) -> None:
    wanted = list(complete_set(Stand(*size)))
    before, began, cpu = peak(), time.perf_counter(), time.process_time()
    made = sum(len(data) for _, data in drawing.draw(content, wanted))
    seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    print(
        f"{size[0]} × {size[1]}, a JPEG of {len(content) / 1e6:.1f} MB: {len(wanted)} renditions, {made / 1e6:.2f} MB"
    )
    print(f"  {cpu:.2f} s of one core ({seconds:.2f} s by the clock), at most {MOST_SECONDS:.0f}")
    print(f"  {peak()} MB of memory at its greatest ({before} before), at most {MOST_MEGABYTES}")


def batch(contents: list[tuple[bytes, tuple[int, int]]]) -> None:
    for number in range(BATCH):
        content, size = contents[number % len(contents)]
        for _ in drawing.draw(content, list(complete_set(Stand(*size)))):
            pass
        if number + 1 in {1, 10, 50, 100, 200, 300, 400, BATCH}:
            print(f"  after {number + 1:3} pictures: {peak()} MB")


def page(address: str) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"]
        )
        for dots in (2, 3):
            context = browser.new_context(
                viewport={"width": TELEPHONE, "height": 844}, device_scale_factor=dots, is_mobile=True
            )
            tab, loaded = context.new_page(), {}
            tab.on("response", lambda answer, loaded=loaded: loaded.update({answer.url: answer}))
            for scrolled in (False, True):
                if not scrolled:
                    tab.goto(address, wait_until="networkidle")
                else:
                    for _ in range(60):
                        tab.mouse.wheel(0, 600)
                        tab.wait_for_timeout(60)
                    tab.wait_for_load_state("networkidle")
                sizes = [len(a.body()) for a in loaded.values() if a.request.resource_type == "image" and a.ok]
                print(
                    f"{address} at {TELEPHONE} px, {dots} dots a pixel, {'read to its end' if scrolled else 'opened'}: "
                    f"{len(sizes)} pictures, {sum(sizes) / 1000:.0f} KB (at most {MOST_KILOBYTES})"
                )
            context.close()
        browser.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--page", help="measure this page instead")
    asked = parser.parse_args()
    if asked.page:
        page(asked.page)
        return
    large = photograph(6000, 4000)
    in_a_child(lambda: one(large, (6000, 4000)))
    small = [(photograph(*size), size) for size in ((1600, 1067), (1067, 1600), (1200, 1200))]
    print(f"{BATCH} pictures one after the other:")
    in_a_child(lambda: batch(small))


if __name__ == "__main__":
    main()
