"""Every form that a query matches is marked, where it stands; passages are whole sentences of the article, with true offsets."""

from __future__ import annotations

import html
import random
import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib import Article, Index, Person, Snippet
from searchlib.analysis.stem import stem_words
from searchlib.article import DateMention, Mention
from searchlib.results.marking import _beginnings
from searchlib.results.snippets import ELLIPSIS, make_snippet


def index_of(*articles: Article) -> Index:
    index = Index()
    index.add_many(articles)
    index.commit()
    return index


def marked(query: str, body: str, headline: str = "", **rest: object) -> list[str]:
    rest.setdefault("people", [])
    index = index_of(Article(headline, body, dates=[], **rest))  # type: ignore[arg-type]
    snippet = index.search(query)[0].snippet
    return [snippet.text[begin:end] for begin, end in snippet.marks]


@pytest.mark.parametrize(
    ("query", "body", "expected"),
    [
        ("talk", "He talks. Talking helps; a talk. Stalk.", ["talks", "Talking", "talk"]),
        ('"talk"', "He talks. A TALK.", ["TALK"]),
        ('"prime minister"', "The prime target. The Prime Minister left; a minister stayed.", ["Prime", "Minister"]),
        ('"peace talks"~4', "Peace in our talks. Talks. peace.", ["Peace", "talks", "Talks", "peace"]),
        ('"peace talks"~2 OR five', "Peace. One two three four five talks.", ["five"]),
        ('"peace talks"~2', "Talks. One two three. Peace then talks.", ["Peace", "talks"]),
        ("mosc*", "Moscow, mosque and Muscovites", ["Moscow"]),
        ("m?sc*", "Moscow, mosque and Muscovites", ["Moscow", "Muscovites"]),
        ("moskow~1", "In Moscow and in Mosul", ["Moscow"]),
        ("erdogan", "Erdoğan’s men met Erdogan", ["Erdoğan’s", "Erdogan"]),
        ("bogdanov", "Михаил Богданов arrived", ["Богданов"]),
        ("Gorbachev", "Горбачёв, Горбачев, Gorbachev", ["Горбачёв", "Горбачев", "Gorbachev"]),
        ("Горбачёв", "Горбачёв, Горбачев, Gorbachev", ["Горбачёв", "Горбачев", "Gorbachev"]),
        ('="Горбачёв"', "Горбачёв, Горбачев, Gorbachev", ["Горбачёв"]),
        ("al-Qaeda", "al-Qaeda, alQaeda and al qaeda", ["al-Qaeda", "alQaeda", "al", "qaeda"]),
        ("u.s.", "The U.S. and the US left us", ["U.S", "US", "us"]),
        ("王毅", "外长王毅今天", ["王毅"]),
        ("talks -war", "Peace talks", ["talks"]),
        ("die OR lie", "Dying, lying, died, dies", ["Dying", "lying", "died", "dies"]),
        ("(talks OR war)^3", "Peace talks, war", ["talks", "war"]),
        ("headline:peace talks", "Peace talks", ["talks"]),
        ("C++", "We write C++ and C", ["C++"]),
    ],
)  # fmt: skip
def test_every_form_that_matches_is_marked(query: str, body: str, expected: list[str]) -> None:
    assert marked(query, body, headline="Peace") == expected


@pytest.mark.parametrize(
    ("query", "body", "expected"),
    [
        ('="WHO"', "Who is who at the WHO?", ["WHO"]),
        ('="who"', "Who is who at the WHO?", ["Who", "who", "WHO"]),
        (
            '="Erdoğan"',
            "Erdogan, ERDOĞAN, Erdoğan's, Erdoğan and Erdog\u0306an",
            ["Erdoğan", "Erdoğan", "Erdog\u0306an"],
        ),
        ('="Erdog"', "Erdog met Erdog\u0306 and Erdogs", ["Erdog"]),
        ('="Prime Minister"', "A prime Minister; the Prime  Minister", ["Prime", "Minister"]),
        ('="US" us', "The US and us", ["US", "us"]),
        ('body:="US"', "The US and us", ["US"]),
        ('="WHO" -="Who"', "who? the WHO", ["WHO"]),
    ],
)
def test_of_words_as_typed_only_what_was_typed_is_marked(query: str, body: str, expected: list[str]) -> None:
    assert marked(query, body) == expected


def test_words_as_typed_are_marked_in_their_field_and_contexts() -> None:
    index = index_of(Article("WHO and who", "The WHO, who", people=["Łódź Man", "Lodz Man"], dates=[]))
    assert index.search('headline:="WHO"')[0].headline_snippet.marked("[", "]") == "[WHO] and who"
    assert index.search('headline:="WHO"')[0].snippet.marks == ()
    assert [one.word for one in index.search('="WHO"').contexts(5)] == ["WHO"]
    lodz = index_of(Article("x", "Łódź Man met Lodz Man", people=["Łódź Man", "Lodz Man"], dates=[]))
    assert lodz.search('people:="Łódź"')[0].snippet.marked("[", "]") == "[Łódź Man] met Lodz Man"
    assert lodz.search("people:*")[0].snippet.marked("[", "]") == "[Łódź Man] met [Lodz Man]"


@given(st.from_regex(r"[a-z][a-z.']{0,3}(|s|ing|ed|ies|ied|ying|y|ly|eed|'s)", fullmatch=True), st.booleans())
def test_no_form_of_a_stem_begins_otherwise(form: str, also: bool) -> None:
    (stem,) = stem_words([form], "en")
    if stem:
        beginnings = _beginnings((), (stem, "zebra") if also else (stem,), "en")
        assert not beginnings or form.startswith(tuple(beginnings))


def test_other_languages_have_their_own_inflections() -> None:
    assert marked("discussion", "Les discussions", language="fr") == ["discussions"]
    german = Article("Die Häuser", "Ein Haus.", language="de", people=[], dates=[])
    for others in (
        [],
        [Article("Houses", "", people=[], dates=[])],
        [Article("Домá", "", language="xx", people=[], dates=[])],
    ):
        hits = {hit.headline: hit for hit in index_of(german, *others).search("haus")}
        assert hits["Die Häuser"].headline_snippet.marked("[", "]") == "Die [Häuser]"


def test_the_headline_is_marked_by_itself() -> None:
    index = index_of(Article("Peace <talks> in Moscow", "Nothing of it.", people=[], dates=[]))
    hit = index.search("headline:talks moscow")[0]
    assert hit.headline_snippet.marked("[", "]") == "Peace <[talks]> in [Moscow]"
    assert hit.snippet.marks == ()
    assert hit.snippet.text == "Nothing of it."


def test_people_are_marked_where_they_are_mentioned() -> None:
    body = "Ann Lee spoke. Mr Tan left. Lee stayed."
    lee = Person("Ann Lee", (Mention("Ann Lee", 6, 13), Mention("Lee", 34, 37)))
    article = Article("Lunch"[:4], body, people=[lee, Person("Bo Tan", (Mention("Tan", 24, 27),))], dates=[])
    assert [article.text[m.start : m.end] for p in article.people or () for m in p.mentions] == [
        "Ann Lee",
        "Lee",
        "Tan",
    ]
    snippet = index_of(article).search('people:"ann lee" stayed')[0].snippet
    assert snippet.marked("[", "]") == "[Ann Lee] spoke. Mr Tan left. [Lee] [stayed]."


TRUCE = "The truce of 7 October 2023 ended. It held from Thursday to Saturday, and nobody spoke of June."


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("dates:2023-10-07", "The truce of [7 October 2023] ended."),
        ("truce dates:2023", "The [truce] of [7 October 2023] ended."),
        ("dates.within:'october 2023'", "The truce of [7 October 2023] ended."),
        ("dates.exact:2023-10-07", "The truce of [7 October 2023] ended."),
        ("dates:2024-02-23", "It held from [Thursday to Saturday], and nobody"),
        ("dates:2024-02-24", "It held from [Thursday to Saturday], and nobody"),
        ("dates.exact:2024-02-22", "It held from [Thursday] to Saturday, and nobody"),
    ],
)
def test_days_are_marked_where_they_are_mentioned(query: str, expected: str) -> None:
    index = index_of(Article("Truce since Thursday", TRUCE, published="2024-02-28", people=[]))
    hit = index.search(query)[0]
    assert expected in hit.snippet.marked("[", "]")
    assert all(hit.article.text[begin:end] in TRUCE for begin, end in hit.snippet.passages)
    assert expected.replace("[", "<mark>").replace("]", "</mark>") in hit.snippet.html()
    assert (
        expected.replace("[", "\x1b[1;33m").replace("]", "\x1b[0m").replace("\x1b\x1b[0m", "\x1b[")
        in hit.snippet.ansi()
    )


def test_days_are_marked_in_headlines_and_contexts_and_foreign_mentions_are_not_trusted() -> None:
    index = index_of(Article("Truce since Thursday", TRUCE, published="2024-02-28", people=[]))
    hit = index.search("dates:2024-02-22")[0]
    assert hit.headline_snippet.marked("[", "]") == "Truce since [Thursday]"
    found = list(index.search("dates:2023-10-07").contexts(10))
    assert [(one.word, hit.article.text[one.start : one.end]) for one in found] == [
        ("7 October 2023", "7 October 2023")
    ]
    day = date(2024, 5, 6)
    wrong = [
        DateMention("May", start, end, day, day) for start, end in ((-3, 2), (5, 5), (9, 4), (0, 10**9), (4, 10**9))
    ]
    odd = index_of(Article("Truce", TRUCE, people=[], dates=[*wrong, DateMention("truce", 11, 16, day, None)]))
    hit = odd.search("dates:2024-05-06")[0]
    assert (hit.headline_snippet.marks, hit.snippet.marked("[", "]")[:20]) == ((), "The [truce] of 7 Oct")


def test_text_html_and_ansi() -> None:
    snippet = Snippet('<b>R&D</b> "talks"', ((3, 6), (12, 17)))
    assert snippet.html() == "&lt;b&gt;<mark>R&amp;D</mark>&lt;/b&gt; &quot;<mark>talks</mark>&quot;"
    assert snippet.html("em").count("<em>") == 2
    assert Snippet("a\x1b[31mb", ((0, 1),)).ansi() == "\x1b[1;33ma\x1b[0m[31mb"
    assert str(snippet) == snippet.text


SENTENCES = [
    "Envoys met in Moscow on Monday.", "The rain did not stop!", "Mr. Bogdanov said the U.S. side had agreed.",
    "Was it over?", "Ceasefire talks resume in March.", "“A long day,” said Gen. Ivanov.", "No. 7 won.", "Écoles closed.",
]  # fmt: skip


@settings(max_examples=150)
@given(
    parts=st.lists(st.tuples(st.sampled_from(SENTENCES), st.sampled_from([" ", "\n", "  \n ", "\n\n"])), max_size=40),
    words=st.lists(st.sampled_from(["talks", "moscow", "ivanov", "rain", "said", "écoles"]), min_size=1, max_size=3),
    standfirst=st.sampled_from(["", "What the talks mean"]),
)
def test_passages_are_the_articles_own_sentences(
    parts: list[tuple[str, str]], words: list[str], standfirst: str
) -> None:
    body = "".join(sentence + space for sentence, space in parts)
    article = Article("Head", body, standfirst=standfirst, people=[], dates=[])
    results = index_of(article).search(" OR ".join(words) + " OR head")
    snippet = results[0].snippet
    pieces = [
        re.sub(r"\s+", " ", re.sub(r"(?<=\w)\s*\n\s*\n\s*", " · ", article.text[begin:end]))
        for begin, end in snippet.passages
    ]
    assert ELLIPSIS.join(pieces) == snippet.text
    assert all(a[1] < b[0] for a, b in zip(snippet.passages, snippet.passages[1:], strict=False))
    assert len(snippet.text) <= 240 + 2 * len(ELLIPSIS) + 80
    # Every sentence is shorter than a snippet, so passages begin and end with one.
    for piece in pieces:
        assert piece in ("What the talks mean", *SENTENCES) or any(piece.endswith(s) for s in SENTENCES), piece
    shown = [snippet.text[begin:end].casefold() for begin, end in snippet.marks]
    stems = {word[:4] for word in words}
    assert all(form[:4] in stems for form in shown)
    expected = [w for w in re.findall(r"\w+", snippet.text.casefold()) if w[:4] in stems and w in (*words, "talk")]
    assert shown == expected, "every one is marked, in order"


def test_the_best_passages_show_every_word() -> None:
    filler = " ".join(f"Filler sentence number {i} says little." for i in range(30))
    body = f"{filler} The zebra slept. {filler} A walrus sang. {filler}"
    snippet = index_of(Article("", body, people=[], dates=[])).search("zebra walrus")[0].snippet
    assert "The zebra slept." in snippet.text
    assert "A walrus sang." in snippet.text
    assert ELLIPSIS in snippet.text


def test_a_long_sentence_is_cut_at_words_around_what_was_found() -> None:
    body = "word " * 400 + "zebra " + "word " * 400
    snippet = index_of(Article("", body, people=[], dates=[])).search("zebra")[0].snippet
    assert snippet.marked("[", "]").count("[zebra]") == 1
    assert len(snippet.text) <= 240
    assert set(snippet.text.split()) == {"word", "zebra"}


@pytest.mark.parametrize(
    "body", ["", " \n ", "x" * 3_000_00, "a. " * 20_000, "\x00\x1b[31m", "🙂" * 500 + " talks " + "é" * 500]
)
def test_hostile_texts(body: str) -> None:
    index = index_of(Article("talks", body, people=[], dates=[]))
    snippet = index.search("talks")[0].snippet
    assert all(snippet.text[a:b].casefold() == "talks" for a, b in snippet.marks)
    assert html.unescape(re.sub("</?mark>", "", snippet.html())) == snippet.text


def test_many_words_and_threads() -> None:
    import threading

    vocabulary = [f"word{i}" for i in range(200)]
    index = index_of(Article("", " ".join(vocabulary), people=[], dates=[]))
    results = index.search(" OR ".join(vocabulary))
    wrong: list[object] = []

    def look(seed: int) -> None:
        source = random.Random(seed)
        for _ in range(50):
            hit = index.search(source.choice(vocabulary))[0]
            if len(hit.snippet.marks) != 1:
                wrong.append(hit.snippet)

    threads = [threading.Thread(target=look, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    assert len(results[0].snippet.marks) > 20


def test_a_standfirst_without_a_full_stop_is_kept_apart() -> None:
    article = Article(
        "Head", "Envoys met in\nMoscow.\n\nIt rained.", standfirst="What the talks mean", people=[], dates=[]
    )
    snippet = index_of(article).search("talks moscow")[0].snippet
    assert snippet.marked("[", "]") == "What the [talks] mean · Envoys met in [Moscow]. It rained."


def test_without_marks_the_lead_is_shown() -> None:
    assert make_snippet("One. Two.", [], [(0, 4), (5, 9)]).text == "One. Two."
    assert make_snippet("", [], []).text == ""
