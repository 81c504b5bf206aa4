"""What the verdict says of value: where it goes, and whether the terminal value flips the pick."""

from collections.abc import Mapping, Sequence
from typing import Any

from analysis.report import history, sentences
from analysis.report.worth import where_it_went, with_terminal
from analysis.study.compare import WITH_TERMINAL, Study
from analysis.study.outcome import Outcome
from sim.measures import MEASURES
from tests.contract.made_up_studies import LUCK, OWN, study

NAMES = ("as it is", "b", "c")
LOSSES = {
    "value_potential": 10e6,
    "value_lost": 4e6,
    "value_lost_stale": 2.5e6,
    "value_lost_down": 1.2e6,
    "value_lost_skewed": 0.15e6,
    "value_lost_shifted": 0.15e6,
}


def worth(gains: Mapping[str, float], terminal: Mapping[str, float], **fields: Any) -> Study:
    """Alternatives with these gains of net value and of the terminal value (a year), in M USD."""
    names = [name for name in NAMES if name in gains]
    fields = {"decide_on": "net_value", "measures": ("net_value",), **fields}
    found = study({(None, name): column(gains[name]) for name in names}, **fields)
    outcomes = tuple(
        Outcome(one.cell, one.replication, None, lived(one, terminal[names[one.cell]]), (), ())
        for one in found.outcomes
    )
    return Study(found.scenario, outcomes)


def column(gain: float) -> Sequence[float | None]:
    return [1e6 * (10 + luck + gain * (1 + own)) for luck, own in zip(LUCK[:40], OWN, strict=False)]


def lived(one: Outcome, terminal: float) -> dict[str, float | None]:
    net = one.measures.get("net_value")
    later = None if terminal != terminal else 1e6 * terminal * (1 + OWN[one.replication])
    lost = dict.fromkeys((name for name in MEASURES if name.startswith("value_lost_")), 0.0)
    both = None if net is None or later is None else net + later
    return {
        **one.measures,
        **lost,
        **LOSSES,
        "terminal_value": later,
        "net_value_with_terminal": both,
    }


def terminal_of(found: Study) -> str:
    (line,) = with_terminal(found, found.picks[0])
    return line


class TestWhereItWent:
    """The winner and the baseline, and what their models lose."""

    def test_the_largest_causes_of_both(self) -> None:
        found = worth({"as it is": 0, "b": 1}, {"as it is": 1, "b": 1})
        (line,) = where_it_went(found, found.picks[0])
        assert line == (
            "Where the value goes: 'b' loses 4 M USD / year of 10 M (40 %): 2.5 M to old data and "
            "1.2 M to outages; 'as it is' loses 4 M USD / year of 10 M (40 %): 2.5 M to old data "
            "and 1.2 M to outages."
        )
        assert line in sentences.blocks(found)[0]

    def test_where_the_baseline_is_best_the_runner_up_stands_beside_it(self) -> None:
        found = worth({"as it is": 2, "b": 1}, {"as it is": 1, "b": 1})
        (line,) = where_it_went(found, found.picks[0])
        assert line.index("'as it is' loses") < line.index("'b' loses")

    def test_a_study_that_does_not_ask_for_value_is_not_told(self) -> None:
        fields = {"decide_on": "throughput", "measures": ("throughput",)}
        found = worth({"as it is": 0, "b": 1}, {"as it is": 1, "b": 1}, **fields)
        assert where_it_went(found, found.picks[0]) == []
        assert with_terminal(found, found.picks[0]) == []

    def test_without_models_nothing_is_lost(self) -> None:
        found = worth({"as it is": 0, "b": 1}, {"as it is": 1, "b": 1})
        bare = tuple(
            Outcome(o.cell, o.replication, None, {**o.measures, "value_potential": 0.0}, (), ())
            for o in found.outcomes
        )
        assert where_it_went(Study(found.scenario, bare), found.picks[0]) == []

    def test_a_run_says_it_too(self) -> None:
        found = worth({"as it is": 0}, {"as it is": 1})
        assert (
            "Where the value goes: 'as it is' loses 4 M USD / year" in history.sentences(found)[0]
        )


class TestTerminalValue:
    """The same replications, decided once more with what comes after the horizon."""

    def test_it_may_change_nothing(self) -> None:
        line = terminal_of(worth({"as it is": 0, "b": 1}, {"as it is": 1, "b": 2}))
        assert line.startswith("Terminal value, what live models would still earn untouched: ")
        assert " with 'b', " in line
        assert " with 'as it is'. If it counts, the pick stays 'b' (+" in line
        assert " M USD / year against 'as it is'; 95 % interval " in line

    def test_it_may_flip_the_pick(self) -> None:
        found = worth({"as it is": 0, "b": 1}, {"as it is": 3, "b": 1})
        assert found.picks[0].best == "b"
        assert "If it counts, the pick flips to 'as it is' (+" in terminal_of(found)

    def test_it_may_leave_no_pick(self) -> None:
        line = terminal_of(worth({"as it is": 0, "b": 1}, {"as it is": 2, "b": 1}))
        assert "If it counts, the pick does not hold: the data support none" in line

    def test_it_may_decide_what_was_open(self) -> None:
        found = worth({"as it is": 0, "b": 0}, {"as it is": 1, "b": 5})
        assert not found.picks[0].supported
        assert "If it counts, the data support a pick: 'b' (+" in terminal_of(found)

    def test_it_may_leave_open_what_was_open(self) -> None:
        line = terminal_of(worth({"as it is": 0, "b": 0}, {"as it is": 1, "b": 1}))
        assert "If it counts, there is no pick either" in line

    def test_where_it_has_no_end_there_is_no_answer_with_it(self) -> None:
        endless = float("nan")
        line = terminal_of(worth({"as it is": 0, "b": 1}, {"as it is": endless, "b": endless}))
        assert "the pick does not hold" not in line
        assert "cannot be counted" in line

    def test_the_runner_up_is_compared_as_well(self) -> None:
        found = worth({"as it is": 0, "b": 2, "c": 4}, {"as it is": 1, "b": 9, "c": 1})
        line = terminal_of(found)
        assert "If it counts, the pick flips to 'b' (+" in line
        assert "against 'c'" in line

    def test_it_takes_no_part_in_the_family(self) -> None:
        found = worth({"as it is": 0, "b": 1}, {"as it is": 1, "b": 2})
        assert found.tested == 1
        assert found.with_terminal is not None
        assert found.with_terminal.tested == 1

    def test_what_it_counts_with_is_a_measure(self) -> None:
        for measure, counting in WITH_TERMINAL.items():
            assert MEASURES[measure].better == MEASURES[counting].better == "up"
            assert MEASURES[measure].unit == MEASURES[counting].unit
