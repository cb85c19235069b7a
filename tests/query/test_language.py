"""What each piece of the query language means, and that nothing typed breaks it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib import Article, Index, QueryError
from searchlib.query import (
    And,
    Boost,
    DayRange,
    Everything,
    Exact,
    Fuzzy,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Range,
    Wildcard,
    Word,
)
from searchlib.query.language import _Converter, _syntax_tree, parse
from searchlib.query.plain import plain_node, plain_words
from searchlib.query.scan import only_place_holders
from searchlib.query.scanning import scan

NOW = date(2024, 2, 29)
A, B, C = Word("a"), Word("b"), Word("c")


def days(first: str | None, last: str | None, field: str = "published") -> DayRange:
    return DayRange(field, date.fromisoformat(first) if first else None, date.fromisoformat(last) if last else None)


CASES: list[tuple[str, Node | None]] = [
    ("a b", And((A, B))),
    ("a AND b OR c", Or((And((A, B)), C))),
    ("a AND (b OR c)", And((A, Or((B, C))))),
    ("a -b", And((A, Not(B)))),
    ("+a +b", And((A, B))),
    ("NOT a", And((Everything(), Not(A)))),
    ("a NOT (b c)", And((A, Not(And((B, C)))))),
    ("headline:a", Word("a", "headline")),
    ("title:a", Word("a", "headline")),
    ("headline:(a OR b) c", And((Or((Word("a", "headline"), Word("b", "headline"))), C))),
    ('"a b"', Phrase(("a", "b"))),
    ("“a b”", Phrase(("a", "b"))),
    ('"a"', Exact("a")),
    ('people:"a b"', Phrase(("a", "b"), "people")),
    ('"a b"~5', Near(("a", "b"), 5)),
    ("mosc*", Prefix("mosc")),
    ("m?sc*w", Wildcard("m?sc*w")),
    ("word~", Fuzzy("word", 1)),
    ("word~2", Fuzzy("word", 2)),
    ("a^2", Boost(A, 2.0)),
    ("(a b)^2", Boost(And((A, B)), 2.0)),
    ('"a b"^1.5', Boost(Phrase(("a", "b")), 1.5)),
    ("*:*", Everything()),
    ("headline:[a TO c]", Range("headline", "a", "c")),
    ("extra.desk:a", Word("a", "extra.desk")),
    ("C++ R&D 10:30 $20", And((Word("C++"), Word("R&D"), Word("10:30"), Word("$20")))),
    ("http://x.y/z", Word("http://x.y/z")),
    ("published:2024-02", days("2024-02-01", "2024-02-29")),
    ("published:[2024-01-01 to 2024-03-31]", days("2024-01-01", "2024-03-31")),
    ("published:[2024-02 TO]", days("2024-02-01", None)),
    ("published:[TO 2024-02]", days(None, "2024-02-29")),
    ("published:{2024-01 TO 2024-03}", days("2024-02-01", "2024-02-29")),
    ("published:[2024-03 TO 2024-01]", days("2024-01-01", "2024-03-31")),
    ("published:>2024-02-01", days("2024-02-02", None)),
    ("published:>=2024-02-01", days("2024-02-01", None)),
    ("published:<2024-02", days(None, "2024-01-31")),
    ("published:'last week'", days("2024-02-19", "2024-02-25")),
    ('dates:"7 october 2023"', days("2023-10-07", "2023-10-07", "dates")),
    ("published:(since monday)", days("2024-02-26", None)),
    ("published:(2024-01 OR 2024-03)", Or((days("2024-01-01", "2024-01-31"), days("2024-03-01", "2024-03-31")))),
    ("published:(2024-01||'last week')", Or((days("2024-01-01", "2024-01-31"), days("2024-02-19", "2024-02-25")))),
    ("published:(>2024-01 AND <2024-03)", And((days("2024-02-01", None), days(None, "2024-02-29")))),
    (
        "published:([2024-01 to 2024-02] or 2023)",
        Or((days("2024-01-01", "2024-02-29"), days("2023-01-01", "2023-12-31"))),
    ),
    (
        "published:(2024-01 OR 2023 AND >2023-06)",
        Or((days("2024-01-01", "2024-01-31"), And((days("2023-01-01", "2023-12-31"), days("2023-07-01", None))))),
    ),
    ("published:2024-01-01/2024-02-01", days("2024-01-01", "2024-02-01")),
    ("published:2023-12/2024", days("2023-12-01", "2024-12-31")),
    ("published:../2024-02", days(None, "2024-02-29")),
    ("published:2024-02/", days("2024-02-01", None)),
    ("(a published:2024-01-01/2024-02-01)", And((A, days("2024-01-01", "2024-02-01")))),
    ("a published:yesterday", And((A, days("2024-02-28", "2024-02-28")))),
    ("", None),
    ("AND", None),
    ("a AND", A),
    ('"', None),
]


@pytest.mark.parametrize(("text", "node"), CASES)
def test_what_a_query_means(text: str, node: Node | None) -> None:
    assert parse(text, now=NOW).node == node


@pytest.mark.parametrize(
    ("text", "said", "position"),
    [
        ('a "b', "not closed", 2),
        ("a foo:b", "no field 'foo'", 2),
        ("a (b", "not closed", 4),
        ("a) b", "not opened", 1),
        ("published:someday", "not understood", 0),
        ("published:(2024 OR someday)", "'someday' is not understood", 0),
        ("published:2024-03/2024-01", "turned round", 0),
        ("published:/", "not understood", 0),
        ("a published:(" + " OR ".join(["2024"] * 65) + ")", "only the first 64 days", 2),
        ("headline:", "nothing behind", 0),
    ],
)
def test_what_is_reread_is_said_with_its_place(text: str, said: str, position: int) -> None:
    parsed = parse(text, now=NOW)
    assert said in parsed.notes[0]
    assert f"character {position + 1}" in parsed.notes[0]
    with pytest.raises(QueryError, match=said) as caught:
        parse(text, now=NOW, strict=True)
    assert caught.value.position == position


@settings(max_examples=300)
@given(st.one_of(st.text(), st.text(alphabet="ab ()\"'*?~^:[]{}<>-+ANDORT.|/\\é“”", max_size=60)))
def test_nothing_typed_raises(text: str) -> None:
    index = EMPTY
    index.search(text).total  # noqa: B018
    try:
        parse(text, strict=True)
    except QueryError as error:
        assert error.position is not None


def by_whoosh(text: str) -> Node | None:
    """The tree as Whoosh's parser gives it, whatever could do without it."""
    scanned = scan(text, date(2024, 3, 1))
    return _Converter(scanned).convert(_syntax_tree(scanned.text))


EMPTY = Index()
EMPTY.add(Article("a b", "moscow and b", people=["A B"], dates=["2024-01-01"]))
EMPTY.commit()


@settings(max_examples=200)
@given(st.text(alphabet="abcé019_' ANDORT", max_size=30))
def test_plain_words_are_what_the_parser_gives(text: str) -> None:
    words = plain_words(text)
    if words is not None:
        nodes = tuple(Word(word) for word in words)
        assert by_whoosh(text) == (nodes[0] if len(nodes) == 1 else And(nodes))
        parsed = parse(text)
        assert parsed.node == (nodes[0] if len(nodes) == 1 else And(nodes))
        assert not parsed.notes


PIECES = [
    "oil", "é", "a", "u", "OR", "or", " OR ", " OR ", "AND", "not", "headline:", "body:", "people:", "title:", "section:",
    '"', '"', " ", " ", "  ", "_", "2010", "o'neil", "'", "near", "-", "*",
]  # fmt: skip


@settings(max_examples=1500)
@given(st.lists(st.sampled_from(PIECES), max_size=9).map("".join))
def test_plain_queries_are_what_the_parser_gives(text: str) -> None:
    node = plain_node(text)
    if node is not None:
        parsed = parse(text)
        assert parsed.node == by_whoosh(text) == node
        assert not parsed.notes


DAYS = [
    "published:2024-02-29", "dates:2023-02-29", "published:[2024-01-01 to 2024-03-31]", "dates:[2024-01-01 TO 2023-03-31]", " ", "  ",
    "oil", "may", "OR", " OR ", "in 2012", '"', '"oil gas"', "headline:", "published:", "dates:", "2024-01-01", "since ", "-", "[", "]", "\n",
]  # fmt: skip


@settings(max_examples=1500)
@given(st.lists(st.sampled_from(DAYS), max_size=5).map("".join), st.sampled_from(DAYS[:4]))
def test_plain_queries_with_days_are_what_the_parser_gives(text: str, days: str) -> None:
    for asked in (text, f"{text} {days}"):
        node = plain_node(asked)
        if node is not None:
            parsed = parse(asked)
            assert parsed.node == node
            assert not parsed.notes


DATED = [
    "oil ", "published:2024-02 ", "published:[2024-01 to 2024-03] ", "dates:'last week' ", "dates.within:2024 ", '"oil prices" ',
    "mosc* ", "-gas ", "NOT ", " OR ", "(", ")", "^2 ", "people:", "published:>=2024-02-01 ", "oil NEAR gas ", "moskow~1 ", "[a to b] ",
]  # fmt: skip


@settings(max_examples=800)
@given(st.lists(st.sampled_from(DATED), min_size=1, max_size=6).map("".join))
def test_what_needs_no_operator_is_what_the_parser_gives(text: str) -> None:
    if only_place_holders(scan(text, date(2024, 3, 1)).text) is not None:
        assert parse(text, now=date(2024, 3, 1)).node == by_whoosh(text)


@pytest.mark.parametrize(
    "text",
    [
        "oil OR gas",
        '"oil prices"',
        "headline:oil prices",
        "people:putin section:world",
        '"oil"',
        "oil gas published:2024-02-29",
        "headline:oil OR gas dates:[2024-02-27 to 2024-02-29]",
        "dates:2023-10-07",
    ],
)
def test_plain_queries_need_no_parser(text: str) -> None:
    assert plain_node(text) == parse(text).node


def test_hostile_queries_are_bounded() -> None:
    for text in ("(" * 100_000, "a OR " * 50_000, '"' * 50_000, "NOT " * 50_000, "x" * 1_000_000, "a^" * 50_000):
        assert EMPTY.search(text).notes or len(text) < 9000


def test_initials_are_found_however_they_are_written() -> None:
    index = Index()
    index.add(Article("", "The U.S. sent troops", id="dots", people=[], dates=[]))
    index.add(Article("", "Vitamins s and u for troops", id="letters", people=[], dates=[]))
    index.commit()
    assert {hit.id for hit in index.search("u s troops")} == {"dots", "letters"}
    assert {hit.id for hit in index.search("U.S. troops")} == {"dots"}
    assert {hit.id for hit in index.search("u OR s")} == {"dots", "letters"}


@pytest.mark.parametrize(
    ("unquoted", "quoted"),
    [
        ("published:last week", "published:'last week'"),
        ("published:since monday", "published:'since monday'"),
        ("moscow dates:7 october 2023 talks", "moscow dates:'7 october 2023' talks"),
        ("published:Q1 2024 oil", "published:'Q1 2024' oil"),
        ("published:2020 to 2022", "published:'2020 to 2022'"),
        ("published:>=last month", "published:>='last month'"),
        ("dates.within:the third quarter of 2023", "dates.within:'the third quarter of 2023'"),
        ("(published:last week OR oil)", "(published:'last week' OR oil)"),
        ("published:2024-02 oil gas", "published:'2024-02' oil gas"),
        ("published:yesterday oil", "published:'yesterday' oil"),
        ("published:monday and tuesday", "published:'monday' and tuesday"),
        ("published:2024 elections", "published:'2024' elections"),
        ("published:last week's vote", "published:last week's vote"),
    ],
)
def test_days_need_no_quotes(unquoted: str, quoted: str) -> None:
    assert parse(unquoted, now=NOW).node == parse(quoted, now=NOW).node


def test_days_without_quotes_say_how_they_were_read() -> None:
    assert parse("published:last week moscow", now=NOW).notes == ("'last week' was read as 2024-02-19 to 2024-02-25",)


@pytest.mark.parametrize(
    ("query", "node", "note"),
    [
        ("iran^", Word("iran"), "'^' gives no weight (word^2 does); it was ignored (at character 5)"),
        ("iran＾-2", Word("iran"), "'^-2' gives no weight (word^2 does); it was ignored (at character 5)"),
        ("mosc*^", Prefix("mosc"), "'^' gives no weight (word^2 does); it was ignored (at character 6)"),
        ('"a b"^', Phrase(("a", "b")), "'^' gives no weight (word^2 does); it was ignored (at character 6)"),
        ("iran^99999", Word("iran"), "'^99999' gives no weight (word^2 does); it was ignored (at character 5)"),
        ("a^b", Word("a^b"), "'^' gives no weight (word^2 does); it was ignored (at character 2)"),
        ("iran^^2", Boost(Word("iran"), 2.0), "'^' gives no weight (word^2 does); it was ignored (at character 5)"),
        ("^2 iran", Word("iran"), "'^2' has nothing before it to weigh; it was ignored (at character 1)"),
        ("^", None, "'^' gives no weight (word^2 does); it was ignored (at character 1)"),
        ("oil^0", Word("oil"), "a boost must be more than 0 and at most 100; 0 was ignored (at character 4)"),
        (
            '"a b"^500',
            Phrase(("a", "b")),
            "a boost must be more than 0 and at most 100; 500 was ignored (at character 6)",
        ),
    ],
)
def test_weights_that_are_none_are_noted_where_they_stand(query: str, node: Node | None, note: str) -> None:
    parsed = parse(query)
    assert (parsed.node, parsed.notes) == (node, (note,))
    with pytest.raises(QueryError):
        parse(query, strict=True)


@pytest.mark.parametrize(
    ("query", "node", "notes"),
    [
        ("oil;gas,wheat!", And((Word("oil"), Word("gas"), Word("wheat!"))), ()),
        ("1,000 a,,;b", And((Word("1,000"), Word("a"), Word("b"))), ()),
        ("headline:oil,gas", Word("oil,gas", "headline"), ()),
        ("oil -gas,wheat", And((Word("oil"), Not(Word("gas,wheat")))), ()),
        ("oil,gas^2", And((Word("oil"), Boost(Word("gas"), 2.0))), ()),
        ('"a b"~0', Phrase(("a", "b")), ()),
        ('"a b"~99999', Near(("a", "b"), 9999), ("a distance of more than 9,999 was read as that (at character 6)",)),
        (
            "a NEAR/99999 b",
            Near(("a", "b"), 9999),
            ("a distance of more than 9,999 was read as that (at character 3)",),
        ),
        ('"a"~3', Exact("a"), ("~3 is for several words; it was ignored (at character 4)",)),
        ("oil~12", Fuzzy("oil", 2), ("~12 was read as ~2: words are found up to 2 edits away (at character 1)",)),
        ("oil~0.8", Fuzzy("oil", 1), ("~0.8 was read as ~1: words are found up to 2 edits away (at character 1)",)),
        ("published:*", DayRange("published", None, None), ()),
        ("dates.exact:*", DayRange("dates", None, None), ()),
        ("id:*", Everything(), ()),
    ],
)
def test_signs_that_are_wider_than_they_need_be(query: str, node: Node, notes: tuple[str, ...]) -> None:
    parsed = parse(query)
    assert (parsed.node, parsed.notes) == (node, notes)


_LONE_NOT = "NOT has nothing behind it to leave out; it was ignored"
_NO_NEAR = "does not stand between two words; it was searched as a word"
_LITERAL = "* and ? are no patterns between quotation marks; they were ignored"


@pytest.mark.parametrize(
    ("query", "node", "notes"),
    [
        ("NOT", None, (f"{_LONE_NOT} (at character 1)",)),
        ("oil NOT", Word("oil"), (f"{_LONE_NOT} (at character 5)",)),
        ("(oil NOT) gas", And((Word("oil"), Word("gas"))), (f"{_LONE_NOT} (at character 6)",)),
        ("oil NOT gas", And((Word("oil"), Not(Word("gas")))), ()),
        ("oil NOT (gas)", And((Word("oil"), Not(Word("gas")))), ()),
        ("oil NOT headline:gas", And((Word("oil"), Not(Word("gas", "headline")))), ()),
        ("oil !gas", And((Word("oil"), Not(Word("gas")))), ("'!' was read as NOT (at character 5)",)),
        ('oil !"a gas"', And((Word("oil"), Not(Phrase(("a", "gas"))))), ("'!' was read as NOT (at character 5)",)),
        ("oil! ! gas", And((Word("oil!"), Word("gas"))), ("'!' holds nothing to search (at character 6)",)),
        ("[oil to *]", Range("", "oil", None), ()),
        ("headline:{* to oil}", Range("headline", None, "oil", True, True), ()),
        ("[oil to gas}", Range("", "gas", "oil", True, False),
         ("the range was turned round: its first word is after its last (at character 1)",)),
        ("oil NEAR/3", And((Word("oil"), Word("NEAR/3"))), (f"'NEAR/3' {_NO_NEAR} (at character 5)",)),
        ("BEFORE oil", And((Word("BEFORE"), Word("oil"))), (f"'BEFORE' {_NO_NEAR} (at character 1)",)),
        ('"a b"~', Phrase(("a", "b")), ("'~' gives no distance (\"…\"~5 does); it was ignored (at character 6)",)),
        ('"a b"~-1 c', And((Phrase(("a", "b")), Word("c"))),
         ("'~-1' gives no distance (\"…\"~5 does); it was ignored (at character 6)",)),
        ('"oil pri*"', Phrase(("oil", "pri*")), (f"{_LITERAL} (at character 9)",)),
        ('"what is it?"', Phrase(("what", "is", "it?")), ()),
        ("id:a*", Exact("a*", "id"), ("id: takes the whole id of an article; * stands for itself there (at character 1)",)),
    ],
)  # fmt: skip
def test_what_is_read_otherwise_is_said(query: str, node: Node | None, notes: tuple[str, ...]) -> None:
    parsed = parse(query)
    assert (parsed.node, parsed.notes) == (node, notes)


@pytest.mark.parametrize("field", ["dates.foo", "published.within", "date.exact"])
def test_what_no_day_can_be_asked_for_is_no_field(field: str) -> None:
    assert parse(f"{field}:2001").notes == (f"there is no field {field!r}; it was searched as a word (at character 1)",)


def test_of_short_words_fewer_edits_are_looked_for() -> None:
    index = Index()
    index.add(Article("oil", "", people=[], dates=[]))
    index.commit()
    assert index.search("ol~2").notes == ("ol~2 was searched as ol~1: with more edits any short word would fit",)
    assert index.search("oil~2").notes == ()


def test_days_to_an_open_end() -> None:
    assert parse("published:[2024-02 to *]").node == DayRange("published", date(2024, 2, 1), None)
    assert parse("published:[* to 2024-02]").node == DayRange("published", None, date(2024, 2, 29))
    assert parse("published:[* to *]").node == DayRange("published", None, None)


def test_what_was_cut_off_is_said_once() -> None:
    assert parse("a " * 700).notes == ("only the first 512 words were read (at character 1026)",)
    assert parse("(" * 60 + "a" + ")" * 60).notes == ("parentheses deeper than 40 were ignored (at character 41)",)
    for digits in ("9" * 6000, "0" * 6000, "1." + "9" * 6000):
        for query in (f'"a b"~{digits}', f"a~{digits}", f"a NEAR/{digits} b", f"a^{digits}"):
            assert all(len(note) < 200 for note in parse(query).notes)
