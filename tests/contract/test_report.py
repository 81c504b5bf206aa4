"""report.html: one file that fetches and runs nothing, whatever names a scenario has; and
`mlorg report`, which makes it again."""

import base64
import hashlib
import json
import re
import shutil
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from analysis.report import sentences
from analysis.report.html.elements import Html, tag, text
from analysis.report.html.page import figures, page
from analysis.report.html.style import CSS
from analysis.report.html.write import write
from analysis.study import folder, stored
from analysis.study.compare import Study, compare
from analysis.study.scenarios import loaded
from sim.process import PARAMETERS
from sim.scenario.machine import Scenario
from sim.scenario.values import default
from tests.contract.typed import SCENARIO, mlorg, results

HOSTILE = (
    "</style><script>alert(1)</script><img src=x onerror=\"a()\" b='c'> "
    "& \u202eevil $\\frac$ \x1b[31m"
)
COMMAND = ["mlorg", "compare", "scenario.yaml"]
COMPARE = ("compare", "s.yaml", "--jobs", "1", "--out", "out", "--quiet")
EMPTY = {"meta", "img", "br", "hr"}


class Parsed(HTMLParser):
    """The elements of a page, with their attributes; what is not closed is noticed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    path = tmp_path_factory.mktemp("report") / "s.yaml"
    path.write_text(SCENARIO.replace("replications: 4", "replications: 2"))
    return compare(loaded(path), jobs=1)


@pytest.fixture(scope="module")
def hostile(study: Study) -> Study:
    """The same with names and a question that would do harm."""
    scenario = study.scenario
    cells = tuple(
        cell.model_copy(
            update={
                "alternative": cell.alternative + HOSTILE,
                "context": (cell.context or "") + HOSTILE,
            }
        )
        for cell in scenario.cells
    )
    update = {
        "name": HOSTILE,
        "question": HOSTILE,
        "cells": cells,
        "baseline": scenario.baseline + HOSTILE,
    }
    return replace(study, scenario=Scenario.model_copy(scenario, update=update))


@pytest.fixture(scope="module")
def pages(study: Study, hostile: Study) -> dict[str, str]:
    manifest = {"versions": {"mlorg": "1"}, "repeat": {"command": [*COMMAND, HOSTILE]}}
    return {
        name: page(one, figures(one), manifest)
        for name, one in (("plain", study), ("hostile", hostile))
    }


@pytest.mark.parametrize("kind", ["plain", "hostile"])
class TestEveryPage:
    def test_it_is_well_formed(self, pages: dict[str, str], kind: str) -> None:
        parsed = Parsed(pages[kind])
        assert not parsed.wrong
        assert not parsed.open
        names = {name for name, _ in parsed.elements}
        expected = {"html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "table"}
        assert expected <= names
        assert parsed.all("html") == [{"lang": "en"}]

    def test_nothing_runs_and_nothing_is_fetched(self, pages: dict[str, str], kind: str) -> None:
        parsed = Parsed(pages[kind])
        for name, attributes in parsed.elements:
            assert name not in {
                "script",
                "link",
                "iframe",
                "object",
                "embed",
                "form",
                "base",
                "svg",
            }
            for key, value in attributes.items():
                assert not key.startswith("on")
                assert key != "style"
                if key == "src":
                    assert (value or "").startswith("data:image/svg+xml;base64,")
                if key == "href":
                    assert (value or "").startswith("#")
        assert not re.search("https?:", pages[kind])
        assert "url(" not in pages[kind]
        assert "@import" not in pages[kind]

    def test_the_policy_allows_the_style_and_inline_images_only(
        self, pages: dict[str, str], kind: str
    ) -> None:
        policies = [
            one["content"]
            for one in Parsed(pages[kind]).all("meta")
            if one.get("http-equiv") == "Content-Security-Policy"
        ]
        digest = base64.b64encode(hashlib.sha256(CSS.encode()).digest()).decode()
        assert policies == [
            f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
            "base-uri 'none'; form-action 'none'"
        ]
        assert f"<style>{CSS}</style>" in pages[kind]
        assert pages[kind].index("Content-Security-Policy") < pages[kind].index("<style>")

    def test_every_picture_is_there_with_words(self, pages: dict[str, str], kind: str) -> None:
        images = Parsed(pages[kind]).all("img")
        assert len(images) == 12  # six for each context
        for image in images:
            assert len(image["alt"] or "") > 20
            picture = base64.b64decode((image["src"] or "").split(",")[1])
            root = ElementTree.fromstring(picture)
            assert root.tag.endswith("svg")
            for element in root.iter():
                assert not element.tag.endswith(("script", "foreignObject", "image"))
                for key, value in element.attrib.items():
                    assert not key.startswith("on")
                    assert not key.endswith("href") or value.startswith("#")

    def test_tables_say_what_their_cells_are_about(self, pages: dict[str, str], kind: str) -> None:
        parsed = Parsed(pages[kind])
        assert parsed.all("th")
        assert all(head.get("scope") in {"row", "col"} for head in parsed.all("th"))
        names = [name for name, _ in parsed.elements]
        assert names.count("caption") == names.count("table")


def test_hostile_names_are_shown_as_they_are(pages: dict[str, str]) -> None:
    shown = "".join(Parsed(pages["hostile"]).words)
    assert "<script>alert(1)</script>" in shown
    assert "\u202e" not in pages["hostile"]
    assert "\x1b" not in pages["hostile"]
    assert "\\u202eevil" in shown


def test_it_says_what_compare_prints(study: Study, pages: dict[str, str]) -> None:
    shown = "".join(Parsed(pages["plain"]).words)
    for block in sentences.blocks(study):
        for line in block:
            assert line in shown
    for line in sentences.footers(study):
        assert line in shown
    assert study.scenario.hash in shown
    assert "mlorg compare scenario.yaml" in shown
    assert "stage 3" in shown  # how an alternative differs
    assert "refresh.cadence" in shown  # what the scenario sets


def test_every_assumption_that_a_study_rests_on_stands_in_it(
    study: Study, pages: dict[str, str]
) -> None:
    count, _, _ = sentences.footers(study)[-1].partition("; ")[2].partition(" of ")
    before, opened, rest = pages["plain"].partition(
        f"<details><summary>{count} defaults that are assumptions</summary>"
    )
    inside, _, after = rest.partition("</details>")
    assert opened  # and closed until somebody opens it
    assert len(opened + inside) < 60_000
    shown = [unescape(name) for name in re.findall('<tr><th scope="row">([^<]+)</th>', inside)]
    worlds = [cell.world for cell in study.scenario.cells]
    assert shown == [
        row.name
        for row in PARAMETERS.values()
        if row.source == "assumption"
        and all(world.process[row.name] == default(row.name) for world in worlds)
    ]
    assert len(shown) == int(count) > 100
    row = PARAMETERS["people.leaver_loss"]
    cells = (row.name, "50 %", row.unit, f"{row.low} to {row.high}", row.meaning)
    assert "</td><td>".join(cells).replace("</td>", "</th>", 1) in inside
    assert "refresh.cadence" not in shown  # the scenario sets it
    told = re.findall("<td>([^<]+)</td></tr>", inside)
    assert not [meaning for meaning in told if ". " in meaning]  # one sentence each
    assert "docs/parameters.md" not in before + after


def test_texts_are_escaped_and_html_is_not() -> None:
    assert text("<b>") == "&lt;b&gt;"
    assert text(Html("<b>")) == "<b>"
    assert tag("p", "a & b", title='"', class_=None) == '<p title="&quot;">a &amp; b</p>'
    assert tag("img", alt="<") == '<img alt="&lt;">'


class TestStored:
    """A run folder read back."""

    def test_it_is_the_study(self, study: Study, tmp_path: Path) -> None:
        folder.write(study, tmp_path / "run", COMMAND)
        again = stored.read(tmp_path / "run")
        assert again.scenario == study.scenario
        assert again.outcomes == study.outcomes

    def test_pictures_of_others_stay(self, study: Study, tmp_path: Path) -> None:
        run = tmp_path / "run"
        folder.write(study, run, COMMAND)
        write(study, run)
        (run / "figures" / "mine.png").write_bytes(b"mine")
        (run / "mine.txt").write_text("mine")
        folder.write(study, run, COMMAND)
        assert (run / "mine.txt").read_text() == "mine"
        assert [path.name for path in (run / "figures").iterdir()] == ["mine.png"]
        assert not (run / "report.html").exists()  # of the study before


@pytest.mark.usefixtures("here")
class TestTheCommand:
    @pytest.mark.slow
    def test_compare_writes_it_and_report_writes_the_same_again(self, here: Path) -> None:
        done = mlorg(*COMPARE[:-1])
        assert done.exit_code == 0
        assert done.stderr.endswith("Results: out\nReport: out/report.html\n")
        first = results(here / "out")
        assert len([name for name in first if name.startswith("figures/")]) == 12
        (here / "out" / "report.html").unlink()
        shutil.rmtree(here / "out" / "figures")
        again = mlorg("report", "out")
        assert (again.exit_code, again.stdout) == (0, "")
        assert again.stderr == "Report: out/report.html\n"
        assert results(here / "out") == first

    def test_a_single_organisation_has_a_report_too(self, here: Path) -> None:
        assert (
            mlorg("run", "s.yaml", "--replications", "2", "--jobs", "1", "--out", "out").exit_code
            == 0
        )
        assert mlorg("report", "out", "--quiet").exit_code == 0
        parsed = Parsed((here / "out" / "report.html").read_text())
        assert len(parsed.all("img")) == 4
        assert any("nothing is compared" in words for words in parsed.words)

    @pytest.mark.parametrize(
        ("harm", "said"),
        [
            (lambda run: shutil.rmtree(run), "out: there is no such folder"),
            (
                lambda run: [(run / name).unlink() for name in ("manifest.json", "journal.sqlite")],
                "it has no manifest.json and no journal.sqlite",
            ),
            (lambda run: (run / "manifest.json").write_text("{"), "no run folder of mlorg"),
            (lambda run: (run / "flow.parquet").unlink(), "out/flow.parquet: is missing"),
            (
                lambda run: (run / "runs.parquet").write_bytes(b"PAR1"),
                "out/runs.parquet: is not the file that the run wrote",
            ),
            (
                lambda run: (run / "manifest.json").write_text(
                    json.dumps({**json.loads((run / "manifest.json").read_text()), "format": 1})
                ),
                "out: written by another version of mlorg",
            ),
        ],
        ids=[
            "none",
            "neither",
            "broken manifest",
            "missing",
            "changed",
            "another format",
        ],
    )
    def test_what_is_no_run_is_refused_in_a_line(self, here: Path, harm: object, said: str) -> None:
        assert mlorg(*COMPARE, "--no-report", "--replications", "2").exit_code == 0
        assert not (here / "out" / "report.html").exists()
        harm(here / "out")  # type: ignore[operator]
        done = mlorg("report", "out")
        assert (done.exit_code, done.stdout) == (2, "")
        assert said in done.stderr
        assert done.stderr.count("\n") == 1
        assert not (here / "out" / "report.html").exists()

    def test_a_folder_that_is_none_of_ours(self, here: Path) -> None:
        (here / "thesis").mkdir()
        done = mlorg("report", "thesis")
        assert done.exit_code == 2
        assert done.stderr.startswith("thesis: no run folder of mlorg")
        assert mlorg("report", "s.yaml").exit_code == 2
        assert mlorg("report").exit_code == 2
