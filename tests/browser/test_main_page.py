"""Journeys of people: if one fails, somebody in front of the page is stuck."""

import gzip
import re

import numpy as np
import pytest
from gensim.models import KeyedVectors
from playwright.sync_api import expect

from tests.browser.conftest import (
    MOVING,
    RUN,
    SPAN,
    at_full_speed,
    frames,
    live,
    picture,
    rest,
    search,
    search_box,
    state,
    upload,
    wait_state,
    wait_tokens,
    zoom_in,
)

# The places of the words: the longest trace of the map.
POINTS = """[...document.querySelector('.pp-map .pp-plot').data]
    .sort((a, b) => b.x.length - a.x.length)[0].x.slice(0, 50).join()"""
MARKUP = "<img src=x onerror=alert(1)>"
SCENES = (
    ("tea coffee juice milk cocoa water", "drink pour cup glass sip kitchen"),
    ("hammer saw drill chisel pliers wrench", "build carve workshop bench nail timber"),
)
pytestmark = pytest.mark.browser


def text_of_pairs(sentences=6000, seed=5):
    """A text nobody has seen: drinks go with cups, tools with workshops."""
    rng = np.random.default_rng(seed)
    lines = []
    for _ in range(sentences):
        things, places = (part.split() for part in SCENES[rng.integers(2)])
        words = [*rng.choice(things, 2), *rng.choice(places, 4), *rng.choice(["the", "a", "of"], 3)]
        lines.append(" ".join(rng.permutation(words)))
    return "\n".join(lines)


def test_it_moves_without_a_click_rests_rewinds_and_is_found_again(visitor):
    page = visitor(media=MOVING)
    before = page.evaluate(POINTS)
    wait_tokens(page, 500)
    page.wait_for_function(f"before => {POINTS} !== before", arg=before)
    expect(live(page)).to_have_attribute("data-state", "running")
    expect(page.get_by_label("Corpus")).to_have_value("Toyland (generated)")
    expect(page.get_by_text("its relations were planted")).to_be_attached()

    rest(page)
    held = state(page, "tokens")
    frames(page, 2)
    assert state(page, "tokens") == held
    page.locator(".st-key-play button").click()
    wait_tokens(page, 500)
    high = int(state(page, "tokens"))
    page.locator(".st-key-rewind button").click()
    page.wait_for_function(
        "n => Number(document.querySelector('[data-testid=live]').dataset.tokens) < n", arg=high
    )

    wait_tokens(page, 500)
    before = int(state(page, "tokens"))
    page.reload(wait_until="domcontentloaded")
    frames(page)
    assert int(state(page, "tokens")) >= before


def test_umap_takes_over_a_zoom_survives_it_and_a_click_selects(visitor):
    page = visitor(media=MOVING)
    page.wait_for_selector('[data-testid="live"][data-layout="umap"]')  # the last other plane
    zoomed = zoom_in(page)
    page.evaluate("window.__node = document.querySelector('.pp-map .pp-plot')")
    layout = state(page, "layout-number")
    expect(live(page)).not_to_have_attribute("data-layout-number", layout)
    frames(page)
    assert page.evaluate(SPAN) == pytest.approx(zoomed, rel=1e-6)
    assert page.evaluate("window.__node === document.querySelector('.pp-map .pp-plot')")
    page.locator(".pp-map .textpoint text").first.click(force=True)
    expect(search_box(page)).not_to_have_value("")

    page.locator(".pp-map").get_by_role("button", name="Show the whole map").click()
    search(page, "king")
    expect(page.get_by_text(re.compile("king: seen"))).to_be_visible()
    at_full_speed(page)
    wait_tokens(page, 60_000)
    picture(page, "main")


def test_an_own_text_four_knobs_an_analogy_and_the_vectors_into_gensim(visitor, tmp_path):
    page = visitor()
    upload(page, "drinks & tools.txt", text_of_pairs().encode())
    expect(page.get_by_text("The text: drinks & tools.txt")).to_be_attached()
    wait_tokens(page, 500)
    for knob, key in (
        ("negatives", "ArrowRight"), ("window", "ArrowLeft"), ("subsample", "ArrowRight"),
        ("noise_exponent", "ArrowLeft"),
    ):  # fmt: skip
        page.locator(f".st-key-{knob}").get_by_role("slider").press(key)
        flag = page.locator(".pp-loss").get_by_text(re.compile(rf"^{knob} \S+ → \S+$"))
        expect(flag.first).to_be_attached()
    at_full_speed(page)
    wait_state(page, "done")
    for key, word in (("a", "tea"), ("b", "cup"), ("c", "hammer")):
        page.locator(f".st-key-analogy_{key} input").fill(word)
        page.keyboard.press("Enter")
    expect(page.get_by_text("▸ hammer").first).to_be_visible()
    search(page, "coffe")
    expect(page.get_by_text(re.compile("“coffe” is not among .* coffee"))).to_be_visible()
    with page.expect_download() as download:
        page.locator("[data-pp-download=download-word2vec]").click()
    download.value.save_as(tmp_path / "vectors.bin")
    vectors = KeyedVectors.load_word2vec_format(str(tmp_path / "vectors.bin"), binary=True)
    near = {word for word, _ in vectors.most_similar("tea", topn=5)}
    assert len(near & set(" ".join(SCENES[0]).split())) >= 4


def flags(page):
    """The texts of all flags on the loss, in order."""
    shown = page.evaluate(
        "document.querySelector('.pp-loss .pp-plot').layout.annotations.map(a => a.text)"
    )
    return [text for text in shown if "→" in text]


def test_no_knob_turns_back_by_itself(visitor):
    """A slider that another pane redraws must not undo what a button or a quick hand has set."""
    page = visitor()
    wait_tokens(page, 500)
    page.locator(".st-key-seldom").get_by_test_id("stPopoverButton").click()
    page.get_by_text("One more epoch").click()
    page.keyboard.press("Escape")
    slider = page.locator(".st-key-negatives").get_by_role("slider")
    for _ in range(3):
        slider.press("ArrowLeft")
    page.locator(".st-key-window").get_by_role("slider").press("ArrowRight")
    expect(page.locator(".pp-loss").get_by_text("window 5 → 6")).to_be_attached()
    frames(page, 8)
    seen = flags(page)
    assert "epochs 5 → 6" in seen
    assert not [text for text in seen if text.startswith("epochs 6")]
    turned = [text for text in seen if text.startswith("negatives")]
    assert turned[0].startswith("negatives 5 →")
    assert turned[-1].endswith("→ 2")
    expect(slider).to_have_value("2")


BAD = (
    ("empty.txt", b"", "empty or blank"),
    ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "is not text"),
    ("cut.gz", gzip.compress(b"some words " * 9999)[:200], "missing"),
    ("few.txt", b"only these few words", "lower min_count"),
    (f"{MARKUP}.txt", b" ", "empty or blank"),
)


def test_a_bad_upload_is_one_sentence_and_the_run_and_its_map_go_on(visitor):
    page = visitor()
    page.evaluate("window.__node = document.querySelector('.pp-map .pp-plot')")
    notices = page.locator("[data-testid=stAlert]", has_not_text="A generated text")
    for name, content, said in BAD:
        upload(page, name, content)
        expect(notices).to_contain_text([re.compile(f"^{re.escape(name)}: .*{said}")])
        expect(notices).to_be_visible()
        goes_on(page)
    upload(page, "large.txt", b"word " * 1_300_000)  # is refused before it is sent
    expect(page.locator(".st-key-upload").get_by_text("large.txt")).to_be_visible()
    expect(page.locator(".st-key-upload").get_by_text("5.0MB or smaller")).to_be_visible()
    goes_on(page)


def goes_on(page):
    """What was trained goes on to be, on the same map."""
    wait_tokens(page, 500)
    frames(page, 2)
    expect(live(page)).to_have_attribute("data-state", "running")
    expect(page.get_by_text("The text: Toyland")).to_be_attached()
    assert page.evaluate("window.__node === document.querySelector('.pp-map .pp-plot')")


def test_files_added_later_are_texts_of_their_own_and_markup_in_them_is_text(visitor):
    page = visitor()
    upload(page, "empty.txt", b"")
    expect(page.locator("[data-testid=stAlert]").get_by_text("empty or blank")).to_be_visible()
    first = f"{MARKUP} **bold** $x$.txt"
    upload(page, first, (text_of_pairs(2000, seed=1) + f"\n{MARKUP} " * 50).encode())
    expect(page.get_by_text(f"The text: {first}")).to_be_attached()
    expect(page.get_by_text("empty or blank")).to_have_count(0)
    wait_tokens(page, 500)
    assert page.locator("img[src=x]").count() == 0
    upload(page, "second.txt", text_of_pairs(seed=2).encode())
    expect(page.get_by_text("The text: second.txt")).to_be_attached()
    wait_tokens(page, 500)
    before = int(state(page, "tokens"))
    page.locator(".st-key-upload").get_by_role("button", name=re.compile("empty")).first.click()
    wait_tokens(page, 500)
    assert int(state(page, "tokens")) > before
    expect(page.get_by_text("The text: second.txt")).to_be_attached()


def test_a_diverging_rate_stops_the_run_which_can_be_rewound(visitor):
    page = visitor("/?learning_rate=10&schedule=constant&epochs=100")
    at_full_speed(page)
    wait_state(page, "error")
    expect(page.get_by_text(re.compile("learning_rate=10: the vectors grew"))).to_be_visible()
    expect(live(page).get_by_role("alert")).to_contain_text("rewind it")
    picture(page, "error")
    slider = page.locator(".st-key-learning_rate").get_by_role("slider")
    for _ in range(6):
        slider.press("ArrowLeft")
    page.wait_for_url("**learning_rate=0.1**")
    page.locator(".st-key-rewind button").click()
    wait_state(page, "running")


def test_a_link_restores_settings_and_says_what_it_cannot(visitor):
    page = visitor("/?window=abc&negatives=9999&corpus=nowhere&noise_exponent=0.5")
    for said in ("window=abc: must be", "negatives=9999: must be", "there is no such corpus"):
        expect(page.get_by_text(re.compile(said))).to_be_visible()
    expect(page.locator(".st-key-noise_exponent").get_by_role("slider")).to_have_value("0.5")


def test_chinese_from_the_browser_and_by_the_menu(visitor):
    page = visitor(locale="zh-CN")
    expect(page.get_by_text("你自己的文本")).to_be_visible()
    expect(live(page).get_by_text("训练中")).to_be_visible()
    story = "曹操与刘备饮酒。孙权在江东，刘备在荆州。曹操大军南下。" * 400
    upload(page, "三国.txt", story.encode("gb18030"))
    expect(page.get_by_text("文本：三国.txt")).to_be_attached()
    expect(page.get_by_text("GB18030")).to_be_attached()
    expect(page.get_by_text("文字：汉字 100%")).to_be_attached()
    picture(page, "chinese")
    page.get_by_text("English").click()
    expect(page.get_by_text("Your own text")).to_be_visible()
    run = page.evaluate(RUN)
    page.locator(".st-key-subsample").get_by_role("slider").press("End")
    page.wait_for_url("**subsample=0**")
    at_full_speed(page)
    page.locator(".st-key-seldom").get_by_test_id("stPopoverButton").click()
    page.keyboard.press("Escape")  # what has labels of a language has told them
    for name, said in (
        ("中文", "你自己的文本"),
        ("English", "Your own text"),
        ("中文", "文本：三国.txt"),
    ):
        page.get_by_role("radio", name=name).click()
        expect(page.get_by_text(said)).to_be_attached()
        frames(page, 2)
        assert page.evaluate(RUN) == run  # nothing was begun anew
        assert "subsample=0" in page.url
        expect(page.locator(".st-key-speed").get_by_role("slider")).to_have_value("3")
        expect(page.get_by_test_id("stAlert").get_by_text("schedule=")).to_have_count(0)
