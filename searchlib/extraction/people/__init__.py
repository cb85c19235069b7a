"""Which people does a text name? Capitalised runs, told from places and organisations by the evidence beside them.

Evidence, strongest first: a title or role in front, a known given name, a verb of saying or an age behind; a surname
alone counts when the document has the full name or a title for it. Lexicons are plain files (one word a line) of our own.
Precision comes before recall: what has no evidence is no person. Not for: telling two people of one name apart.
"""

from searchlib.extraction.people.finding import find_people

__all__ = ["find_people"]
