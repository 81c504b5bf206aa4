"""How the report looks: on a screen, light or dark, and on paper."""

from __future__ import annotations

import base64
import hashlib
from typing import Final

CSS: Final = """
:root { color-scheme: light dark; --ink: #1d1d1f; --paper: #fff; --faint: #63636b;
  --rule: #d9d9de; --wash: #f4f4f6; --mark: #0072b2 }
@media (prefers-color-scheme: dark) { :root { --ink: #ececf0; --paper: #161618; --faint: #a3a3ad;
  --rule: #3a3a40; --wash: #222226; --mark: #56b4e9 } }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 62rem; color: var(--ink);
  background: var(--paper); font: 1rem/1.55 system-ui, "Segoe UI", Roboto, sans-serif }
h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .5rem }
h2 { font-size: 1.4rem; margin: 3rem 0 .75rem; border-bottom: 1px solid var(--rule) }
h3 { font-size: 1.1rem; margin: 2rem 0 .5rem }
p, li { max-width: 46rem; overflow-wrap: anywhere }
nav a { margin-right: 1rem }
a { color: var(--mark) }
.question { font-size: 1.15rem; color: var(--faint) }
.answer { font-size: 1.15rem; font-weight: 600 }
.verdict { background: var(--wash); border-left: 4px solid var(--mark); padding: .75rem 1.25rem;
  margin: 1rem 0 }
.note, figcaption, caption { color: var(--faint); font-size: .9rem }
.wide { overflow-x: auto; margin: 1.25rem 0 }
table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums }
caption { text-align: left; font-weight: 600; padding: .25rem 0; color: var(--ink) }
th, td { text-align: left; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--rule);
  vertical-align: baseline; font-weight: 400 }
thead th { font-weight: 600; vertical-align: bottom }
td.number, th.number { text-align: right; white-space: nowrap }
thead th.number { white-space: normal }
figure { margin: 1.5rem 0 2.5rem }
figure img { width: 100%; height: auto; background: #fff; border: 1px solid var(--rule) }
figcaption { max-width: 46rem; margin-top: .4rem }
code, pre { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: .9em }
pre { background: var(--wash); padding: .75rem 1rem; overflow-x: auto }
details { margin: 1rem 0 }
summary { cursor: pointer }
@media print { body { max-width: none; padding: 0; font-size: 10pt } nav { display: none }
  figure, table, .verdict { break-inside: avoid } h2, h3 { break-after: avoid } }
"""


def policy() -> str:
    """What a browser may do with the page: show this style and the images inside; nothing else."""
    digest = base64.b64encode(hashlib.sha256(CSS.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
