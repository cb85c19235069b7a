"""What annotated text can be learned from? Readers of the corpora's formats: files → documents of plain text with spans.

Tokens are joined by spaces, and sentences by line ends, so that the text looks like what the recogniser's tokenizer sees. A
span's kind is one letter: P person, O organisation, L location, M other name, N no person, ? anything.
"""

from __future__ import annotations

import json
import lzma
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ANNOTATIONS = Path(__file__).parent / "releases" / "annotations.jsonl"

Span = tuple[int, int, str]
Tagged = list[tuple[str, str]]  # tokens of a sentence with kinds: "O" or "B-P", "I-P" …


@dataclass(slots=True)
class Document:
    """A text with the spans of names; `open` says what stands outside of spans (see Trainer.add)."""

    text: str
    spans: list[Span] = field(default_factory=list)
    open: str = "O"
    weight: float = 1.0
    source: str = ""


def spans_of(sentences: Iterable[Tagged], between: str = "\n") -> tuple[str, list[Span]]:
    """Joins tagged sentences to a text.

    Example:
        >>> spans_of([[("Mr.", "O"), ("Li", "B-P"), ("Wei", "I-P"), ("spoke", "O")]])
        ('Mr. Li Wei spoke', [(4, 10, 'P')])
    """
    parts: list[str] = []
    spans: list[Span] = []
    at = 0
    for sentence in sentences:
        open_kind = ""
        for number, (token, tag) in enumerate(sentence):
            if parts:
                joint = " " if number else between
                parts.append(joint)
                at += len(joint)
            kind = tag[2:] if len(tag) > 2 else ""
            if kind and tag[0] == "I" and kind == open_kind and spans:
                spans[-1] = (spans[-1][0], at + len(token), kind)
            elif kind:
                spans.append((at, at + len(token), kind))
            open_kind = kind
            parts.append(token)
            at += len(token)
    return "".join(parts), spans


def read_columns(
    path: Path, kinds: dict[str, str], *, separator: str | None = None, column: int = -1
) -> Iterator[list[Tagged]]:
    """Documents of a file with a token a line and its tag in a column; blank lines end sentences."""
    document: list[Tagged] = []
    sentence: Tagged = []
    for line in path.read_text("utf-8").splitlines():
        fields = line.split(separator)
        if line.startswith("-DOCSTART-"):
            if document:
                yield document
            document, sentence = [], []
        elif len(fields) < 2:
            if sentence:
                document.append(sentence)
            sentence = []
        else:
            tag = fields[column]
            kind = kinds.get(tag[2:].lower(), "") if len(tag) > 2 else ""
            sentence.append(
                (
                    fields[0 if separator is None or column == 1 or column == -1 else 1],
                    f"{tag[0]}-{kind}" if kind else "O",
                )
            )
    if sentence:
        document.append(sentence)
    if document:
        yield document


CONLL = {"per": "P", "org": "O", "loc": "L", "misc": "M"}
WNUT = {"person": "P", "location": "L", "corporation": "O", "group": "O", "creative-work": "M", "product": "M"}
RE3D = {"person": "P", "organisation": "O", "location": "L", "nationality": "M", "militaryplatform": "M", "weapon": "M"}


def chunks(document: list[Tagged], size: int) -> Iterator[list[Tagged]]:
    """Sentences without document boundaries, in documents of some sentences."""
    for at in range(0, len(document), size):
        yield document[at : at + size]


def wikigold(folder: Path) -> Iterator[Document]:
    for document in read_columns(folder / "ner" / "wikigold" / "wikigold.conll.txt", CONLL, separator=" "):
        yield Document(*spans_of(document), source="wikigold")


def wnut17(folder: Path) -> Iterator[Document]:
    for name in ("train", "dev", "test"):
        for document in read_columns(folder / "ner" / "wnut17" / f"{name}.conll", WNUT, separator="\t"):
            for sentence in document:
                yield Document(*spans_of([sentence]), weight=0.5, source="wnut17")


def btc(folder: Path) -> Iterator[Document]:
    for path in sorted((folder / "ner" / "btc").glob("*.conll")):
        for document in read_columns(path, CONLL, separator="\t"):
            for sentence in document:
                text, spans = spans_of(sentence_without_handles(sentence) for sentence in [sentence])
                yield Document(text, spans, open="N", weight=0.4, source="btc")


def sentence_without_handles(sentence: Tagged) -> Tagged:
    """Tweets address people by @handles, which the corpus counts as persons; news does not."""
    return [(token, "O" if at and sentence[at - 1][0] == "@" else tag) for at, (token, tag) in enumerate(sentence)]


def uner(folder: Path) -> Iterator[Document]:
    for name in ("dev", "test"):
        document: list[Tagged] = []
        sentence: Tagged = []
        lines = (folder / "ner" / "uner_en_ewt" / f"en_ewt-ud-{name}.iob2").read_text("utf-8").splitlines()
        for line in [*lines, "# newdoc id = end"]:
            if line.startswith("# newdoc"):
                if document:
                    yield Document(*spans_of(document), open="N", source="uner")
                document = []
            elif not line.strip():
                if sentence:
                    document.append(sentence)
                sentence = []
            elif not line.startswith("#"):
                _, token, tag = line.split("\t")[:3]
                kind = CONLL.get(tag[2:].lower(), "")
                sentence.append((token, f"{tag[0]}-{kind}" if kind else "O"))


def sec_filings(folder: Path) -> Iterator[Document]:
    for name in ("FIN5.txt", "FIN3.txt"):
        for document in read_columns(folder / "ner" / "sec_filings" / name, CONLL, separator=" "):
            kept = [sentence for sentence in document if "Borrower" not in {token for token, _ in sentence}]
            yield Document(
                *spans_of([[(t, g if g[2:] != "P" or t[:1].isupper() else "O") for t, g in s] for s in kept]),
                open="N",
                weight=0.5,
                source="sec",
            )


def re3d(folder: Path, titles: frozenset[str]) -> Iterator[Document]:
    for name in ("train", "test"):
        for document in read_columns(folder / "ner" / "re3d" / f"re3d-{name}.conll", RE3D, separator="\t"):
            for part in chunks(document, 8):
                text, spans = spans_of(part)
                yield Document(text, proper(text, spans, titles), open="N", source="re3d")


_WORDS = re.compile(r"\S+")
_NAME = re.compile(r"[^\W\d_a-z]")


def proper(text: str, spans: list[Span], titles: frozenset[str]) -> list[Span]:
    """Cuts titles off persons; a person that is no proper name ("the leader of X") says nothing of the words in it."""
    kept: list[Span] = []
    for begin, end, kind in spans:
        if kind != "P":
            kept.append((begin, end, kind))
            continue
        words = [(begin + word.start(), begin + word.end(), word[0]) for word in _WORDS.finditer(text[begin:end])]
        cut = words
        while cut and (cut[0][2].rstrip(".").lower() in titles or not _NAME.match(cut[0][2])):
            cut = cut[1:]
        if cut and len(cut) <= 5 and all(_NAME.match(word) or word.lower() in PARTICLES for _, _, word in cut):
            if words[0][0] < cut[0][0]:
                kept.append((words[0][0], cut[0][0] - 1, "N"))
            kept.append((cut[0][0], cut[-1][1], "P"))
        else:
            kept.append((begin, end, "?"))
    return kept


PARTICLES = frozenset(
    [
        "al",
        "el",
        "bin",
        "bint",
        "ibn",
        "van",
        "von",
        "der",
        "den",
        "de",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "du",
        "la",
        "le",
        "ter",
        "ten",
        "abu",
        "ould",
        "y",
        "e",
        "zu",
    ]
)


def gum_news(folder: Path, titles: frozenset[str]) -> Iterator[Document]:
    """Wikinews articles with nested entities in CoNLL-U; a person's name is the proper nouns around the entity's head."""
    kinds = {"person": "P", "organization": "O", "place": "L"}
    for path in sorted((folder / "ner" / "gum_v11_news" / "dep").glob("*.conllu")):
        sentences: list[Tagged] = []
        tokens: list[list[str]] = []
        opened: list[tuple[str, str, int]] = []
        tags: list[str] = []
        for line in [*path.read_text("utf-8").splitlines(), ""]:
            if line.startswith("#"):
                continue
            if not line:
                if tokens:
                    sentences.append([(token[1], tag) for token, tag in zip(tokens, tags, strict=True)])
                tokens, tags = [], []
                continue
            token = line.split("\t")
            if not token[0].isdigit():
                continue
            tokens.append(token)
            tags.append("O")
            entity = re.search(r"Entity=([^|]*)", token[9])
            for piece in re.findall(r"\([^()]+\)?|[^()]*\)", entity[1]) if entity else []:
                if piece.startswith("("):
                    name = piece.strip("()")
                    number, kind = name.split("-")[0], name.split("-")[1]
                    opened.append((number, kind, len(tokens) - 1))
                    if not piece.endswith(")"):
                        continue
                    number_ends = number
                else:
                    number_ends = piece.strip("()").split("-")[0]
                for at in range(len(opened) - 1, -1, -1):
                    if opened[at][0] == number_ends:
                        _, kind, begin = opened.pop(at)
                        _tag_entity(tokens, tags, begin, len(tokens), kinds.get(kind, ""))
                        break
        yield Document(*_cut(sentences, titles), open="N", weight=1.5, source="gum_news")


def _tag_entity(tokens: list[list[str]], tags: list[str], begin: int, end: int, kind: str) -> None:
    if not kind:
        return
    names = [tokens[at][3] == "PROPN" and tokens[at][1][:1].isupper() for at in range(begin, end)]
    if not any(names):
        return
    heads = [at for at in range(begin, end) if not begin < int(tokens[at][6]) <= end or int(tokens[at][6]) - 1 < begin]
    head = heads[0] if heads else begin
    at = head
    if tokens[head][3] != "PROPN":
        # "Prime Minister X": the name may hang from a common noun.
        flat = [
            one
            for one in range(begin, end)
            if tokens[one][7].startswith(("flat", "appos")) and names[one - begin] and int(tokens[one][6]) - 1 == head
        ]
        if not flat or kind != "P":
            return
        at = flat[0]
    first = last = at
    while first > begin and names[first - 1 - begin]:
        first -= 1
    while last + 1 < end and names[last + 1 - begin] and tokens[last + 1][7] != "appos":
        last += 1
    for one in range(first, last + 1):
        if tags[one] == "O" or kind == "P":
            tags[one] = ("B-" if one == first else "I-") + kind


def _cut(sentences: list[Tagged], titles: frozenset[str]) -> tuple[str, list[Span]]:
    text, spans = spans_of(sentences)
    return text, proper(text, spans, titles)


def newsmtsc(folder: Path, titles: frozenset[str]) -> Iterator[Document]:
    """News sentences where some persons are marked; the other words are open."""
    for name in ("train", "devtest_mt", "devtest_rw"):
        for line in (folder / "ner" / "newsmtsc_person_targets" / f"{name}.jsonl").read_text("utf-8").splitlines():
            record = json.loads(line)
            text = record["sentence_normalized"]
            spans = []
            for target in record["targets"]:
                begin, end = target["from"], target["to"]
                mention = text[begin:end]
                if not _NAME.match(mention) or mention in PRONOUNS:
                    continue
                spans.extend(proper(text, [(begin, end, "P")], titles))
            yield Document(text, sorted(span for span in spans if span[2] == "P"), open="?", source="newsmtsc")


PRONOUNS = frozenset(["He", "She", "His", "Her", "Him", "They", "Their", "I", "My", "We", "You", "It"])


def press_releases(folder: Path) -> Iterator[dict[str, Any]]:
    """All US Senate press releases of the data folder: id, body and more."""
    with lzma.open(folder / "articles" / "senate_press_releases_25k.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def senate_releases(folder: Path, annotations: Path = ANNOTATIONS, weight: float = 0.5) -> Iterator[Document]:
    """Press releases with our own labels (docs/people-annotation.md), which are kept apart from the texts.

    Raises:
        ValueError: a labelled text is missing, or is not the one that was labelled: its labels would mark other words.
    """
    records = [json.loads(line) for line in annotations.read_text("utf-8").splitlines()]
    wanted = {record["id"] for record in records}
    bodies = {one["id"]: one["body"] for one in press_releases(folder) if one["id"] in wanted}
    for record in records:
        text = bodies.get(record["id"], "")[: record["cut"]]
        if zlib.crc32(text.encode()) != record["crc"]:
            found = "has another text than the one that was labelled" if record["id"] in bodies else "is missing"
            raise ValueError(
                f"press release {record['id']} {found}: take the data that {annotations.name} was made with"
            )
        spans = [(begin, end, kind) for begin, end, kind in record["spans"]]
        yield Document(text, spans, weight=weight, source="senate_releases")


def conll_documents(path: Path, kinds: dict[str, str] = CONLL) -> Iterator[tuple[list[Tagged], str, list[Span]]]:
    """Documents of a CoNLL-2003 file for evaluation: sentences, text and spans."""
    for document in read_columns(path, kinds, separator=" "):
        fixed = [_iob(sentence) for sentence in document]
        text, spans = spans_of(fixed)
        yield fixed, text, spans


def _iob(sentence: Tagged) -> Tagged:
    return sentence
