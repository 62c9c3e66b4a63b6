"""If this fails, a biologist cannot go from a FASTA file to an answer."""

import pytest
from playwright.sync_api import expect

from engine.corpus.builtin.toy_genome import sequence
from tests.browser.conftest import frames, picture, search, wait_tokens

pytestmark = [pytest.mark.browser, pytest.mark.long]
RINGS = "document.querySelector('.pp-map .pp-plot').data.at(-2).marker.symbol"


def test_a_fasta_is_trained_a_k_mer_selected_and_a_question_answered(visitor):
    page = visitor()
    lines = sequence()[:60_000]
    fasta = f">toy made up\n{lines[:30_000]}NNNN\n{lines[30_000:]}\n"
    box = page.locator(".st-key-upload input[type=file]")
    box.set_input_files({"name": "toy.fasta", "mimeType": "text/plain", "buffer": fasta.encode()})
    ways = page.locator("[data-pp-to=sequences]")
    expect(ways).to_be_visible()
    wait_tokens(page, 500)
    legend = page.locator(".pp-map .pp-legend")
    expect(legend).to_contain_text("all G and C")
    search(page, "ttgaca")
    expect(page.get_by_role("button", name="TGTCAA")).to_be_visible()
    expect(legend).to_contain_text("reverse complement")
    frames(page, 2)
    assert page.evaluate(RINGS)[-1] == "diamond-open"
    picture(page, "genome")
    ways.click()
    expect(page.get_by_text("4 letters are N or other codes")).to_be_visible()
    page.locator(".st-key-sequences_alignment button").click()
    expect(page.get_by_text("Spearman’s ρ of cosine and alignment")).to_be_visible()
    expect(page.get_by_role("figure", name="Spearman’s ρ of cosine and alignment")).to_be_visible()
    picture(page, "sequences")
