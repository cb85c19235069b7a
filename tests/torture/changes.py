"""A stream of changes to an index that two sides can follow: the process that makes them, and the dictionary beside it."""

from __future__ import annotations

import random
from collections.abc import Iterator

from searchlib import Article, Index

Model = dict[str, str]
"""Id → body of each article."""

Step = tuple[str, str, str]
"""What to do (add, delete, commit, optimize, rollback), an id, a body."""

WORDS = [f"w{i}" for i in range(60)]


def steps(source: random.Random, *, ids: int = 120, longest: int = 60) -> Iterator[Step]:
    """Changes without end; the same for the same source."""
    while True:
        for _ in range(source.choice((1, 3, 12, 40))):
            id = f"a{source.randrange(ids)}"
            if source.random() < 0.25:
                yield "delete", id, ""
            else:
                body = " ".join(source.choice(WORDS) for _ in range(source.randint(1, longest)))
                yield "add", id, f"{body} t{source.randrange(10**9)}"
        yield source.choice(("commit",) * 10 + ("optimize", "rollback")), "", ""


def apply(step: Step, index: Index) -> None:
    """Makes one change to an index."""
    what, id, body = step
    if what == "add":
        index.add(article(id, body))
    elif what == "delete":
        index.delete(id)
    else:
        getattr(index, what)()


def article(id: str, body: str) -> Article:
    """Every other one brings its people; of the others they are found, which lets them wait for some more articles."""
    number = int(id[1:])
    day = f"2024-02-{1 + number % 28:02}"
    if number % 2:
        return Article(f"head {id}, says Ann Lee on Monday", body, id=id, published=day)
    return Article(f"head {id}", body, id=id, published=day, people=["Ann Lee"], dates=[])


def _is_right(got: Article, id: str, body: str) -> bool:
    wanted = article(id, body)
    if wanted.people is not None:
        return got == wanted
    return (got.headline, got.body, got.published) == (wanted.headline, body, wanted.published) and [
        person.name for person in got.people or ()
    ] == ["Ann Lee"]


def follow(step: Step, committed: Model, pending: Model) -> bool:
    """The same change to the dictionaries; True when `committed` was replaced."""
    what, id, body = step
    if what == "add":
        pending[id] = body
    elif what == "delete":
        pending.pop(id, None)
    elif what == "rollback":
        pending.clear()
        pending.update(committed)
    else:
        committed.clear()
        committed.update(pending)
        return True
    return False


def differences(index: Index, model: Model) -> list[str]:
    """Where an index is not what the dictionary says; empty when it is."""
    wrong = []
    if len(index) != len(model):
        wrong.append(f"{len(index)} articles, not {len(model)}")
    for id, body in model.items():
        if id not in index:
            wrong.append(f"{id} is missing")
        elif not _is_right(index.get(id), id, body):
            wrong.append(f"{id} is another")
    found = {hit.id for hit in index.search("head", limit=len(model) + 10)}
    if found != set(model):
        wrong.append(f"the headline is found in {sorted(found ^ set(model))} wrongly")
    for word in WORDS[:5]:
        expected = {id for id, body in model.items() if word in body.split()}
        results = index.search(word, limit=len(model) + 10)
        if {hit.id for hit in results} != expected or results.total != len(expected):
            wrong.append(f"{word} is found in {sorted({hit.id for hit in results} ^ expected)} wrongly")
    return wrong
