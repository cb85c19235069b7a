"""I have a text; who and which days does it speak of? Text in, mentions with offsets, kind and normal form out.

Not for: deciding how a name or a day is searched (see analysis and query).
"""

from __future__ import annotations

from searchlib.article import DateLike, Extraction, moment

__all__ = ["Extraction", "extract"]


def extract(text: str, *, published: DateLike | None = None, language: str = "en") -> Extraction:
    """Find the named people and the temporal expressions of a text.

    Example:
        >>> found = extract("President Mary Robinson spoke in Dublin on 7 October 1994.")
        >>> [person.name for person in found.people], [day.value for day in found.dates]
        (['Mary Robinson'], ['1994-10-07'])

    Args:
        text: plain text; offsets of the mentions count its characters.
        published: the day, datetime or ISO 8601 string of either when it was published, which relative expressions are
            resolved against.
        language: ISO 639-1 code of the text, with a country where that is known ("en-GB": 7/10/2023 is in October).

    Returns:
        People and dates, each in the order of first mention.

    Raises:
        ArticleError: `published` is none of these.
    """
    from searchlib.extraction.dates import find_dates
    from searchlib.extraction.people import find_people

    day = None if published is None else moment(published)
    return Extraction(find_people(text, language=language), find_dates(text, published=day, language=language))
