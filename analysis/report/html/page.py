"""The report of a study as one HTML page: no script, nothing to fetch, nothing that runs.

The same study gives the same bytes. All that a scenario says is escaped (elements.py), and the
page's own policy would keep a browser from running it even if it were not.
"""

from __future__ import annotations

import base64
import shlex
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from analysis.report import compact, ending, sentences, tables
from analysis.report.guarantee import how_many
from analysis.report.html.captions import SEE, TITLES, described
from analysis.report.html.elements import Html, items, lines, table, tag
from analysis.report.html.inputs import inputs
from analysis.report.html.style import CSS, policy
from analysis.report.words import quoted
from analysis.study.folder import slug

if TYPE_CHECKING:
    from analysis.study.compare import Study
    from sim.scenario.machine import Scenario


def figures(study: Study) -> dict[str, bytes]:
    """Every figure of a study as SVG, by the name of its file."""
    from analysis.figures import FIGURES, svg

    return {
        file_name(study.contexts, name, context): svg(FIGURES[name](study, context))
        for context in study.contexts
        for name in shown(study)
    }


def shown(study: Study) -> list[str]:
    """The names of the figures that a study has."""
    from analysis.figures import COMPARES, FIGURES

    alone = len(study.alternatives) < 2
    return [name for name in FIGURES if not (alone and name in COMPARES)]


def file_name(contexts: Sequence[str | None], figure: str, context: str | None) -> str:
    """The file of a figure: its name, and the number and the name of the context."""
    if context is None:
        return f"{figure}.svg"
    return f"{figure}-{contexts.index(context) + 1}-{slug(context)}.svg"


def page(study: Study, pictures: Mapping[str, bytes], manifest: Mapping[str, Any]) -> str:
    """The report.

    Args:
        study: what it reports.
        pictures: from `figures`.
        manifest: what the run folder says of itself.
    """
    parts = [_header(study), *_answers(study), *_pictures(study, pictures), *_rest(study, manifest)]
    return document(study.scenario.name, parts)


def document(title: str, parts: Sequence[Html]) -> str:
    """A whole page: its title, and what stands in it."""
    head = [
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy()),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", title),
        Html(f"<style>{CSS}</style>"),
    ]
    body = tag("body", tag("main", lines(parts)))
    return f"<!doctype html>\n{tag('html', tag('head', lines(head)), body, lang='en')}\n"


def _header(study: Study) -> Html:
    scenario = study.scenario
    contents = ("verdict", "Verdict"), ("pictures", "Pictures"), ("inputs", "What it rests on")
    links = [tag("a", words, href=f"#{to}") for to, words in (*contents, ("repeat", "Repeat it"))]
    return tag("header", *heading(scenario), tag("nav", *links))


def heading(scenario: Scenario) -> list[Html]:
    """What the page is called, and what is asked."""
    question = [tag("p", scenario.question, class_="question")] if scenario.question else []
    return [tag("h1", scenario.name), *question]


def answers(blocks: Iterable[Sequence[str]]) -> list[Html]:
    """Verdicts in sentences: of each block the answer, and its points."""
    return [
        tag(
            "div",
            tag("p", head, class_="answer"),
            items(points) if points else "",
            class_="verdict",
        )
        for head, *points in blocks
    ]


def _answers(study: Study) -> list[Html]:
    made = [tag("p", line, class_="note") for line in sentences.footers(study)]
    every = tables.differences(study)
    details = tag("details", tag("summary", "All comparisons"), *map(table, every))
    return [
        tag("h2", "Verdict", id="verdict"),
        *(tag("p", line, class_="note") for line in sentences.unfinished(study)),
        *answers(sentences.blocks(study)),
        *map(table, compact.tables(study)),
        *([details] if every else []),
        *made,
    ]


def _pictures(study: Study, pictures: Mapping[str, bytes]) -> list[Html]:
    found = [tag("h2", "Pictures", id="pictures")]
    if study.cut is not None:
        what = f"What is not by quarter: {ending.span(study)}."
        found.append(tag("p", what, class_="note"))
    for context in study.contexts:
        found += [] if context is None else [tag("h3", quoted(context))]
        for name in shown(study):
            drawn = pictures[file_name(study.contexts, name, context)]
            words = described(name, study, context)
            found.append(picture(drawn, words, TITLES[name], SEE[name]))
    return found


def picture(drawn: bytes, words: str, title: str, see: str) -> Html:
    """A picture within the page.

    Args:
        drawn: SVG.
        words: the picture in words, for whoever cannot see it.
        title: what it is.
        see: what to see in it.
    """
    inline = f"data:image/svg+xml;base64,{base64.b64encode(drawn).decode()}"
    image = tag("img", src=Html(inline), alt=words)
    return tag("figure", image, tag("figcaption", tag("b", title), ". ", see))


def _rest(study: Study, manifest: Mapping[str, Any]) -> list[Html]:
    scenario = study.scenario
    facts = [f"seed {scenario.seed}, {how_many(study)}", f"hash of the scenario: {scenario.hash}"]
    return [
        tag("h2", "What it rests on", id="inputs"),
        inputs(study),
        *repeated(manifest, facts),
    ]


def repeated(manifest: Mapping[str, Any], facts: Sequence[str]) -> list[Html]:
    """How to repeat what a folder holds.

    Args:
        manifest: what it says of itself.
        facts: what else is to be known.
    """
    versions = ", ".join(f"{name} {number}" for name, number in manifest["versions"].items())
    return [
        tag("h2", "Repeat it", id="repeat"),
        tag("p", "In the folder of this report:"),
        tag("pre", tag("code", shlex.join(manifest["repeat"]["command"]))),
        items([*facts, f"versions: {versions}"]),
    ]
