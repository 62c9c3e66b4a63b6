"""A journey with a network: if it fails, a graph of one's own cannot be seen or chosen from."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import (
    live,
    picture,
    search_box,
    wait_tokens,
)

pytestmark = [pytest.mark.browser, pytest.mark.long]

# Two rings that hang together by one edge.
RINGS = "".join(f"{side}{n} {side}{(n + step) % 9}\n" for side in "ab" for n in range(9)
                for step in (1, 2))  # fmt: skip
LABELS = "".join(f"{side}{n} {'left' if side == 'a' else 'right'}\n" for side in "ab"
                 for n in range(9))  # fmt: skip
PLACE = """() => {
  const node = document.querySelector('[data-testid=network]');
  const trace = node.data.findIndex(({ customdata }) => customdata?.includes('a0'));
  const at = node.data[trace].customdata.indexOf('a0');
  const { xaxis, yaxis } = node._fullLayout;
  const { left, top } = node.getBoundingClientRect();
  return [left + xaxis._offset + xaxis.d2p(node._fullData[trace].x[at]),
          top + yaxis._offset + yaxis.d2p(node._fullData[trace].y[at])];
}"""


def test_edges_and_labels_are_uploaded_drawn_and_a_node_clicked_is_chosen_on_the_map(visitor):
    page = visitor()
    page.set_input_files(
        ".st-key-upload input[type=file]",
        [
            {"name": "rings.edges", "mimeType": "text/plain", "buffer": f"{RINGS}a0 b0\n".encode()},
            {"name": "labels.txt", "mimeType": "text/plain", "buffer": LABELS.encode()},
        ],
    )
    expect(page.get_by_text("The network: rings.edges")).to_be_attached()
    for label in ("left", "right"):
        expect(live(page).get_by_text(label, exact=True).first).to_be_visible()
    page.get_by_role("link", name="Network").click()
    expect(page.locator("[class*=st-key-again-]").first).to_be_visible()
    page.wait_for_selector("[data-testid=network] .main-svg")
    page.wait_for_function("() => document.querySelector('[data-testid=network]')._fullLayout")
    page.mouse.click(*page.evaluate(PLACE))
    expect(search_box(page)).to_have_value("a0")
    chosen = re.compile("selected: a0, with 5 edges")
    expect(page.get_by_role("figure", name=chosen)).to_be_visible()
    picture(page, "network")
    page.evaluate("document.querySelector('.stMain').scrollTo(0, 0)")
    expect(page.get_by_text(re.compile("a0: seen"))).to_be_visible()
    page.locator(".st-key-p").get_by_role("slider").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".pp-loss").get_by_text("p 1 →")).to_be_attached()
    wait_tokens(page, 100)
