"""The check code: what is printed can be typed back, and a slip of the hand is noticed."""

from __future__ import annotations

import hashlib

import pytest

from reports.check_code import Check, base32, read, squares

HASH = hashlib.sha256(b"head").hexdigest()
CHECK = Check("JB", 1841, HASH)


def test_it_is_site_number_four_groups_of_four_and_a_check_character() -> None:
    site, number, *groups, last = CHECK.code.split("-")
    assert (site, number) == ("JB", "1841")
    assert [len(group) for group in groups] == [4, 4, 4, 4]
    assert len(last) == 1


def test_it_holds_the_first_eighty_bits_of_the_hash() -> None:
    letters = base32(HASH)
    value = 0
    for letter in letters:
        value = value * 32 + "0123456789ABCDEFGHJKMNPQRSTVWXYZ".index(letter)
    assert value == int(HASH, 16) >> (256 - 80)


def test_it_is_read_back_as_people_type_it() -> None:
    assert read(CHECK.code) == ("JB", 1841, base32(HASH))
    assert read(CHECK.code.lower()) == read(CHECK.code)
    site, number, rest = CHECK.code.split("-", 2)
    assert read(f"{site}-{number}-{rest.replace('-', ' ')}") == read(CHECK.code)
    zeros = Check("JB", 7, "0" * 64)
    assert read(zeros.code.replace("-0000-0000", "-OOOO-oooo")) == ("JB", 7, "0" * 16)


def test_every_single_wrong_character_is_noticed() -> None:
    head, tail = CHECK.code[:8], CHECK.code[8:]
    for place, letter in enumerate(tail):
        for other in "0123456789ABCDEFGHJKMNPQRSTVWXYZ":
            if letter != "-" and other != letter:
                with pytest.raises(ValueError):
                    read(head + tail[:place] + other + tail[place + 1 :])


def test_two_characters_that_changed_places_are_noticed() -> None:
    letters = CHECK.code.replace("-", "")[6:]
    for place in range(len(letters) - 2):
        if letters[place] != letters[place + 1]:
            swapped = letters[:place] + letters[place + 1] + letters[place] + letters[place + 2 :]
            with pytest.raises(ValueError):
                read(f"JB-1841-{swapped}")


def test_the_picture_has_its_three_corners_and_differs_with_the_number() -> None:
    side, bars = squares(CHECK, "JB-2026-对-017", 1)
    dark = {(row, column + at) for row, column, length in bars for at in range(length)}
    for top, left in ((0, 0), (0, side - 7), (side - 7, 0)):
        assert all((top, left + at) in dark and (top + 6, left + at) in dark for at in range(7))
    assert squares(CHECK, "JB-2026-对-018", 1)[1] != bars
    assert len(dark) > side * side // 4
