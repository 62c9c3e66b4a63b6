"""If these fail, a slip of the pen at `pushpull` is answered by a traceback, or by nothing."""

import pytest

from explorer.command import main


def test_a_word_that_is_no_command_is_one_sentence(capsys):
    assert main(["trian", "text.txt"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("pushpull trian: is no command")
    assert said.count("\n") == 1


@pytest.mark.parametrize("slip", ["--nonsense=3", "--server.port=abc"])
def test_an_option_that_is_none_is_said_and_ends_with_a_code(capsys, slip):
    with pytest.raises(SystemExit) as ended:
        main([slip])
    assert ended.value.code == 2
    assert slip.partition("=")[0] in capsys.readouterr().err


def test_help_names_the_page_and_the_commands(capsys):
    assert main(["--help"]) == 0
    said = capsys.readouterr().out
    assert "serve the page" in said
    assert "train|evaluate|neighbours" in said
