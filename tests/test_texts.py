"""If these fail, somebody reads a sentence in a language they did not choose, or a broken one."""

import ast
import functools
import re
import string

import pytest
from babel.messages.pofile import read_po

from engine.errors import WordError
from explorer import texts
from explorer.texts import LANGUAGES, LOCALE
from tests import ROOT
from tests.catalogue import ERRORS, catalogue, extracted

EXPLORER = sorted((ROOT / "explorer").rglob("*.py"))
FIGURES = [path for path in EXPLORER if path.stem.endswith("figure")]
ENGINE = sorted((ROOT / "engine").rglob("*.py"))
# What is no text of ours: names of widgets, formats, icons, choices of looks.
NAMES = {
    "key", "format", "icon", "type", "layout", "initial_sidebar_state", "gap", "vertical_alignment",
    "label_visibility", "file_name", "mime", "on_click", "language", "page_icon", "selection_mode",
    "theme", "width", "on_change", "config", "position", "url_path", "shortcut",
    "accept_multiple_files", "horizontal_alignment",
}  # fmt: skip
PROPER = {"Pushpull", "a", "b", "c", "3CosAdd", "3CosMul"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_in_every_catalogue(language):
    held = catalogue(language)
    missing = sorted(t for t in extracted() if not held.get(t) or not held.get(t).string)
    assert not missing, "run `make texts` and write these"
    assert not [message.id for message in held if message.id and message.fuzzy]
    assert not sorted({m.id for m in held if m.id} - set(extracted())), "run `make texts`"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_fills_in_the_same_values(language):
    """A field that only one language names would raise in front of the user."""
    with (LOCALE / f"{language}.po").open("rb") as file:
        for message in read_po(file):
            if message.id:
                assert fields_of(message.id) == fields_of(message.string), message.id


def fields_of(text):
    return {name.split(":")[0] for _, name, _, _ in string.Formatter().parse(text) if name}


def test_the_chinese_catalogue_is_chinese():
    with (LOCALE / "zh.po").open("rb") as file:
        strange = [
            m.id
            for m in read_po(file)
            if m.id and re.search("[a-z]{4}", m.id) and not re.search("[\u4e00-\u9fff]", m.string)
        ]
    allowed = {"min_count", "NumPy .npz", "min_count {count}", "{value} of {total}"}
    assert set(strange) <= allowed


def words_in(node):
    """The literal text of a node that would be shown: constants and the constants of f-strings."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        for part in node.values:
            yield from words_in(part)
    elif isinstance(node, ast.BinOp):
        yield from words_in(node.left)
        yield from words_in(node.right)
    elif isinstance(node, ast.List | ast.Tuple):
        for part in node.elts:
            yield from words_in(part)
    elif isinstance(node, ast.Dict):
        for part in node.keys:
            yield from words_in(part)


@functools.cache
def nodes_of(path, kind):
    """The nodes of that kind in a file."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return [node for node in nodes if isinstance(node, kind)]


def named(node):
    """What is called, with its dots; "" for what has no name of its own."""
    if isinstance(node, ast.Name):
        return node.id
    return f"{named(node.value)}.{node.attr}" if isinstance(node, ast.Attribute) else ""


def literal_sentences(path, calls, keywords=None):
    """Calls whose arguments hold letters outside the catalogue."""
    for node in nodes_of(path, ast.Call):
        if not calls(named(node.func)):
            continue
        shown = [] if keywords else list(node.args)
        shown += [
            k.value
            for k in node.keywords
            if (k.arg in keywords if keywords else k.arg not in NAMES)
        ]
        for argument in shown:
            for text in words_in(argument):
                bare = re.sub(r":material/\w+:|<[^>]*>|\{[^}]*\}|Pushpull", "", text)
                if re.search(r"[A-Za-z]{2}", bare) and text not in PROPER:
                    yield f"{path.name}:{node.lineno}: {text!r}"


def none(offenders):
    """Fail with all of them, for pytest would cut a long list."""
    found = list(offenders)
    assert not found, "\n".join(found)


def test_streamlit_shows_no_literal_sentence():
    allowed = {
        "st.html",
        "st.set_page_config",
        "st.columns",
        "st.components.v2.component",
        "st.Page",
    }

    def streamlit(name):
        return name.startswith("st.") and name not in allowed and "_params" not in name

    none(each for path in EXPLORER for each in literal_sentences(path, streamlit))


def test_figures_show_no_literal_sentence():
    shown = {"title", "text", "name", "annotation_text", "hovertemplate"}
    assert len(FIGURES) > 20
    none(each for path in FIGURES for each in literal_sentences(path, lambda _: True, shown))


def test_errors_are_raised_with_a_template_of_the_catalogue():
    none(each for path in ENGINE + EXPLORER for each in unknown_errors(path))


def unknown_errors(path):
    """Errors whose template is no literal, or one that the catalogue does not have."""
    for node in nodes_of(path, ast.Call):
        if named(node.func).split(".")[-1] in ERRORS:
            first = node.args[0] if node.args else None
            marked = isinstance(first, ast.Call) and named(first.func) == "phrase"
            template = first.args[0] if marked else first
            if not isinstance(template, ast.Constant) or template.value not in extracted():
                yield f"{path.name}:{node.lineno}: {ast.unparse(node)}"


def test_no_text_hides_in_an_f_string():
    """Babel does not look inside f-strings: what is said there never reaches a catalogue."""
    none(each for path in EXPLORER for each in hidden_texts(path))


def hidden_texts(path):
    """Texts said inside an f-string."""
    for node in nodes_of(path, ast.JoinedStr):
        for inner in ast.walk(node):
            if isinstance(inner, ast.Call) and named(inner.func) == "say":
                yield f"{path.name}:{inner.lineno}: {ast.unparse(inner)}"


def test_the_checks_catch_what_they_are_for(tmp_path):
    """A check that cannot fail protects nobody."""
    path = tmp_path / "pane.py"
    path.write_text(
        'st.caption(f"Hello {name}")\nst.button("", help="Go on")\n'
        'raise ParameterError("Never written down.")\nraise WordError(text)\n'
        "st.html(f\"<b>{say('Train')}</b>\")\n"
    )
    assert len(list(literal_sentences(path, lambda name: name.startswith("st.")))) == 2
    assert len(list(unknown_errors(path))) == 2
    assert len(list(hidden_texts(path))) == 1


def test_an_error_speaks_the_visitors_language():
    error = WordError(
        "“{word}” is not among the {count} words of this model; near it are: {near}.",
        word="{qeen}", count="9", near="queen",
    )  # fmt: skip
    texts.choose("zh")
    chinese = texts.message(error)
    texts.choose("en")
    assert "{qeen}" in chinese
    assert chinese != texts.message(error) == str(error)


@pytest.mark.parametrize(
    ("locale", "language"),
    [("zh-CN", "zh"), ("zh_TW", "zh"), ("en-US", "en"), ("de-DE", "en"), (None, "en"), ("", "en")],
)
def test_the_browsers_language_chooses(locale, language):
    assert texts.nearest(locale) == language
