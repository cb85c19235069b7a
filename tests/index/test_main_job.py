"""Does one news article, as a plain text file, come out again by its people, its days, its headline and its words?

The article is our own. It has what makes such files hard: a standfirst without a full stop, typographic quotation marks, names
before and behind offices, organisations and places that look like names, a day without a year, and a promotional last line.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from searchlib import Article, Index, read

TEXT = """Kremlin opens its doors as Palestine factions gather in Moscow

Diplomats read the invitation as an answer to Washington’s stand in the war

Veterans were reminded of the Yasser Arafat years, when delegations came and went every month. Envoys of 14 factions, the Hamas,
Fatah and Islamic Jihad among them, are expected in Moscow between Thursday and Saturday.

Deputy Foreign Minister Mikhail Bogdanov, who sent the letters, said that ‘everything’s ready’ and that the hotel had been booked
twice over. “Moscow’s part is to listen,” he added.

Bogdanov also speaks for President Putin in the Middle East and Africa. Guests from Syria and Lebanon arrived first.

The invitation fell into the week in which Mohammad Shtayyeh resigned as Prime Minister of the Palestinian Authority. Shtayyeh
wants other arrangements for the West Bank and the Gaza Strip.

The war began after the attack on October 7 and has gone on through the winter; 29,954 names are on one list of the dead.

Join our WhatsApp Channel to get the latest news, exclusives and videos on WhatsApp
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    path: Path = tmp_path_factory.mktemp("articles") / "talks.txt"
    path.write_text(TEXT, encoding="utf-8")
    with Index() as index:
        index.add_many(read(path))
        index.add(
            Article("Harbour closes", "Nothing is ready in Gaza, said the keeper of the light.", id="other", people=[])
        )
    return index


def test_its_parts(index: Index) -> None:
    article = index.get("talks.txt")
    assert article.headline == "Kremlin opens its doors as Palestine factions gather in Moscow"
    assert article.standfirst == "Diplomats read the invitation as an answer to Washington’s stand in the war"
    assert article.body.startswith("Veterans were reminded")
    assert article.body.endswith("one list of the dead.")
    assert article.published is None


def test_its_people_are_people_and_nothing_else_is(index: Index) -> None:
    people = index.get("talks.txt").people or ()
    assert [person.name for person in people] == ["Yasser Arafat", "Mikhail Bogdanov", "Putin", "Mohammad Shtayyeh"]
    mentions = [mention.text for person in people for mention in person.mentions]
    assert sorted(mentions) == [
        "Bogdanov", "Mikhail Bogdanov", "Mohammad Shtayyeh", "Putin", "Shtayyeh", "Yasser Arafat",
    ]  # fmt: skip


def test_its_days_are_found_and_not_invented(index: Index) -> None:
    days = {mention.text: mention for mention in index.get("talks.txt").dates or ()}
    assert {"Thursday", "Saturday", "October 7"} <= set(days)
    assert days["October 7"].value == "XXXX-10-07"
    assert days["October 7"].first is None  # nobody has said of which year


@pytest.mark.parametrize(
    "query",
    [
        "people:bogdanov",
        "people:arafat",
        "people:putin",
        "headline:palestine",
        'body:"everything\'s ready"',
        "body:“everything’s ready”",
        'people:"mikhail bogdanov" AND moscow',
        "29,954",
        '"west bank" standfirst:diplomats',
    ],
)
def test_it_is_found(index: Index, query: str) -> None:
    assert [hit.id for hit in index.search(query)] == ["talks.txt"]


@pytest.mark.parametrize(
    "query",
    [
        "people:hamas", "people:fatah", 'people:"islamic jihad"', "people:moscow", 'people:"palestinian authority"',
        'people:"west bank"', 'people:"gaza strip"', "whatsapp", "headline:bogdanov", 'body:"ready everything\'s"',
    ],
)  # fmt: skip
def test_it_is_not_found(index: Index, query: str) -> None:
    assert index.search(query).total == 0
