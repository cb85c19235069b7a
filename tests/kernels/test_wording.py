"""Coded words: whatever is coded is read back, and what is not coded text is refused."""

from __future__ import annotations

import os

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from searchlib.kernels.wording import CodingAhead, WordCodes, most_coded, table_for

WORDS = [f"word{n}".encode() for n in range(400)]
SAMPLE = (
    b" ".join(word for at, word in enumerate(WORDS) for _ in range(3 + at % 7))
    + (
        " the The said “quoted” “quoted” Путин Путин talks— talks— a_long_word_of_many_letters a_long_word_of_many_letters "
    ).encode()
    + b"the The said \xff\xfe \xff\xfe"
)
CODES = WordCodes(table_for([SAMPLE, SAMPLE]))
PIECES = st.sampled_from(
    [
        *(
            b" ",
            b"  ",
            b"\n",
            b".",
            b"'",
            b"_",
            b"\0",
            b"the",
            b"The",
            b"word7",
            b"word333",
            b"unseen",
            b"x" * 70,
            b"a",
        ),
        *(b"\xe2\x80", b"\xe2", b"\x80", b"\xff", b"a_long_word_of_many_letters", b" " * 40, b"." * 90),
        *(text.encode() for text in ("“", "—", "é", "Путин", "П" * 200)),
    ]
)
TEXTS = st.one_of(st.binary(max_size=200), st.lists(PIECES, max_size=40).map(b"".join))


def test_the_table_holds_frequent_words_in_the_order_of_what_they_save() -> None:
    table = table_for([b"rare talks talks talks of of of of peace peace"]).split(b"\n")
    assert table == [b"talks", b"peace", b"of", b""]


def test_words_take_one_or_two_bytes_and_no_space_between() -> None:
    codes = WordCodes(b"the\nsaid\n" + b"".join(b"w%d\n" % n for n in range(100)))
    assert codes.encode(b"the said, the  w99 unseen said") == bytes([128, 129]) + b", " + bytes([128]) + b"  " + bytes(
        [192, 37]
    ) + b" unseen" + bytes([129])


@given(TEXTS)
@example(b"the the")
@example(b"the  the")
@example("the“the”the — the".encode())
def test_what_is_coded_is_read_back(text: bytes) -> None:
    coded = CODES.encode(text)
    assert CODES.decode(coded, len(text)) == text
    assert len(coded) <= most_coded(len(text))


@given(TEXTS, st.integers(0, 300))
@example("the“the”the — the".encode(), 5)
def test_a_beginning_is_read_back(text: bytes, enough: int) -> None:
    assert CODES.decode(CODES.encode(text), len(text), enough) == text[:enough]


@given(st.lists(TEXTS, max_size=9), st.integers(1, 4))
def test_threads_code_the_same(texts: list[bytes], threads: int) -> None:
    each = [CODES.encode(text) for text in texts]
    assert CODES.encode_all(texts) == each
    assert CodingAhead(CODES, texts, threads).coded() == each


def test_nobody_need_ask_for_what_is_coded_ahead() -> None:
    for _ in range(50):
        CodingAhead(CODES, [b"the others of them"] * 20, 2)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_texts_that_are_coded_ahead_stay_behind_where_a_process_forks() -> None:
    coding = CodingAhead(CODES, [b"the others of them"] * 200, 2)
    child = os.fork()
    if not child:
        try:
            coding.coded()
        except RuntimeError:
            del coding
            os._exit(7)
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    assert len(coding.coded()) == 200


@given(st.binary(max_size=60), st.integers(0, 300))
def test_what_is_no_coded_text_of_that_size_is_refused(coded: bytes, size: int) -> None:
    try:
        text = CODES.decode(coded, size)
    except ValueError:
        return
    assert len(text) == size


@given(TEXTS.filter(bool), st.integers(-5, 5).filter(bool))
def test_another_size_is_refused(text: bytes, by: int) -> None:
    if len(text) + by >= 0:
        with pytest.raises(ValueError, match="not a text"):
            CODES.decode(CODES.encode(text), len(text) + by)


@pytest.mark.parametrize(
    "table", [b"x\n", b"two words\n", b"no end", b"the\nthe\n", b"long" * 17 + b"\n", b"\n", b"a,\n"]
)
def test_what_is_no_table_is_refused(table: bytes) -> None:
    with pytest.raises(ValueError, match="not a table"):
        WordCodes(table)


def test_a_table_has_no_more_words_than_codes() -> None:
    words = [b"w%d\n" % n for n in range(16_193)]
    WordCodes(b"".join(words[:-1]))
    with pytest.raises(ValueError, match="not a table"):
        WordCodes(b"".join(words))
    table = table_for([b" ".join(word.strip() for word in words) for _ in range(2)])
    assert table.count(b"\n") == 16_192
