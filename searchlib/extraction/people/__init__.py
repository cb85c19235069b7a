"""Which people does a text name? A conditional random field labels runs of capitalised words, twice: the second time with what the rest
of the text says of them; then mentions of one person are joined.

The model (people.model) is made by ``python -m searchlib.extraction.people.training``; docs/people-model-card.md says from what.
Not for: telling two people of one name apart, or joining people across articles.
"""

from searchlib.extraction.people.finding import find_people, people_in

__all__ = ["find_people", "people_in"]
