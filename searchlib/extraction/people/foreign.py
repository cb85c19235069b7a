"""What else is true of names where the language is not English? Titles with a capital, which the model takes for names, come off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from searchlib.article import Mention, Person

_COURTESY = """
herr herrn frau m mm mme mlle monsieur madame sr sra srta don doña señor señora signor signora sig dott meneer mevrouw
senhor senhora dom dona pan pani dr prof
"""
_TITLES = """
premier minister ministerin präsident präsidenten präsidentin kanzler kanzlerin könig königin kaiser prinz prinzessin
papst graf trainer trainerin torwart stürmer sprecher sprecherin vorsitzender vorsitzende vorsitzenden chef chefin
richter richterin anwalt anwältin autor autorin sänger sängerin schauspieler schauspielerin regisseur regisseurin
senator senatorin gouverneur botschafter botschafterin generalsekretär generalsekretärin kommissar kommissarin kapitän
professor professorin doktor président présidente ministre presidente presidenta ministro ministra canciller alcalde
presidentessa sindaco president koning koningin prins prinses burgemeester prezydent prezes król królowa
"""
COURTESY = frozenset(_COURTESY.split())
"""Who has one of these is a person, also without a given name."""
TITLES = COURTESY.union(_TITLES.split())
_GERMAN_ENDS = ("minister", "ministerin", "präsident", "präsidenten", "präsidentin", "kanzler", "kanzlerin", "meister", "meisterin",
                "trainer", "trainerin", "sprecher", "sprecherin", "chef", "chefin", "sekretär", "sekretärin")  # fmt: skip


def _is_title(word: str) -> bool:
    word = word.rstrip(".").lower()
    return word in TITLES or word.endswith(_GERMAN_ENDS)


def _without_titles(mention: Mention) -> tuple[Mention, bool]:
    """The mention behind its titles, and whether one of them is only said of persons."""
    text, courtesy = mention.text, False
    while " " in text and _is_title(first := text.split(None, 1)[0]):
        courtesy |= first.rstrip(".").lower() in COURTESY
        text = text.split(None, 1)[1]
    return Mention(text, mention.end - len(text), mention.end), courtesy


def people_of(found: Iterable[Person]) -> tuple[Person, ...]:
    """Persons without titles; those of one word are kept where a full name or a courtesy says that they are persons."""
    named: dict[str, tuple[list[Mention], dict[str, None]]] = {}
    short: list[tuple[str, list[Mention], bool]] = []
    for person in found:
        mentions, sure = [], False
        for mention in person.mentions:
            bare, courtesy = _without_titles(mention)
            mentions.append(bare)
            sure |= courtesy
        name = max((one.text for one in mentions), key=lambda text: text.count(" "))
        if " " in name:
            if name[0].isupper():
                name = _without_titles(Mention(person.name, 0, len(person.name)))[0].text
                all_mentions, roles = named.setdefault(name, ([], {}))
                all_mentions += mentions
                roles.update(dict.fromkeys(person.roles))
        else:
            short.append((name, mentions, sure))
    for name, mentions, sure in short:
        full = [one for one in named if one.split()[-1] == name]
        if full:
            named[full[-1]][0].extend(mentions)
        elif sure:
            named.setdefault(name, ([], {}))[0].extend(mentions)
    return tuple(_in_order(named))


def _in_order(named: dict[str, tuple[list[Mention], dict[str, None]]]) -> Iterator[Person]:
    def begin(mention: Mention) -> int:
        return mention.start

    persons = [(sorted(mentions, key=begin), name, roles) for name, (mentions, roles) in named.items()]
    for mentions, name, roles in sorted(persons, key=lambda one: one[0][0].start):
        yield Person(name, tuple(mentions), tuple(roles))
