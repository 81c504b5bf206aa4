"""Notebooks and their twins: notebooks/NAME.py is written by people, NAME.ipynb made from it.

python -m tests.docs.notebooks          executes all, and writes what came out (some minutes)

Outputs are kept, so that a code host shows the pictures to whoever reads there; `make test-all`
executes all again and compares.
"""

import sys
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from nbclient import NotebookClient

FOLDER = Path(__file__).parents[2] / "notebooks"
SOURCES = sorted(FOLDER.glob("*.py"))
METADATA = {
    "jupytext": {
        "cell_metadata_filter": "-all",
        "formats": "ipynb,py:percent",
        "notebook_metadata_filter": "-all",
    },  # as notebooks/jupytext.toml has it
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
"""No version of anything: it would change with whoever executes."""


def made(source: Path) -> Any:
    """The notebook of a twin, not executed; cells are named by their place."""
    notebook = jupytext.read(source, fmt="py:percent")
    notebook.metadata = nbformat.from_dict(METADATA)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    for place, cell in enumerate(notebook.cells, 1):
        cell["id"] = f"cell-{place}"
        cell["metadata"] = nbformat.from_dict({})
    return notebook


def executed(source: Path, *more: str) -> Any:
    """The notebook of a twin, executed in its folder; `more` is executed after it and left out.

    Raises:
        nbclient.exceptions.CellExecutionError: a cell failed.
    """
    notebook = made(source)
    count = len(notebook.cells)
    notebook.cells += [nbformat.v4.new_code_cell(code, id=f"more-{n}") for n, code in
                       enumerate(more)]  # fmt: skip
    client = NotebookClient(
        notebook, timeout=None, resources={"metadata": {"path": str(FOLDER)}}, record_timing=False
    )
    client.execute()
    notebook.cells = notebook.cells[:count]
    notebook.metadata = nbformat.from_dict(METADATA)  # the kernel says its version
    return notebook


def stored(source: Path) -> Any:
    """The notebook beside a twin."""
    return nbformat.read(source.with_suffix(".ipynb"), as_version=4)


def text(notebook: Any) -> str:
    """A notebook as its file has it."""
    return nbformat.writes(notebook) + "\n"


def write(*names: str) -> None:
    """Executes notebooks, all if none is named, and writes them."""
    for source in SOURCES:
        if not names or source.stem in names:
            source.with_suffix(".ipynb").write_text(text(executed(source)), encoding="utf-8")
            print(source.stem, flush=True)


if __name__ == "__main__":
    write(*sys.argv[1:])
