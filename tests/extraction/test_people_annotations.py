"""Labels that are kept apart from their texts: they meet the texts they were made for, and no others."""

from __future__ import annotations

import json
import lzma
import zlib
from pathlib import Path

import pytest

from searchlib.extraction.people.training.sources import ANNOTATIONS, senate_releases
from searchlib.kernels.recognition import Trainer, make_lexicon

TEXT = "Sen. Ida Merrow thanked Harlan Steel Inc. of Dunmoor. What follows was not labelled."
CUT = TEXT.index(" What")
SPANS = [[5, 15, "P"], [24, 41, "O"], [45, 52, "L"]]


def data_folder(folder: Path, bodies: dict[str, str]) -> Path:
    (folder / "articles").mkdir()
    with lzma.open(folder / "articles" / "senate_press_releases_25k.jsonl.xz", "wt", encoding="utf-8") as lines:
        for identifier, body in bodies.items():
            print(json.dumps({"id": identifier, "body": body}), file=lines)
    return folder


def annotation_file(folder: Path) -> Path:
    record = {"id": "merrow/1", "cut": CUT, "crc": zlib.crc32(TEXT[:CUT].encode()), "spans": SPANS}
    path = folder / "annotations.jsonl"
    path.write_text(json.dumps(record) + "\n", "utf-8")
    return path


def test_labels_meet_the_part_of_a_text_that_was_labelled(tmp_path: Path) -> None:
    data = data_folder(tmp_path, {"other": "Nothing of this.", "merrow/1": TEXT})
    (document,) = senate_releases(data, annotation_file(tmp_path), weight=0.5)
    assert document.text == TEXT[:CUT]
    assert [(document.text[begin:end], kind) for begin, end, kind in document.spans] == [
        ("Ida Merrow", "P"),
        ("Harlan Steel Inc.", "O"),
        ("Dunmoor", "L"),
    ]
    assert (document.open, document.weight) == ("O", 0.5)


def test_a_changed_text_is_an_error(tmp_path: Path) -> None:
    data = data_folder(tmp_path, {"merrow/1": TEXT.replace("Ida", "Eda")})
    with pytest.raises(ValueError, match="merrow/1 has another text than the one that was labelled"):
        list(senate_releases(data, annotation_file(tmp_path)))


def test_a_missing_text_is_an_error(tmp_path: Path) -> None:
    data = data_folder(tmp_path, {"other": TEXT})
    with pytest.raises(ValueError, match="merrow/1 is missing"):
        list(senate_releases(data, annotation_file(tmp_path)))


def test_the_labels_that_are_shipped_are_well_formed() -> None:
    records = [json.loads(line) for line in ANNOTATIONS.read_text("utf-8").splitlines()]
    assert len(records) > 200
    assert len({record["id"] for record in records}) == len(records)
    for record in records:
        assert set(record) == {"id", "cut", "crc", "spans"}  # no text
        at = 0
        for begin, end, kind in record["spans"]:
            assert at <= begin < end <= record["cut"]
            assert kind in tuple("POLMN?")
            at = end


def test_the_trainer_takes_them(tmp_path: Path) -> None:
    data = data_folder(tmp_path, {"merrow/1": TEXT})
    trainer = Trainer(make_lexicon({}, {}))
    for document in senate_releases(data, annotation_file(tmp_path)):
        trainer.add(document.text, document.spans, document.open, document.weight)
    assert trainer.tokens > 5
