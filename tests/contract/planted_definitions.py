"""Mistakes in capabilities that a scenario defines, and what the reader should say of each."""

from tests.contract.planted_mistakes import Expected

_OURS = "name: x\ndefine_capabilities:\n  ours:\n    "
_EFFECT = f"{_OURS}effects:\n      "
_WHERE = "define_capabilities.ours"

# Texts and, for each mistake: line, column, key, suggestion; and words of the first.
PLANTED: dict[str, tuple[str, list[Expected], str]] = {
    "a built-in name": (
        "name: x\ndefine_capabilities:\n  feature_store: {}\n",
        [(3, 3, "define_capabilities.feature_store", "own_feature_store")],
        "is built in",
    ),
    "no name": (
        "name: x\ndefine_capabilities:\n  Our Thing: {}\n",
        [(3, 3, "define_capabilities.Our Thing", "our_thing")],
        "no name of a capability",
    ),
    "too many": (
        "name: x\ndefine_capabilities:\n" + "".join(f"  c{one}: {{}}\n" for one in range(51)),
        [(2, 1, "define_capabilities", None)],
        "51 entries",
    ),
    "a list of them": (
        "name: x\ndefine_capabilities: [ours]\n",
        [(2, 1, "define_capabilities", None)],
        "a list where a map",
    ),
    "unknown key": (f"{_OURS}titel: x\n", [(4, 5, f"{_WHERE}.titel", "title")], "no key"),
    "unknown role": (
        f"{_OURS}build: {{it_enginer: 3 days}}\n",
        [(4, 13, f"{_WHERE}.build.it_enginer", "it_engineer")],
        "no key",
    ),
    "negative, not a number, absurd": (
        f"{_OURS}build: {{it_engineer: -3 days}}\n    upkeep: {{it_engineer: .nan}}\n"
        "    adopt: {it_engineer: 100 years}\n    lead_time: 30 years\n",
        [
            (4, 26, f"{_WHERE}.build.it_engineer", None),
            (5, 27, f"{_WHERE}.upkeep.it_engineer", None),
            (6, 26, f"{_WHERE}.adopt.it_engineer", None),
            (7, 16, f"{_WHERE}.lead_time", None),
        ],
        "negative",
    ),
    "units": (
        f"{_OURS}build: {{it_engineer: 3}}\n    price: 5 days\n    licence: 5 USD\n"
        "    upkeep: {it_engineer: 3 days}\n",
        [
            (4, 26, f"{_WHERE}.build.it_engineer", "3 days"),
            (5, 12, f"{_WHERE}.price", None),
            (6, 14, f"{_WHERE}.licence", "5 USD / year"),
            (7, 27, f"{_WHERE}.upkeep.it_engineer", "3"),
        ],
        "unit is missing",
    ),
    "ranges": (
        f"{_OURS}price: {{value: 5 USD, low: 6 USD, high: 7 USD}}\n"
        "    lead_time: {value: 5 days, low: 4 days}\n    licence: {low: 1 USD / year}\n"
        "    build: {it_engineer: {value: 5 days, lo: 4 days}}\n",
        [
            (4, 20, f"{_WHERE}.price.value", None),
            (5, 37, f"{_WHERE}.lead_time.low", None),
            (6, 5, f"{_WHERE}.licence", None),
            (7, 42, f"{_WHERE}.build.it_engineer.lo", "low"),
        ],
        "outside its own range",
    ),
    "unknown capabilities": (
        f"{_OURS}requires: [it_servin]\n    supersedes: [our]\n",
        [
            (4, 16, f"{_WHERE}.requires.0", "it_serving"),
            (5, 18, f"{_WHERE}.supersedes.0", "ours"),
        ],
        "none of the choices",
    ),
    "itself": (
        f"{_OURS}requires: [ours]\n    supersedes: [b]\n  b: {{supersedes: [ours]}}\n",
        [
            (4, 5, f"{_WHERE}.requires", None),
            (5, 5, f"{_WHERE}.supersedes", None),
            (6, 7, "define_capabilities.b.supersedes", None),
        ],
        "ours requires itself",
    ),
    "a measure": (
        f"{_EFFECT}net_value: {{times: 2}}\n",
        [(5, 7, f"{_WHERE}.effects.net_value", None)],
        "net_value is a measure",
    ),
    "a stage": (
        f"{_EFFECT}organisation.stage: {{set: 3}}\n",
        [(5, 7, f"{_WHERE}.effects.organisation.stage", None)],
        "never on stages",
    ),
    "an unknown parameter": (
        f"{_EFFECT}operate.tend_server.rat: {{times: 2}}\n      operate: {{times: 2}}\n",
        [
            (5, 7, f"{_WHERE}.effects.operate.tend_server.rat", "operate.tend_server.rate"),
            (6, 7, f"{_WHERE}.effects.operate", None),
        ],
        "there is no parameter",
    ),
    "times and plus on words and whole numbers": (
        f"{_EFFECT}release.deploy.by: {{times: 0.4}}\n      demand.pool: {{plus: 3}}\n",
        [
            (5, 34, f"{_WHERE}.effects.release.deploy.by.times", None),
            (6, 27, f"{_WHERE}.effects.demand.pool.plus", None),
        ],
        "which is a word",
    ),
    "two in one": (
        f"{_EFFECT}shift.rate: {{set: 4 / year, times: 0.5}}\n      shift.loss: {{}}\n"
        "      shift.domain.rate: 0.4\n",
        [
            (5, 7, f"{_WHERE}.effects.shift.rate", None),
            (6, 7, f"{_WHERE}.effects.shift.loss", None),
            (7, 26, f"{_WHERE}.effects.shift.domain.rate", None),
        ],
        "set and times in one effect",
    ),
    "values that are none of the parameter's": (
        f"{_EFFECT}shift.rate: {{set: 4 days}}\n      handover.touched: {{plus: 4 days}}\n"
        "      people.preempting: {set: [incident, operation]}\n"
        "      release.wrap.effort: {set: {lognormal: {mean: 2 days, cv: -1}}}\n"
        "      development.access.effort: {plus: +1 day}\n"
        "      release.check.effort: {plus: -1}\n      shift.loss: {times: 1e5}\n",
        [
            (5, 25, f"{_WHERE}.effects.shift.rate.set", "1 per 4 days"),
            (6, 32, f"{_WHERE}.effects.handover.touched.plus", None),
            (7, 43, f"{_WHERE}.effects.people.preempting.set.1", "operations"),
            (8, 65, f"{_WHERE}.effects.release.wrap.effort.set.lognormal.cv", None),
            (9, 41, f"{_WHERE}.effects.development.access.effort.plus", "1 day"),
            (10, 36, f"{_WHERE}.effects.release.check.effort.plus", "-1 day"),
            (11, 27, f"{_WHERE}.effects.shift.loss.times", None),
        ],
        "a number per time is wanted",
    ),
    "ranges of effects": (
        f"{_EFFECT}refresh.cadence: {{set: {{value: 30 days, low: 40 days, high: 50 days}}}}\n"
        "      release.ci.by: {set: {value: automatic, low: 1, high: 2}}\n"
        "      shift.loss: {times: {value: 2, low: 3, high: 4}}\n"
        "      release.wrap.effort: {plus: {value: -2 days, low: -3 days, high: 1}}\n"
        "      release.test.effort: {plus: {value: -2 days, low: -1 days, high: 1 day}}\n",
        [
            (5, 38, f"{_WHERE}.effects.refresh.cadence.set.value", None),
            (6, 23, f"{_WHERE}.effects.release.ci.by.set", None),
            (7, 35, f"{_WHERE}.effects.shift.loss.times.value", None),
            (8, 72, f"{_WHERE}.effects.release.wrap.effort.plus.high", "1 day"),
            (9, 43, f"{_WHERE}.effects.release.test.effort.plus.value", None),
        ],
        "outside its own range",
    ),
    "out of bounds where it is held": (
        f"{_EFFECT}shift.loss: {{times: 3}}\n      release.wrap.effort: {{plus: -100 days}}\n"
        "      people.salary.it_engineer: {plus: 3 EUR / year}\n"
        "organisation: {stage: 1, with: [ours]}\n",
        [
            (5, 7, f"{_WHERE}.effects.shift.loss", None),
            (6, 7, f"{_WHERE}.effects.release.wrap.effort", None),
            (7, 7, f"{_WHERE}.effects.people.salary.it_engineer", None),
        ],
        "out of its bounds",
    ),
    "out of bounds with another, from a change on": (
        f"{_EFFECT}shift.loss: {{times: 2}}\n  b:\n    effects: {{shift.loss: {{times: 2}}}}\n"
        "changes: {c: {at: 1 year, with: [b, ours]}}\n",
        [(5, 7, f"{_WHERE}.effects.shift.loss", None)],
        "where b and ours are held",
    ),
    "out of bounds once it is built": (
        f"{_EFFECT}development.decision_exists: {{times: 3}}\n"
        "alternatives:\n  a: {}\n  b: {investments: {ours: {start: now}}}\n",
        [(5, 7, f"{_WHERE}.effects.development.decision_exists", None)],
        "once ours is built",
    ),
    "beyond all that can be written": (
        f"{_EFFECT}development.features: {{times: 1000}}\n"
        + "".join(
            f"  c{one}: {{effects: {{development.features: {{times: 1000}}}}}}\n"
            for one in range(10)
        )
        + f"organisation: {{with: [ours, {', '.join(f'c{one}' for one in range(10))}]}}\n",
        [(5, 7, f"{_WHERE}.effects.development.features", None)],
        "out of its bounds",
    ),
    "two currencies": (
        f"{_OURS}price: 5 EUR\n    effects:\n"
        "      people.salary.it_engineer: {set: 100 k EUR / year}\n"
        "organisation: {with: [ours]}\n",
        [
            (4, 12, f"{_WHERE}.price", None),
            (6, 7, f"{_WHERE}.effects.people.salary.it_engineer", None),
        ],
        "EUR, but",
    ),
    "what cannot be, by an effect": (
        f"{_EFFECT}release.repair.by: {{set: never}}\n    supersedes: [it_serving]\n"
        "organisation: {stage: 3, with: [ours]}\n",
        [(5, 7, f"{_WHERE}.effects.release.repair.by", None)],
        "nobody repairs them",
    ),
    "a conflict": (
        f"{_EFFECT}release.repair.by: {{set: data_scientist}}\n"
        "organisation: {stage: 3, with: [ours]}\n",
        [(6, 26, "organisation.with", None)],
        "it_serving and ours both set release.repair.by",
    ),
    "what it requires": (
        f"{_OURS}requires: [feature_store]\norganisation: {{with: [ours]}}\n",
        [(5, 16, "organisation.with", "[environments, feature_store, ours]")],
        "ours needs environments and feature_store",
    ),
    "an unknown name": (
        f"{_OURS}title: x\norganisation: {{with: [our]}}\n",
        [(5, 23, "organisation.with.0", "ours")],
        "none of the choices",
    ),
}
