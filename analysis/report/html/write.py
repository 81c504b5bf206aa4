"""Report and pictures, written into the folder of a run."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.report.html.page import figures, page
from analysis.study import whole
from analysis.study.folder import FIGURES, manifest_of
from analysis.study.midway import manifest_so_far

if TYPE_CHECKING:
    from analysis.study.compare import Study

REPORT = "report.html"


def write(study: Study, folder: Path) -> Path:
    """Writes report.html and figures/*.svg; the same study gives the same bytes.

    Args:
        study: what is reported.
        folder: its run folder, with results or with a journal.

    Returns:
        The report's path.

    Raises:
        OSError: it cannot be written.
    """
    told = manifest_so_far(study, folder) if study.unfinished else manifest_of(folder)
    pictures = figures(study)
    return put(folder, pictures, page(study, pictures, told))


def put(folder: Path, pictures: Mapping[str, bytes], page: str) -> Path:
    """Puts pictures and page in their places, each whole; returns the page's.

    Raises:
        OSError: it cannot be written.
    """
    if pictures:
        (folder / FIGURES).mkdir(exist_ok=True)
    for name, picture in pictures.items():
        whole.put(folder / FIGURES / name, picture)
    whole.put(folder / REPORT, page.encode())
    return folder / REPORT
