"""If these fail, a link to a file hands over nothing, somebody else's file, or holds too much."""

import pytest

from explorer.runs import downloads
from explorer.runs.downloads import Download, Downloads


def file(content):
    return Download(lambda: content, "a.txt", "text/plain")


def made(offers, address):
    found = offers.at(address)
    return found and found.make()


def test_an_address_stays_however_often_its_link_is_drawn_and_hands_over_the_newest_file():
    offers = Downloads()
    first = offers.offer("me", "vectors", file(b"old"))
    assert offers.offer("me", "vectors", file(b"new")) == first
    assert made(offers, first) == b"new"


def test_nobody_knows_the_address_of_another():
    offers = Downloads()
    addresses = {offers.offer(who, "vectors", file(who.encode())) for who in ("me", "you")}
    assert len(addresses) == 2
    assert {made(offers, one) for one in addresses} == {b"me", b"you"}
    assert not addresses & {Downloads().offer("me", "vectors", file(b""))}  # of another process
    for guess in ("", "vectors", "me vectors", "../../", "0" * 48):
        assert offers.at(guess) is None


def test_who_deletes_everything_leaves_nothing_to_be_had():
    offers = Downloads()
    mine, yours = (offers.offer(who, "vectors", file(b"")) for who in ("me", "you"))
    offers.drop("me")
    offers.drop("nobody")
    assert offers.at(mine) is None
    assert offers.at(yours) is not None


@pytest.mark.parametrize("of", ["keys", "visitors"])
def test_the_oldest_make_room(monkeypatch, of):
    monkeypatch.setattr(downloads, "MOST", 3)
    monkeypatch.setattr(downloads, "VISITORS", 3)
    offers = Downloads()
    asked = [("me", str(n)) if of == "keys" else (str(n), "k") for n in range(5)]
    addresses = [offers.offer(*one, file(b"")) for one in asked]
    kept = [offers.at(one) is not None for one in addresses]
    assert kept == [False, False, True, True, True]
    assert len(offers._owners) == 3
