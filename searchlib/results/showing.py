"""How does a page of hits show itself? As text in a terminal, as HTML in a notebook."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from searchlib.results.results import Hit, Results

SHOWN_PEOPLE = 5


def results_text(results: Results) -> str:
    """A line for each hit: score, day and headline."""
    lines = [f"<Results: {len(results)} of {results.total:,}{_after(results.notes)}>"]
    lines += [f"  {hit.score:6.2f}  {_day(hit):10}  {hit.headline}{_also(hit)}" for hit in results]
    for name, values in results.facets.items():
        lines.append(f"  {name}: " + ", ".join(f"{value} {count:,}" for value, count in list(values.items())[:8]))
    return "\n".join(lines)


def _after(notes: tuple[str, ...]) -> str:
    return f"; {'; '.join(notes)}" if notes else ""


def _day(hit: Hit) -> str:
    return str(hit.published)[:10] if hit.published else ""


def _also(hit: Hit) -> str:
    if not hit.copies:
        return ""
    return f" (+{len(hit.copies)} cop{'y' if len(hit.copies) == 1 else 'ies'})"


def results_html(results: Results) -> str:
    """A table with the words found marked, and each facet behind it. Nothing of an article is taken as HTML."""
    rows = [
        f"<tr><td style='vertical-align:top;white-space:nowrap'>{html.escape(_day(hit))}</td>"
        f"<td style='text-align:left'><b>{hit.headline_snippet.html()}</b>{html.escape(_also(hit))}<br>"
        f"<small>{html.escape(' · '.join([*hit.sources, *hit.people[:SHOWN_PEOPLE]]))}</small><br>{hit.snippet.html()}</td></tr>"
        for hit in results
    ]
    notes = "".join(f"<p><i>{html.escape(note)}</i></p>" for note in results.notes)
    facets = "".join(
        f"<p><b>{html.escape(name)}</b>: "
        + ", ".join(f"{html.escape(value)} {count:,}" for value, count in list(values.items())[:20])
        + "</p>"
        for name, values in results.facets.items()
    )
    return (
        f"<div><p>{len(results)} of {results.total:,} articles in {results.seconds * 1000:.1f} ms</p>{notes}"
        f"<table>{''.join(rows)}</table>{facets}</div>"
    )
