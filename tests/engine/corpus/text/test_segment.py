"""If these fail, a text without spaces has a vocabulary of clauses, or of torn words."""

import threading
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.corpus import store
from engine.corpus.text.scripts import RANGES, UNSPACED, survey
from engine.corpus.text.segment import segmenter
from engine.corpus.text.text import read_text
from engine.settings import Reading
from tests.engine.corpus.text import naive_text as naive

MIXED = st.lists(
    st.sampled_from([*"我来到北京清华大学了网易杭研大厦", "word", " ", "\n", "，", "1"])
)
LETTERS = st.sampled_from(UNSPACED).flatmap(
    lambda name: st.sampled_from(RANGES[name]).flatmap(
        lambda span: st.characters(
            min_codepoint=span[0], max_codepoint=span[1], exclude_categories=("Cn",)
        )
    )
)
ANYTHING = st.lists(LETTERS | st.sampled_from([*"aZ9é가। \n，", "word"]), max_size=60).map("".join)
HOW = st.sampled_from(["auto", "characters", "none"])


def cut(text, how="auto", own=""):
    return segmenter(Reading(segmenter=how, own_words=own), text)(text)


def words(text, **reading):
    corpus = read_text("t", [text], Reading(sentences="punctuation", **reading))
    return [corpus.symbols[i] for i in corpus.source.ids]


@given(MIXED.map("".join), st.sampled_from(["auto", "characters"]))
@settings(deadline=None)
def test_runs_of_chinese_are_cut_as_one_by_one(text, how):
    # Lost otherwise: words change with what stands beside them, or English is touched.
    assert cut(text, how).split() == naive.cut_han(text, how).split()


@given(ANYTHING, HOW)
@settings(max_examples=300, deadline=None)
def test_nothing_is_lost_and_the_order_is_kept(text, how):
    # Lost otherwise: letters of a script that some library does not know.
    assert "".join(cut(text, how).split()) == "".join(text.split())


@given(ANYTHING, HOW, st.lists(st.text(LETTERS, min_size=1, max_size=4), max_size=3))
@settings(max_examples=200, deadline=None)
def test_own_words_lose_nothing_either(text, how, own):
    found = cut(text, how, " ".join(own))
    assert "".join(found.split()) == "".join(text.split())


@given(st.lists(st.text(LETTERS, min_size=1, max_size=4), min_size=1, max_size=3))
@settings(max_examples=200, deadline=None)
def test_an_own_word_that_stands_by_itself_is_never_cut(own):
    # Lost otherwise: a name of the visitor's list in two halves.
    own = [unicodedata.normalize("NFC", word) for word in own]
    text = "，".join(own)
    assert cut(text, own=" ".join(own)).replace("，", " ").split() == own


@pytest.mark.parametrize(
    ("text", "cut_up"),
    [
        ("我来到北京清华大学 by bus", "我 来到 北京 清华大学 by bus"),
        ("昨日、友達と京都の寺を見た。", "昨日 友達 と 京都 の 寺 を 見 た"),
        ("東京都の天気はPythonで調べる。", "東京 都 の 天気 は python で 調べる"),
        ("ฉันไปตลาดกับแม่ WiFi ที่นี่เร็วมาก", "ฉัน ไป ตลาด กับ แม่ wifi ที่ นี่ เร็ว มาก"),
        ("ខ្ញុំទៅផ្សារ។", "ខ្ញុំ ទៅ ផ្សា រ"),
        ("ကျွန်မဈေးသွားမယ်။", "ကျွန် မ ဈေး သွား မယ်"),
        ("ຂ້ອຍໄປ", "ຂ້ ອ ຍ ໄປ"),
        ("저는 어제 시장에 갔어요.", "저는 어제 시장에 갔어요"),
        ("मैं घर जाता हूँ।", "मैं घर जाता हूँ"),
    ],
)
def test_each_script_is_cut_by_what_knows_it(text, cut_up):
    assert words(text) == cut_up.split()


@pytest.mark.parametrize(
    ("how", "cut_up"),
    [
        ("characters", "我 来 到 北 京 清 华 大 学 by bus"),
        ("none", "我来到北京清华大学 by bus"),
    ],
)
def test_chinese_is_cut_as_asked(how, cut_up):
    assert words("我来到北京清华大学 by bus", segmenter=how) == cut_up.split()


def test_characters_of_thai_keep_their_vowels_and_tones():
    # Lost otherwise: tone marks as words of their own, or dropped as no letters.
    assert words("เพื่อนไป", segmenter="characters") == ["เพื่", "อ", "น", "ไป"]


def test_words_of_the_visitors_list_stay_whole_the_longest_first():
    # Lost otherwise: 玄德公 is three people.
    text = "却说玄德公与孔明商议，玄德大喜，在卡拉OK唱歌，TOK卡拉"
    found = words(text, own_words="玄德, 玄德公；卡拉OK\nK卡")
    assert found[:3] == ["却说", "玄德公", "与"]
    assert "玄德" in found
    assert "卡拉ok" in found
    assert "k卡" not in found  # a Latin word is not cut to make one of them
    assert "tok" in found


def test_a_list_that_cuts_nothing_changes_nothing():
    assert words("the party was loud", own_words="art par") == ["the", "party", "was", "loud"]


def test_khmer_whose_words_are_marked_keeps_them():
    # Lost otherwise: words that a person has parted (by zero-width spaces) fall to pieces.
    assert words("ខ្ញុំ\u200bទៅ\u200bផ្សារ។") == ["ខ្ញុំ", "ទៅ", "ផ្សារ"]


@pytest.mark.parametrize(
    ("text", "count"),
    [("彼は来た。私は行く！本当？", 3), ("ខ្ញុំទៅ។ គាត់មក៕", 2), ("သွားမယ်။ လာမယ်။", 2),
     ("मैं गया। वह आया॥", 2), ("Ես գնամ։ Նա եկավ։", 2), ("ሰላም። ደህና።", 2)],
)  # fmt: skip
def test_sentences_end_where_the_script_ends_them(text, count):
    # Lost otherwise: windows reach over from one sentence into the next.
    assert read_text("t", [text], Reading()).facts.sentences == count


def test_the_card_knows_the_scripts_and_what_cut_them():
    facts = read_text("t", ["我来到北京 by bus ไป", "昨日"], Reading()).facts
    assert facts.scripts == {"Han": 7, "Latin": 5, "Thai": 2}
    assert facts.cut_by == {"Han": "rjieba", "Thai": "budoux"}
    assert facts.han_share == pytest.approx(7 / 14)


@given(st.text(max_size=50))
def test_every_letter_is_of_one_script_at_most(text):
    counts = survey(text)
    assert sum(counts.values()) <= len(text)
    assert list(counts.values()) == sorted(counts.values(), reverse=True)


def test_two_visitors_can_read_japanese_at_once():
    # Lost otherwise: the second of two readers sees an error of a library.
    text, seen = "昨日、友達と京都の古い寺を見た。" * 2000, []
    readers = [threading.Thread(target=lambda: seen.append(cut(text))) for _ in range(4)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert len(seen) == 4
    assert len(set(seen)) == 1


def test_a_japanese_text_on_one_line_is_not_too_long_for_its_library():
    assert "".join(cut("寺を見た" * 20_000).split()) == "寺を見た" * 20_000


def test_chinese_without_a_space_is_read_in_pieces():
    # Lost otherwise: a Chinese novel on one line is one piece, or is cut inside a word.
    text = "他来到了网易杭研大厦，" * 3 + "我来到北京清华大学。"
    corpus = read_text("t", [text * 30_000], Reading())
    assert corpus.facts.sentences == 30_000
    assert corpus.counts[corpus.symbols.index("清华大学")] == 30_000


def test_a_chinese_novel_is_not_given_the_settings_of_an_english_one(tmp_path):
    # Lost otherwise: words that the library glued together stand where neighbours should.
    text = "曹操引军来到荆州，孙权大喜。" * 20_000
    path = tmp_path / "novel.txt"
    path.write_text(text)
    files, home = [("novel.txt", path)], tmp_path / "kept"
    for corpus in (store.read(files, Reading(), home), store.read(files, Reading(), home)):
        assert corpus.facts.cut_share == 1
        assert corpus.suggested.recipe.min_count == 10
        assert corpus.suggested.knobs.window == 10
    english = read_text("t", ["the king rules the land. " * 30_000], Reading())
    assert english.facts.cut_share == 0
    assert english.suggested.recipe.min_count == 5
    assert english.suggested.knobs.window == 5
