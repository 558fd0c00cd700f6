"""What axe-core finds wrong with a page, by the same rules everywhere."""

from axe_playwright_python.sync_playwright import Axe

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    "preload": False,  # it would copy sheets into style elements, which the policy blocks and the console tells
}


def faults(page, part=None):
    """Name each broken rule and where it is broken, on the whole page or in a part of it (a selector, or several)."""
    found = Axe().run(page, context=part, options=RULES).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:160]} {node['failureSummary'][:200]}" for rule in found for node in rule["nodes"]
    ]
