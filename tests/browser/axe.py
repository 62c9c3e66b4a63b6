"""What axe-core says of a page."""

from axe_playwright_python.sync_playwright import Axe

ALL = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}
# All that a theme can break.
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
# Streamlit fades what it is about to draw anew; judged is what is read, not what comes or goes.
UNFADED = "[data-stale] { opacity: 1 !important; transition: none !important; }"


def violations(page, within=None, rules=ALL):
    """What axe-core finds, on the whole page or within a part: rule, where, what, and why."""
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    page.add_style_tag(content=UNFADED)
    found = Axe().run(page, within, options=options).response["violations"]
    return [
        (rule["id"], node["target"], node["html"][:200], node["failureSummary"][:300])
        for rule in found
        for node in rule["nodes"]
    ]
