"""What would a wire service write? Articles made of our own sentence templates (templates/*.txt) with drawn names in their slots.

A template is a sentence in which ``{p}``, ``{q}``, ``{r}`` are persons of the article's cast (in full at first, later mostly by
surname), ``{pf}`` one in full, ``{ps}`` by surname, ``{pg}`` by given name, ``{n}``, ``{m}``, ``{ni}`` somebody new (in full, by surname, initialled), and
the other slots organisations, places and so on: what a model must tell from persons. ``^`` writes a line in capitals, ``*`` repeats it as
the rows of a table, ``((, {n}))`` repeats a piece within a line.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

from searchlib.extraction.people.training.gazetteers import Names, entries, word_list, word_lists
from searchlib.extraction.people.training.invented_names import InventedPerson, NameSource
from searchlib.extraction.people.training.sources import Document, Span

TEMPLATES = Path(__file__).parent / "templates"

Piece = tuple[str, str, bool]  # token, kind or "", whether a space stands before it

_TOKEN = re.compile(
    r"['’]s\b|\d+(?=-(?-i:[A-Z]))|(?:[A-Z]\.)+|(?:Mr|Mrs|Ms|Dr|Sen|Rep|Inc|Corp|Co|St|Jr|Sr|Messrs|v|Calif|Mass|Mich|Tex|Fla|Pa|Va|Conn)\.(?!\w)"
    r"|[^\W_]+(?:(?:(?!['’]s\b)['’]|[.,&:/-])[^\W_]+)*|--|\.\.+|\S",
    re.IGNORECASE,
)
_SLOT = re.compile(r"\{(?P<slot>\w+)\}|\[(?P<kind>[POLMN?]) (?P<words>[^\]]+)\]")
_REPEAT = re.compile(r"\(\((.*?)\)\)")

_MLB = word_list("mlb")
_TITLES = word_list("titles")
_UNTITLED = frozenset({"p", "q", "r", "pf", "qf", "ps", "qs", "n"})
_DAYS = word_list("days")
_MONTHS = word_list("months")


class ArticleWriter:
    """Writes articles; the same seed gives the same ones."""

    def __init__(self, names: Names, seed: int) -> None:
        self.random = random.Random(seed)
        self.names = NameSource(names, self.random)
        self.lists = {key: list(value) for key, value in word_lists().items()}
        self.firms, self.teams = entries("firms"), entries("teams")
        self.places, self.countries = entries("places"), [one for one in entries("countries") if "." not in one]
        self.nationalities = [one for one in entries("nationalities") if not one.endswith("s")]
        self.templates = {
            path.stem: [line for line in path.read_text("utf-8").splitlines() if line]
            for path in sorted(TEMPLATES.glob("*.txt"))
        }
        self.cast: list[InventedPerson] = []
        self.introduced: set[int] = set()
        self.props: dict[str, list[str]] = {}
        self.houses: tuple[tuple[str, str], ...] = ()
        self.housed: set[int] = set()
        self.sides: tuple[str, ...] = ()
        self.lands: tuple[str, ...] = ()
        self.titled = False

    # --- slots ---------------------------------------------------------------------------------------------------------------

    def _kept(self, kind: str, make: Callable[[], str]) -> str:
        """Something of a kind: one that the article has already, or a new one."""
        have = self.props.setdefault(kind, [])
        if have and self.random.random() < 0.5:
            return self.random.choice(have)
        made = make()
        have.append(made)
        return made

    def firm(self) -> str:
        draw, choice = self.random.random(), self.random.choice
        name = self.names.surname
        if draw < 0.45:
            return choice(self.firms)
        if draw < 0.62:
            return f"{name()} {choice(['Inc', 'Inc.', 'Corp', 'Corp.', 'Co', 'Co.', 'Ltd', 'Plc', 'AG', 'SA', 'SpA', 'Holdings', 'Industries', 'Group', 'Brothers', 'Securities', 'Bank', 'Motors', 'Partners', 'Capital', 'Laboratories', 'Electronics', 'Foods', 'Stores', 'Research', 'Energy', 'Technologies', 'Insurance', 'Associates', 'Pharmaceuticals', 'Airlines', 'Communications', 'Systems', 'International'])}"
        if draw < 0.72:
            return f"{name()} & {choice([name(), 'Co', 'Co.', 'Sons', 'Partners'])}"
        if draw < 0.78:
            return (
                f"{self.names.given_name()} {name()} {choice(['Inc', 'Ltd', 'Corp', '& Co', 'Securities', 'Stores'])}"
            )
        if draw < 0.85:
            return f"{choice(self.places)} {choice(['Steel', 'Bank', 'Power', 'Telecom', 'Airlines', 'Gas', 'Water', 'Securities', 'Mining', 'Electric', 'Oil', 'Trust', 'Motors'])}"
        return self.names.blend() if draw < 0.98 else f"{name()} {name()}"

    def house(self) -> tuple[str, str]:
        """A company of which an article tells: its whole name, and what it is called from then on."""
        draw, choice = self.random.random(), self.random.choice
        name = self.names.surname
        if draw < 0.40:
            head = self.names.blend()
        elif draw < 0.60:
            head = choice(self.lists["brands"])
        elif draw < 0.75:
            head = name()
        elif draw < 0.85:
            head = f"{name()} {name()}"
        elif draw < 0.92:
            head = f"{self.names.given_name()} {name()}"
        else:
            head = f"{choice(self.lists['brands'])} {choice(self.lists['brands'])}"
        tail = self.random.random()
        if tail < 0.60:
            return f"{head} {choice(self.lists['firm tails'])}", head
        if tail < 0.70:
            return f"{head} & {choice([name(), name(), 'Co', 'Sons', 'Partners', 'Company'])}", head
        return head, head

    def land(self) -> str:
        """A place of which an article tells, and which no list has."""
        draw = self.random.random()
        if draw < 0.55:
            return self.names.blend()
        if draw < 0.75:
            return self.names.surname()
        if draw < 0.85:
            return f"{self.names.blend()}-{self.names.blend()}"
        return self.place()

    def club(self) -> str:
        draw, choice = self.random.random(), self.random.choice
        if draw < 0.3:
            return choice(self.teams)
        if draw < 0.5:
            return choice(self.places)
        name = self.names.blend() if draw < 0.85 else self.names.surname()
        return choice(
            [
                name,
                name,
                name,
                f"{name} {choice(['United', 'City', 'Town', 'Rovers', 'Athletic', 'Wanderers', 'Park', 'Thistle', 'County'])}",
                f"{choice(['Real', 'Sporting', 'Dynamo', 'Lokomotiv', 'FC', 'Racing', 'Hapoel', 'Red Star', 'Atletico', 'Slavia', 'CSKA'])} {name}",
                f"{name} {choice(self.places)}",
            ]
        )

    def place(self) -> str:
        draw, choice = self.random.random(), self.random.choice
        if draw < 0.4:
            return choice(self.places)
        name = self.names.surname() if draw < 0.6 else self.names.blend()
        if draw < 0.75:
            return name
        return choice(
            [
                f"{name} County",
                f"Mount {name}",
                f"Lake {name}",
                f"Port {name}",
                f"{name} Street",
                f"Fort {name}",
                f"{name} Island",
                f"San {self.names.given_name()}",
                f"St. {self.names.given_name()}",
                f"{name} Valley",
                f"{name} River",
                f"{name}ville",
                f"New {name}",
                f"{name} Airport",
                f"El {name}",
                f"Santa {self.names.given_name()}",
            ]
        )

    def university(self) -> str:
        name, place = self.names.surname(), self.random.choice(self.places)
        return self.random.choice(
            [
                f"{place} University",
                f"the University of {place}",
                f"{name} University",
                f"{name} College",
                "Harvard",
                "Yale",
                "Stanford University",
                "Oxford",
                "Cambridge University",
                "Johns Hopkins University",
                f"the {name} Institute",
                "Princeton",
                "the London School of Economics",
                "George Washington University",
            ]
        )

    def _number(self, kind: str) -> str:
        r = self.random
        makers: dict[str, Callable[[], str]] = {
            "num": lambda: f"{r.randint(100, 99999):,}" if r.random() < 0.5 else str(r.randint(100, 999)),
            "small": lambda: str(r.randint(1, 99)),
            "rank": lambda: str(r.randint(1, 20)),
            "age": lambda: str(r.randint(17, 94)),
            "year": lambda: str(r.randint(1492, 2021)),
            "pct": lambda: r.choice([f"{r.randint(1, 90)} percent", f"{r.randint(0, 60)}.{r.randint(1, 9)} percent"]),
            "money": lambda: r.choice([f"${r.randint(1, 900)} million", f"${r.randint(1, 90)}.{r.randint(1, 9)} billion", f"${r.randint(1, 99)}", f"{r.randint(2, 900)} million pounds"]),
            "frac": lambda: r.choice([f"{r.randint(1, 99)}-{r.randint(1, 7)}/8", f"{r.randint(1, 3)}/4", f"{r.randint(2, 80)}.{r.randint(10, 99)}"]),
            "score": lambda: f"{r.randint(0, 9)}-{r.randint(0, 9)}",
            "time": lambda: r.choice([f"{r.randint(1, 3)}:{r.randint(10, 59)}.{r.randint(1, 9)}", f"{r.randint(9, 59)}.{r.randint(10, 99)} seconds", f"{r.randint(9, 59)}.{r.randint(10, 99)}", f"{r.randint(1, 5)} hours {r.randint(1, 59)} minutes"]),
            "phone": lambda: f"+{r.randint(1, 99)}-{r.randint(1, 9)}-{r.randint(100, 9999)}-{r.randint(1000, 9999)}",
        }  # fmt: skip
        return makers[kind]()

    def slot(self, name: str) -> list[tuple[str, str]]:
        """The tokens of a slot with their kinds."""
        choice, r = self.random.choice, self.random.random
        if name in ("n", "m", "ms", "ni"):
            person = self.names.person()
            return _tagged(
                {"n": person.full, "m": person.short, "ms": person.short, "ni": person.initialled}[name](), "P"
            )
        if name[0] in "pqr" and name[1:] in ("", "f", "s", "g", "i"):
            number = "pqr".index(name[0])
            person = self.cast[number]
            how = name[1:]
            if how == "g":
                return _tagged([person.first()], "P")
            if how == "i":
                return _tagged(person.initialled(), "P")
            if how == "s" or (how == "" and number in self.introduced and self.random.random() < 0.72):
                return _tagged(self._without_article(person.short()), "P")
            self.introduced.add(number)
            return _tagged(person.full(), "P")
        if name in ("num", "small", "rank", "age", "year", "pct", "money", "frac", "score", "time", "phone"):
            return _tagged(self._number(name).split(), "")
        if name in ("firm", "firm2", "firms", "firm2s"):
            number = int("2" in name)
            whole, head = self.houses[number]
            short = name.endswith("s") or (number in self.housed and r() < 0.75)
            if not name.endswith("s"):
                self.housed.add(number)
            return _tagged((head if short else whole).split(), "O")
        if name in ("side", "side2"):
            return _tagged(self.sides["2" in name].split(), "O")
        if name in ("land", "land2"):
            return _tagged(self.lands["2" in name].split(), "L")
        if name == "org":
            return _tagged(self._kept("org", self.firm).split(), "O")
        if name == "team":
            return _tagged(
                self._kept(
                    "team", lambda: choice(self.teams) if self.random.random() < 0.7 else choice(self.places)
                ).split(),
                "O",
            )
        if name == "tick":
            return [
                (
                    "".join(choice("ABCDEFGHKLMNPRSTVXY") for _ in range(self.random.randint(1, 4)))
                    + choice([".N", ".O", ".L", ".PA", ".DE", ".T", ""]),
                    "N",
                )
            ]
        if name == "club":
            return _tagged(self.club().split(), "O")
        if name == "coined":
            return _tagged(
                self._kept("coined", lambda: self.names.blend() if r() < 0.75 else self.names.surname()).split(), "O"
            )
        if name == "invplace":
            return _tagged(
                self._kept("invplace", lambda: self.names.blend() if r() < 0.75 else self.place()).split(), "L"
            )
        if name == "mlb":
            return _tagged(choice(_MLB).split(), "O")
        if name == "city":
            return _tagged(
                self._kept(
                    "city", lambda: choice(self.places) if self.random.random() < 0.85 else self.place()
                ).split(),
                "L",
            )
        if name == "country":
            return _tagged(
                self._kept("country", lambda: choice(self.countries) if self.random.random() < 0.9 else "U.S.").split(),
                "L",
            )
        if name == "place":
            return _tagged(self._kept("place", self.place).split(), "L")
        if name == "nat":
            return _tagged([choice(self.nationalities)], "M")
        if name == "univ":
            return _articled(self.university(), "O")
        if name in ("Title", "title"):
            title = choice(_TITLES)
            return _tagged((title if name == "Title" else title.lower()).split(), "")
        if name == "day":
            return [(choice(_DAYS), "")]
        if name == "month":
            return [(choice(_MONTHS), "")]
        if name == "nick":
            return _tagged(
                choice(
                    ["Magic", "Hands of Stone", "Sugar", "Macho", "The Shark", "Bulldog", "Smokin'", "Dutch", "Tiny"]
                ).split(),
                "?",
            )
        kind = {
            "inst": "O",
            "party": "O",
            "movement": "O",
            "hospital": "O",
            "agency": "O",
            "paper": "O",
            "car": "O",
            "cycling": "O",
            "league": "M",
            "misc": "M",
            "work": "M",
            "horse": "N",
            "shipname": "N",
            "belt": "M",
            "index": "M",
            "street": "L",
            "state": "L",
            "partisan": "M",
        }.get(name, "")
        return _articled(choice(self.lists[name]), kind)

    def _without_article(self, words: list[str]) -> list[str]:
        """Naimi for al-Naimi, as agencies often write at second mention."""
        last = words[-1]
        if last[:3].lower() in ("al-", "el-") and self.random.random() < 0.6:
            return [last[3].upper() + last[4:]]
        return words

    # --- sentences -----------------------------------------------------------------------------------------------------------

    def sentence(self, template: str) -> list[Piece]:
        """A template with its slots filled, as tokens."""
        shout = template.startswith("^")
        template = template.lstrip("^*")
        template = _REPEAT.sub(
            lambda found: found[1].removeprefix(", ") + found[1] * self.random.randint(3, 9), template
        )
        text = ""
        spans: list[Span] = []
        at = 0
        for slot in _SLOT.finditer(template):
            text += template[at : slot.start()]
            at = slot.end()
            if slot["slot"] and self.titled and slot["slot"] in _UNTITLED and self.random.random() < 0.10 and not shout:
                text += self._title()
            words = self.slot(slot["slot"]) if slot["slot"] else _tagged(slot["words"].split(), slot["kind"])
            for number, (word, kind) in enumerate(words):
                text += (" " if number else "") + word
                if not kind:
                    continue
                begin = len(text) - len(word)
                if spans and spans[-1][2] == kind and spans[-1][1] == begin - 1 and text[begin - 1] == " ":
                    begin = spans.pop()[0]
                spans.append((begin, len(text), kind))
        text += template[at:]
        if text[0].islower() and not (spans and spans[0][0] == 0):
            text = text[0].upper() + text[1:]
        if shout:
            # Letters whose capitals are two letters are left out of names in capitals.
            text = "".join(one.upper() if len(one.upper()) == 1 else one for one in text)
        return _tokens(text, spans)

    def _title(self) -> str:
        """What may stand in front of any person: not part of the name."""
        choice, r = self.random.choice, self.random.random
        draw = r()
        if draw < 0.35:
            return f"{choice(_TITLES)} "
        if draw < 0.50:
            return f"{choice(self.nationalities)} {choice(_TITLES)} "
        if draw < 0.62:
            return f"{choice(self.nationalities)} "
        if draw < 0.72:
            return f"{choice(self.countries)} {choice(['captain', 'coach', 'President', 'Prime Minister', 'striker', 'ambassador'])} "
        if draw < 0.84:
            return f"{choice(['Mr', 'Mr.', 'Mrs', 'Mrs.', 'Ms.', 'Dr', 'Dr.', 'Sir', 'Lord', 'Lady', 'Sen.', 'Rep.', 'Gov.', 'Gen.', 'Col.', 'Lt.', 'Capt.', 'Sgt.', 'Prof.', 'Rev.', 'Maj. Gen.', 'Lt. Col.'])} "
        return f"{choice(['Former', 'former', 'Fellow', 'fellow', 'Deputy', 'ex-', 'Chief', 'Ex-', 'Retired'])} {choice(_TITLES)} ".replace(
            "- ", "-"
        )

    def article(self) -> list[list[Piece]]:
        """The sentences of an article."""
        choice, r = self.random.choice, self.random.random
        self.cast = [self.names.person() for _ in range(3)]
        self.introduced = set()
        self.props = {}
        self.houses = (self.house(), self.house())
        self.housed = set()
        self.sides = (self.club(), self.club())
        self.lands = (self.land(), self.land())
        draw = r()
        field = (
            "sports"
            if draw < 0.30
            else "tables"
            if draw < 0.44
            else "politics"
            if draw < 0.64
            else "business"
            if draw < 0.82
            else "general"
        )
        lines: list[list[Piece]] = []
        self.titled = field not in ("tables",)
        sports = field in ("sports", "tables")
        headlines = [
            line for line in self.templates["headlines"] if line.startswith("^") == sports or (not sports and r() < 0.3)
        ]
        if r() < 0.85:
            lines.append(self.sentence(choice(headlines)))
            self.introduced = set()
        if r() < 0.2:
            lines.append([(token, "P", True) for token in self.names.person().full()])
        if r() < 0.7:
            lines.append(self._dateline())
        if field == "tables":
            for _ in range(self.random.randint(1, 4)):
                if r() < 0.5:
                    lines.append(self.sentence(choice(self.templates["sports"])))
                row = choice(self.templates["tables"])
                lines.extend(self.sentence(row) for _ in range(self.random.randint(3, 12)))
        else:
            for _ in range(self.random.randint(4, 14)):
                if r() < 0.12:  # the story moves on to other people
                    self.cast[self.random.randrange(3)] = self.names.person()
                    self.introduced = set()
                if r() < 0.08:
                    self.random.shuffle(self.cast)
                    self.introduced = {0, 1, 2} if r() < 0.5 else set()
                lines.append(self.sentence(choice(self.templates[field if r() < 0.8 else "general"])))
        return lines

    def _dateline(self) -> list[Piece]:
        city = self.slot("city")
        r = self.random
        place: list[Piece] = [(token.upper(), "L", True) for token, _ in city]
        if r.random() < 0.3:
            place += [(",", "", False), *((token, "L", True) for token, _ in self.slot("country"))]
        if r.random() < 0.6:
            return [*place, (f"{r.randint(1996, 2020)}-{r.randint(1, 12):02}-{r.randint(1, 28):02}", "", True)]
        first = self.sentence(r.choice(self.templates["politics"]))
        return [
            *place,
            ("(", "", True),
            (r.choice(["Reuters", "AP", "Reuter"]), "O", False),
            (")", "", False),
            (r.choice(["-", "--"]), "", True),
            *first,
        ]

    def document(self, weight: float) -> Document:
        spaced = self.random.random() < 0.6
        text, spans = rendered(self.article(), spaced, self.random.choice(["\n", "\n", "\n", " "]))
        return Document(text, spans, open="N", weight=weight, source="articles")


def _tokens(text: str, spans: list[Span]) -> list[Piece]:
    """The tokens of a sentence; one that is part of a name only ("Reuters-quoted") is no person."""
    pieces: list[Piece] = []
    inside = ""
    for token in _TOKEN.finditer(text):
        kind = next(
            (
                ("N", kind)[begin <= token.start() and token.end() <= end]
                for begin, end, kind in spans
                if begin < token.end() and token.start() < end
            ),
            "",
        )
        first = any(begin == token.start() for begin, _, _ in spans)
        pieces.append(
            (
                token[0],
                kind if not (first and kind and kind == inside) else kind + "|",
                token.start() > 0 and text[token.start() - 1] == " ",
            )
        )
        inside = kind
    return pieces


def _tagged(words: list[str], kind: str) -> list[tuple[str, str]]:
    return [(word, kind) for word in words]


def _articled(text: str, kind: str) -> list[tuple[str, str]]:
    """A name whose article stands outside of it."""
    words = text.split()
    return [
        (word, "" if number == 0 and word in ("the", "The", "parliament") else kind)
        for number, word in enumerate(words)
    ]


def rendered(sentences: list[list[Piece]], spaced: bool, between: str) -> tuple[str, list[Span]]:
    """Text and spans of an article, either with tokens joined by spaces or as it would be printed."""
    parts: list[str] = []
    spans: list[Span] = []
    at = 0
    for number, sentence in enumerate(sentences):
        before = ""
        for place, (token, kind, space) in enumerate(sentence):
            joint = (between if number else "") if place == 0 else " " if spaced or space else ""
            parts += (joint, token)
            at += len(joint)
            kind, opens = kind.rstrip("|"), kind.endswith("|")
            if kind and kind == before and place and not opens:
                spans[-1] = (spans[-1][0], at + len(token), kind)
            elif kind:
                spans.append((at, at + len(token), kind))
            before = kind
            at += len(token)
    return "".join(parts), spans
