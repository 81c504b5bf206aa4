"""Scenario texts with mistakes in them, and what the reader should say of each."""

Expected = tuple[int, int, str, str | None]
"""Line, column, key, suggestion."""

# Texts and, for each mistake: line, column, key, suggestion.
PLANTED: dict[str, tuple[str, list[Expected]]] = {
    "unknown key": ("name: x\norganistion: {}\n", [(2, 1, "organistion", "organisation")]),
    "unknown key within": (
        "name: x\norganisation: {staf: {}, staff: {data_scientists: 2}}\n",
        [
            (2, 16, "organisation.staf", "staff"),
            (2, 34, "organisation.staff.data_scientists", "data_scientist"),
        ],
    ),
    "unknown parameter": (
        "name: x\nprocess: {release.deploy.efort: 2 days}\n",
        [(2, 11, "process.release.deploy.efort", "release.deploy.effort")],
    ),
    "unknown parameter, nested": (
        "name: x\nprocess:\n  release:\n    deploy: {efort: 2 days}\n",
        [(4, 14, "process.release.deploy.efort", "effort")],
    ),
    "outcome for a parameter": (
        "name: x\nprocess: {throughput: 3, net_value: 9, value_delivered.more: 9}\n",
        [
            (2, 11, "process.throughput", None),
            (2, 26, "process.net_value", None),
            (2, 40, "process.value_delivered.more", None),
        ],
    ),
    "group for a parameter": (
        "name: x\nprocess: {refresh: 3}\n",
        [(2, 11, "process.refresh", None)],
    ),
    "no name": ("horizon: 3 years\n", [(1, 1, "", None)]),
    "missing unit": ("name: x\nhorizon: 3\n", [(2, 10, "horizon", "3 years")]),
    "wrong unit": (
        "name: x\nprocess: {people.salary.it_engineer: 3 weeks, shift.rate: 5 days}\n",
        [
            (2, 38, "process.people.salary.it_engineer", None),
            (2, 59, "process.shift.rate", "1 per 5 days"),
        ],
    ),
    "mixed units": ("name: x\nhorizon: 3 weeks 2 days\n", [(2, 10, "horizon", None)]),
    "two currencies": (
        "name: x\nprocess: {people.salary.it_engineer: 100 k EUR / year}\n",
        [
            (2, 1, "process.money.usd", None),  # and what else is to be in EUR: three rows
            *[(2, 38, "process.people.salary.it_engineer", None)] * 3,
        ],
    ),
    "negative": (
        "name: x\nhistory: -1 year\n"
        "process: {release.wrap.effort: {exponential: {mean: -2 days}}}\n",
        [
            (2, 10, "history", None),
            (3, 53, "process.release.wrap.effort.exponential.mean", None),
        ],
    ),
    "zero": ("name: x\nhorizon: 0 days\n", [(2, 10, "horizon", None)]),
    "not a number": (
        "name: x\nhorizon: .nan days\nhistory: .inf\n",
        [(2, 10, "horizon", None), (3, 10, "history", None)],
    ),
    "absurd": (
        "name: x\nhorizon: 1e12 years\nhistory: 60 years\n",
        [(2, 10, "horizon", None), (3, 10, "history", None)],
    ),
    "absurdly many": (
        "name: x\nportfolio: {models: 1e7}\norganisation: {staff: {it_engineer: 100_001}}\n",
        [(2, 21, "portfolio.models", None), (3, 37, "organisation.staff.it_engineer", None)],
    ),
    "half a person": (
        "name: x\norganisation: {staff: {it_engineer: 2.5, data_scientist: half}}\n",
        [
            (2, 37, "organisation.staff.it_engineer", "3"),
            (2, 58, "organisation.staff.data_scientist", None),
        ],
    ),
    "off [0, 1]": (
        "name: x\nprocess: {development.decision_exists: 70, handover.touched: 120 %}\n",
        [
            (2, 40, "process.development.decision_exists", "70 %"),
            (2, 62, "process.handover.touched", None),
        ],
    ),
    "whole reserve": (
        "name: x\norganisation: {improvement_reserve: {it_engineer: 100 %}}\n",
        [(2, 51, "organisation.improvement_reserve.it_engineer", None)],
    ),
    "no slots": (
        "name: x\norganisation: {training_slots: 0}\n",
        [(2, 32, "organisation.training_slots", None)],
    ),
    "duplicate key": (
        "name: x\nportfolio: {models: 3, models: 4}\nname: y\n",
        [(2, 24, "models", None), (3, 1, "name", None)],
    ),
    "dotted and nested": (
        "name: x\nprocess:\n  shift.rate: 1 / year\n  shift: {rate: 2 / year}\n",
        [(4, 11, "process.shift.rate", None)],
    ),
    "tab": ("name: x\norganisation:\n\tstage: 2\n", [(3, 1, "", None)]),
    "tab in a text": ("name: a\tb\n", [(1, 8, "", None)]),
    "unclosed quote": ("name: x\nquestion: 'why\nhorizon: 3 years\n", [(2, 11, "", None)]),
    "unclosed bracket": ("name: [x\n", [(2, 1, "", None)]),
    "text with a colon": ("name: x\nquestion: why: now\n", [(2, 14, "", None)]),
    "bad indent": ("name: x\norganisation:\n  stage: 2\n staff: {}\n", [(4, 2, "", None)]),
    "two documents": ("name: x\n---\nname: y\n", [(2, 1, "", None)]),
    "directive": ("%YAML 1.1\n---\nname: x\n", [(2, 1, "", None)]),
    "empty": ("", [(1, 1, "", None)]),
    "only a comment": ("# nothing\n", [(1, 1, "", None)]),
    "only a marker": ("---\n", [(2, 1, "", None)]),
    "list at the top": ("- name: x\n", [(1, 1, "", None)]),
    "text at the top": ("hello\n", [(1, 1, "", None)]),
    "no where a word is meant": (
        "name: no\nprocess: {people.reserve_policy: off}\nalternatives: {no: {}, on: {}}\n",
        [
            (1, 7, "name", '"no"'),
            (2, 34, "process.people.reserve_policy", None),
            (3, 16, "", '"no"'),
            (3, 24, "", '"on"'),
        ],
    ),
    "YAML 1.1 numbers": (
        "name: x\nseed: 0755\nhorizon: 12:30:45\n"
        "portfolio: {models: 0x1F, use_cases: 2027-01-01}\n",
        [
            (2, 7, "seed", "755"),
            (3, 10, "horizon", None),
            (4, 21, "portfolio.models", None),
            (4, 38, "portfolio.use_cases", None),
        ],
    ),
    "digits of other scripts": ("name: x\nseed: \u0663\n", [(2, 7, "seed", None)]),
    "dates": (
        "name: x\nbegins: 2027-13-01\nchanges: {a: {at: 2027-1-1, stage: 3}}\n",
        [(2, 9, "begins", None), (3, 19, "changes.a.at", "2027-01-01")],
    ),
    "anchor, alias, tag, merge key": (
        "name: &a x\nquestion: *a\nseed: !!int 3\n<<: {}\nbegins: ! x\n",
        [(1, 7, "", None), (2, 11, "", None), (3, 7, "", None), (4, 1, "", None), (5, 9, "", None)],
    ),
    "10,000 levels": ("a: " + "[" * 10_000, [(1, 23, "", None)]),
    "10,000 levels in blocks": ("- " * 10_000, [(1, 41, "", None)]),
    "6,000 digits": ("name: x\nseed: " + "9" * 6000, [(2, 7, "", None)]),
    "78 digits": ("name: x\nseed: " + "9" * 78, [(2, 7, "seed", None)]),
    "invisible characters": (
        "name: a\u202eb\nquestion: a\u200bb\n",
        [(1, 8, "", None), (2, 12, "", None)],
    ),
    "invisible by an escape": ('name: "a\\u202eb"\n', [(1, 7, "", None)]),
    "names": (
        "name: <b>x</b>\nalternatives:\n  ../a: {}\n  <script>: {}\n  '..': {}\n"
        f"  ' a': {{}}\n  {'b' * 61}: {{}}\n  a`b: {{}}\n  '': {{}}\n",
        [
            (1, 7, "name", None),
            (3, 3, "alternatives.../a", None),
            (4, 3, "alternatives.<script>", None),
            (5, 3, "alternatives...", None),
            (6, 3, "alternatives. a", None),
            (7, 3, f"alternatives.{'b' * 61}", None),
            (8, 3, "alternatives.a`b", None),
            (9, 3, "", None),
        ],
    ),
    "key that is no word": ("name: x\n? [a]\n: b\n", [(2, 3, "", None)]),
    "nothing written": (
        "name: x\nseed:\nprocess:\nalternatives:\n  a:\n",
        [(2, 1, "seed", None), (3, 1, "process", "{}"), (5, 3, "alternatives.a", "{}")],
    ),
    "map and list for a text": (
        "name: {a: b}\nseed: [1]\ncompare: {measures: throughput}\n",
        [(1, 1, "name", None), (2, 1, "seed", None), (3, 21, "compare.measures", "[throughput]")],
    ),
    "stage": ("name: x\norganisation: {stage: 7}\n", [(2, 23, "organisation.stage", None)]),
    "choices": (
        "name: x\nprocess: {release.wrap.by: data_scientists, people.priorities: [incident],\n"
        "  people.preempting: [incident, incident]}\n",
        [
            (2, 28, "process.release.wrap.by", "data_scientist"),
            (2, 45, "process.people.priorities", None),
            (3, 3, "process.people.preempting", None),
        ],
    ),
    "distributions": (
        "name: x\nprocess:\n  release.wrap.effort: {lognrmal: {mean: 1 day}}\n"
        "  release.test.effort: {uniform: {low: 3 days, high: 1 day}}\n"
        "  release.check.effort: {lognormal: {mean: 3, cv: 1}}\n"
        "  refresh.test.effort: {lognormal: {mean: 3 days, sigma: 1}}\n",
        [
            (3, 3, "process.release.wrap.effort", "{lognormal: {mean: 1 day, cv: 0.6}}"),
            (4, 3, "process.release.test.effort", None),
            (5, 44, "process.release.check.effort.lognormal.mean", "3 days"),
            (6, 3, "process.refresh.test.effort", None),
        ],
    ),
    "baseline": (
        "name: x\nbaseline: nothin\nalternatives: {nothing: {}, b: {organisation: {stage: 3}}}\n",
        [(2, 11, "baseline", "nothing")],
    ),
    "equal alternatives": (
        "name: x\nalternatives: {nothing: {}, ten: {portfolio: {models: 10}}}\n",
        [(2, 29, "alternatives.ten", None)],
    ),
    "equal contexts": (
        "name: x\ncontexts: {a: {}, b: {portfolio: {models: 10}}}\n",
        [(2, 19, "contexts.b", None)],
    ),
    "names alike": (
        "name: x\nalternatives: {Store: {}, store: {organisation: {stage: 3}}}\n",
        [(2, 27, "alternatives.store", None)],
    ),
    "measures": (
        "name: x\ncompare: {measures: [throughput, toil], decide_on: wip}\n",
        [(2, 34, "compare.measures.1", None), (2, 52, "compare.decide_on", None)],
    ),
    "decides but is not shown": (
        "name: x\ncompare: {decide_on: toil_share, measures: [throughput]}\n",
        [(2, 22, "compare.decide_on", None)],
    ),
    "replications and confidence": (
        "name: x\ncompare: {replications: 1, confidence: 100 %}\n",
        [(2, 25, "compare.replications", None), (2, 40, "compare.confidence", "95 %")],
    ),
    "no end": (
        "name: x\nends: nevr\n",
        [(2, 7, "ends", "never")],
    ),
    "as of an end that never comes": (
        "name: x\nends: never\nhorizon: 4 years\n"
        "compare: {measures: [wip, npv, terminal_value], decide_on: npv}\n",
        [
            (3, 10, "horizon", "5 years"),
            (4, 27, "compare.measures.1", None),
            (4, 32, "compare.measures.2", None),
        ],
    ),
    "decides as of an end that never comes": (
        "name: x\nends: never\nhorizon: 5 years\ncompare: {decide_on: npv}\n",
        [(4, 22, "compare.decide_on", None)],
    ),
    "nothing by quarter": (
        "name: x\nends: never\nhorizon: 5 years\ncompare: {measures: [lead_time_refresh]}\n",
        [(4, 11, "compare.measures", None)],
    ),
    "changes": (
        "name: x\nchanges:\n  a: {at: 2027-01-01, stage: 3}\n  b: {stage: 3}\n  c: {at: 1 year}\n",
        [
            (3, 11, "changes.a.at", None),
            (4, 3, "changes.b", "at: 0 days"),
            (5, 3, "changes.c", None),
        ],
    ),
    "changes outside": (
        "name: x\nchanges:\n  a: {at: 3 years, stage: 3}\n  b: {at: -3 years, stage: 3}\n",
        [(3, 11, "changes.a.at", None), (4, 11, "changes.b.at", None)],
    ),
    "changes that collide": (
        "name: x\nchanges:\n  a: {at: 1 year, stage: 3}\n  b: {at: 12 months, stage: 2}\n",
        [(4, 3, "changes.b", None)],
    ),
    "nobody": (
        "name: x\norganisation: {stage: 3, staff: {it_engineer: 0}}\n",
        [(2, 47, "organisation.staff.it_engineer", None)],
    ),
    "nobody in one alternative": (
        "name: x\norganisation: {staff: {it_engineer: 0}}\n"
        "process: {development.access.by: data_scientist, duties.it_engineer.rate: 0 / year}\n"
        "alternatives:\n  a: {}\n  b: {organisation: {stage: 3, staff: {it_engineer: 0}}}\n",
        [(6, 53, "alternatives.b.organisation.staff.it_engineer", None)],
    ),
    "endless": (
        "name: x\nhorizon: 100 years\nportfolio: {use_cases: 1e6 / day}\n",
        [(3, 24, "portfolio.use_cases", None)],
    ),
    "endless in all": (
        "name: x\nportfolio: {models: 50_000}\ncompare: {replications: 100_000}\n",
        [(3, 25, "compare.replications", None)],
    ),
    "too many cells": (
        "name: x\nalternatives: {" + ", ".join(f"a{i}: {{}}" for i in range(11)) + "}\ncontexts: {"
        + ", ".join(f"c{i}: {{}}" for i in range(11)) + "}\n",
        [(3, 1, "contexts", None)],
    ),
    "resolved by hand": (
        "resolved: 2\nname: x\n",
        [(1, 1, "", None)] * 5 + [(1, 11, "resolved", None)],
    ),
}  # fmt: skip
