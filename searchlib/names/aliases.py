"""What does the user know better? Names to merge, to keep apart and to rename, from a file or a mapping; applied to queries."""

from __future__ import annotations

import csv
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

from searchlib.errors import AliasError
from searchlib.names.spelling import fold_name

ACTIONS = ("merge", "split", "rename")
MAX_BYTES = 64 * 2**20
AliasSource = str | os.PathLike[str] | Mapping[str, Any]


def name_key(name: str) -> str:
    """What two spellings of a name that differ only in case, accents, script and punctuation have in common."""
    return " ".join(re.findall(r"[^\W_]+", fold_name(name.replace("'", "").replace("’", ""))))


@dataclass(slots=True)
class Aliases:
    """Aliases, ready to be asked.

    Example:
        >>> aliases = read_aliases({"merge": [["Muammar Gaddafi", "Brother Leader"]], "rename": {"Cat Stevens": "Yusuf Islam"}})
        >>> aliases.merged("brother leader"), aliases.renamed("Cat Stevens")
        (('Muammar Gaddafi', 'Brother Leader'), 'Yusuf Islam')
    """

    _groups: dict[str, list[str]] = field(default_factory=dict)
    _splits: set[frozenset[str]] = field(default_factory=set)
    _new_names: dict[str, str] = field(default_factory=dict)
    _old_names: dict[str, list[str]] = field(default_factory=dict)

    def merge(self, names: Iterable[str]) -> None:
        """These are one person."""
        together: dict[str, str] = {}
        for name in names:
            for one in self._groups.get(name_key(name), [name]):
                together.setdefault(name_key(one), one)
        group = list(together.values())
        self._groups.update(dict.fromkeys(together, group))

    def split(self, names: Iterable[str]) -> None:
        """Each of these is another person."""
        keys = [name_key(name) for name in names]
        self._splits.update(frozenset((a, b)) for a in keys for b in keys if a != b)

    def rename(self, old: str, new: str) -> None:
        """Who is called `old` in articles is listed, and found, as `new`."""
        self._new_names[name_key(old)] = new
        self._old_names.setdefault(name_key(new), []).append(old)

    def merged(self, name: str) -> tuple[str, ...]:
        """The names of a person, this one among them; nothing where none was merged."""
        return tuple(self._groups.get(name_key(name), ()))

    def apart(self, a: str, b: str) -> bool:
        return bool(self._splits) and frozenset((name_key(a), name_key(b))) in self._splits

    def renamed(self, name: str) -> str:
        return self._new_names.get(name_key(name), name) if self._new_names else name

    def counted_as(self, name: str) -> str:
        """The name that articles are counted under: the new one, of merged ones the first; the name itself where nothing is said.

        Example:
            >>> read_aliases({"merge": [["Muammar Gaddafi", "Brother Leader"]]}).counted_as("Brother Leader")
            'Muammar Gaddafi'
        """
        if not self._groups and not self._new_names:
            return name
        key = name_key(name)
        if key in self._new_names:
            return self._new_names[key]
        return self.renamed(self._groups[key][0]) if key in self._groups else name

    def old_names(self, name: str) -> tuple[str, ...]:
        """What a person listed under this name is called in articles."""
        return tuple(self._old_names.get(name_key(name), ()))

    def __bool__(self) -> bool:
        return bool(self._groups or self._splits or self._new_names)


def read_aliases(source: AliasSource | None) -> Aliases:
    """Reads aliases from a mapping, a JSON file, or a CSV file (any other ending).

    Example:
        >>> read_aliases({"split": [["John Smith", "Jon Smith"]]}).apart("jon smith", "John Smith")
        True

    Args:
        source: a mapping as in the JSON file: ``{"merge": [[NAME, NAME...]...], "split": [[NAME, NAME...]...],
            "rename": {OLD: NEW}}``; or a file's path. A CSV file has lines ``merge,NAME,NAME...``, ``split,NAME,NAME...``
            and ``rename,OLD,NEW``; lines that are empty or begin with # are passed over.

    Raises:
        AliasError: the file cannot be read or an entry is not understood; the message names file and line or entry.
    """
    aliases = Aliases()
    if source is None:
        return aliases
    if isinstance(source, Mapping):
        _add_mapping(aliases, source, "aliases")
        return aliases
    if not isinstance(source, (str, os.PathLike)):
        raise AliasError(f"aliases must be a path or a mapping, not {type(source).__name__}")
    path = Path(os.fsdecode(source))
    text = _text_of(path)
    if path.suffix.lower() == ".json":
        try:
            _add_mapping(aliases, json.loads(text), str(path))
        except json.JSONDecodeError as error:
            raise AliasError(f"{path}, line {error.lineno}: is no JSON: {error.msg}") from None
        except RecursionError:
            raise AliasError(f"{path}: is nested too deeply") from None
    else:
        _add_lines(aliases, text, path)
    return aliases


def _text_of(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise AliasError(f"{path}: is larger than {MAX_BYTES // 2**20} MiB")
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise AliasError(f"{path}: cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise AliasError(f"{path}: is not UTF-8; save it as UTF-8") from None


def _add_lines(aliases: Aliases, text: str, path: Path) -> None:
    lines = csv.reader(StringIO(text, newline=""), skipinitialspace=True)
    try:
        for row in lines:
            action, *names = (cell.strip() for cell in row) if row else ("",)
            if action and not action.startswith("#") and not (lines.line_num == 1 and action.lower() == "action"):
                _add(aliases, action.lower(), [name for name in names if name], f"{path}, line {lines.line_num}")
    except csv.Error as error:
        raise AliasError(f"{path}, line {lines.line_num}: is no CSV: {error}") from None


def _add_mapping(aliases: Aliases, source: object, place: str) -> None:
    if not isinstance(source, Mapping):
        raise AliasError(f"{place}: must be an object with {', '.join(ACTIONS)}, not {type(source).__name__}")
    for action, entries in source.items():
        for number, names in _entries(str(action), entries, place):
            _add(aliases, str(action), names, f"{place}, {action}, entry {number}")


def _entries(action: str, entries: object, place: str) -> Iterator[tuple[int, list[Any]]]:
    if action == "rename" and isinstance(entries, Mapping):
        yield from ((number, list(pair)) for number, pair in enumerate(entries.items(), 1))
    elif isinstance(entries, (list, tuple)):
        for number, names in enumerate(entries, 1):
            if not isinstance(names, (list, tuple, set, frozenset)):
                raise AliasError(f"{place}, {action}, entry {number}: must be a list of names, not {names!r}")
            yield number, list(names)
    else:
        wanted = "an object of old and new names" if action == "rename" else "a list of lists of names"
        raise AliasError(f"{place}, {action}: must be {wanted}, not {type(entries).__name__}")


def _add(aliases: Aliases, action: str, names: list[Any], place: str) -> None:
    if action not in ACTIONS:
        raise AliasError(f"{place}: {action!r} is not one of {', '.join(ACTIONS)}")
    for name in names:
        if not isinstance(name, str) or not name_key(name):
            raise AliasError(f"{place}: {name!r} is no name")
    if len(names) < 2 or (action == "rename" and len(names) != 2):
        raise AliasError(f"{place}: {action} takes {'two names' if action == 'rename' else 'two names or more'}")
    if action == "rename":
        aliases.rename(names[0], names[1])
    else:
        getattr(aliases, action)(names)
