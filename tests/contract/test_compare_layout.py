"""The tables of a comparison, and differences in which there is no luck."""

import dataclasses
import json
import math

import numpy as np
import pytest

from analysis.report import compact, tables
from analysis.study.compare import Study
from analysis.study.family import adjust
from analysis.study.statistics import paired
from sim.measures import MEASURES
from sim.replication import simulate
from sim.scenario.loading import load
from sim.vocabulary import ROLES
from tests.contract.made_up_studies import BASE, OWN, gain, said, study
from tests.contract.typed import mlorg


def with_measure(found: Study, measure: str, *columns: list[float | None]) -> Study:
    outcomes = tuple(
        dataclasses.replace(
            one, measures={**one.measures, measure: columns[one.cell][one.replication]}
        )
        for one in found.outcomes
    )
    return Study(found.scenario, outcomes)


def shown(found: Study) -> list[list[str]]:
    return [tables.plain(table).splitlines() for table in compact.tables(found)]


class TestTables:
    """By what decides: a row for each alternative. By the rest: a row for each measure."""

    def test_alternatives_stand_in_the_order_of_the_file(self) -> None:
        values = {(None, "b"): gain(2), **BASE, (None, "c"): gain(1)}
        (lines,) = shown(study(values, baseline="as it is"))
        assert lines[0] == "New models [first releases / quarter]"
        rows = [line for line in lines if line.startswith(("b ", "as it is ", "c "))]
        assert [row.split()[0] for row in rows] == ["b", "as", "c"]
        assert rows[1].split()[-2:] == ["(baseline)", f"{np.mean(gain(0)):.3g}"]
        one = study(values, baseline="as it is").comparisons[0].paired
        bounds = f"{one.low:.3g} to {one.high:.3g}"
        assert " ".join(rows[0].split()).endswith(f"+{one.difference:.3g} {bounds} 100 % better")

    def test_other_measures_stand_below_with_a_star_where_decided(self) -> None:
        found = study({**BASE, (None, "b"): gain(1)}, measures=("throughput", "stale_share", "wip"))
        shares = [list(0.2 + OWN[:40] / 100), list(0.1 + OWN[40:80] / 100)]
        first, second = shown(with_measure(found, "stale_share", *shares))
        assert second[0] == "other measures, differences to 'as it is'"
        stale, wip = second[-5:-3]
        mean = 100 * np.mean(shares[0])
        assert stale.split()[:5] == ["Models", "gone", "wrong", "%", "less"]
        difference = 100 * (np.mean(shares[1]) - np.mean(shares[0]))
        assert stale.split()[5:] == [f"{mean:.3g}", f"{difference:+.3g}", "*"]
        assert wip.split()[-1] == "same"
        assert second[-3].startswith("*: decided, all comparisons considered (Holm, 95 %)")
        assert second[-2].startswith("Toil: release and refresh by hand")
        assert "*" not in "".join(first)

    def test_where_some_worlds_do_not_reach_it_no_mean_is_shown(self) -> None:
        new = [None if number % 10 == 0 else value for number, value in enumerate(gain(2))]
        (lines,) = shown(study({**BASE, (None, "new"): new}))
        (row,) = [line for line in lines if line.startswith("new ")]
        assert row.split()[1:5] == ["reached", "in", "36", "of"]
        assert "(36)" in row
        assert any(line.startswith("(n): in n worlds only") for line in lines)

    def test_long_names_are_folded_in_heads(self) -> None:
        long = "four more data scientists and a rather long explanation"
        values = {**BASE, (None, long): gain(1), (None, f"{long}, too"): gain(2)}
        first, second = shown(study(values, measures=("throughput", "wip")))
        assert max(map(len, [*first, *second[:-2]])) <= 110

    def test_one_alternative_has_none(self) -> None:
        assert compact.tables(study(BASE)) == []

    def test_every_context_has_its_tables_and_the_first_the_legend(self) -> None:
        values = {(where, name): gain(by) for where in "xy" for by, name in enumerate("ab")}
        found = compact.tables(study(values, measures=("throughput", "wip")))
        assert [table.title.partition(":")[0] for table in found] == ["'x'", "'x'", "'y'", "'y'"]
        assert [bool(table.notes) for table in found] == [False, True, False, False]


@pytest.mark.usefixtures("here")
def test_details_have_all_comparisons() -> None:
    plain = mlorg("compare", "s.yaml", "--no-report", "--jobs", "1").stdout
    detailed = mlorg("compare", "s.yaml", "--no-report", "--jobs", "1", "--details").stdout
    assert "'few': 'engineers' against 'scientists'\n" in detailed
    assert detailed.count("p (Holm)") == 2
    assert detailed.count("variance saved") == 2
    assert detailed.count("toil_share ") == 2
    assert set(plain.splitlines()) < set(detailed.splitlines())


def test_intervals_that_hold_together_stand_beside_those_that_hold_alone() -> None:
    values = {**BASE, (None, "b"): gain(1), (None, "c"): gain(2)}
    found = study(values, measures=("throughput", "wip"))
    found = with_measure(found, "wip", gain(0), gain(1), gain(0))
    details = tables.differences(found)
    place = details[0].heads.index("all measures at once")
    told = {
        (table.title, row[0]): (row[place - 1], row[place])
        for table in details
        for row in table.rows
    }
    assert len(told) == len(found.comparisons) == 5
    for one, (low, high) in zip(found.comparisons, found.simultaneous, strict=True):
        alone, together = told[f"'{one.alternative}' against '{one.reference}'", one.measure]
        if one.verdict == "identical":
            assert (alone, together) == ("0 to 0", "0 to 0")
            continue
        assert alone == f"{one.paired.low:.3g} to {one.paired.high:.3g}"
        assert together == f"{low:.3g} to {high:.3g}"
    assert [bool(table.notes) for table in details] == [False, False, True]
    assert "hold together for all comparisons" in details[-1].notes[0]


def test_worlds_that_are_all_alike_have_neither_interval() -> None:
    found = study({**BASE, (None, "b"): gain(1)}, measures=("throughput", "stale_share"))
    found = with_measure(found, "stale_share", [0.2] * 40, [0.1] * 40)
    (table,) = tables.differences(found)
    place = table.heads.index("all measures at once")
    assert table.rows[1][place - 1 : place + 1] == ("none", "none")


class TestCertain:
    """A difference without luck is certain: it is not tested, and can decide."""

    @staticmethod
    def costing(worlds: int = 2, **fields: object) -> Study:
        found = study({(None, "as it is"): gain(0, worlds), (None, "b"): gain(1, worlds)}, **fields)
        return with_measure(found, "staff_cost", [2e6] * worlds, [1e6] * worlds)

    def test_deciding_on_cost_gives_a_pick_after_two_worlds(self) -> None:
        found = self.costing(decide_on="staff_cost", measures=("staff_cost",))
        (one,) = found.comparisons
        assert (one.verdict, one.paired.certain, one.adjusted.decided) == ("better", True, True)
        assert found.picks[0].supported
        assert said(found).startswith(
            "pick 'b'. Against 'as it is': cost of staff -1 M USD / year "
            "(certain: so in all 2 paired worlds)."
        )
        (lines,) = shown(found)
        assert lines[-3].split()[-2:] == ["better,", "certain"]

    def test_it_is_no_part_of_the_family_and_has_no_p(self) -> None:
        found = self.costing(40, measures=("throughput", "staff_cost"))
        throughput, cost = found.comparisons
        assert throughput.adjusted.p_holm == throughput.paired.p
        assert math.isnan(cost.adjusted.p_holm)
        row = found.differences().set_index("measure").loc["staff_cost"]
        assert math.isnan(row.p)
        assert bool(row.certain)
        assert "verdicts allow for" not in said(found)

    def test_seen_from_the_other_side_it_is_as_certain(self) -> None:
        values = {(None, name): gain(by, 3) for by, name in enumerate("abc")}
        fields = {"decide_on": "staff_cost", "measures": ("staff_cost",)}
        found = with_measure(study(values, **fields), "staff_cost", *([c] * 3 for c in (3, 1, 2)))
        (pick,) = found.picks
        assert (pick.best, pick.supported) == ("b", True)
        assert all(one.paired.certain for one in pick.versus)

    def test_the_same_cost_stays_identical(self) -> None:
        found = with_measure(
            study({**BASE, (None, "b"): gain(1)}, measures=("staff_cost",), decide_on="staff_cost"),
            "staff_cost", [1e6] * 40, [1e6] * 40,
        )  # fmt: skip
        assert found.comparisons[0].verdict == "identical"
        assert not found.comparisons[0].paired.certain

    def test_worlds_that_are_alike_may_be_luck_unless_the_plan_settles_it(self) -> None:
        for worlds in (2, 9, 10, 40):
            luck = np.arange(worlds, dtype=float)
            one = paired(luck + 1, luck, better="up", confidence=0.95)
            assert (one.alike, one.certain) == (True, False)
            assert one.p == pytest.approx(2 / 2**worlds)
            assert paired(luck + 1, luck, better="up", confidence=0.95, settled=True).certain
        one = paired(luck + 1, np.r_[luck[:-1], np.nan], better="up", confidence=0.95)
        assert not one.alike  # one world does not have it
        assert not paired([2.0], [1.0], better="up", confidence=0.95, settled=True).certain
        assert not adjust([one], 0.95)[0].replications_needed

    def test_alike_by_luck_is_one_of_the_family_and_may_be_undecided(self) -> None:
        """Five worlds: p is 1 / 16, in a family of two 1 / 8, of which 2 / 2^7 would be decided."""
        luck = np.arange(5.0)
        one = paired(luck + 1, luck, better="up", confidence=0.95)
        for judged in adjust([one, one], 0.95):
            assert judged.p_holm == pytest.approx(1 / 8)
            assert (judged.decided, judged.replications_needed) == (False, 7)
        seven = paired(np.full(7, 2.0), np.ones(7), better="up", confidence=0.95)
        assert all(judged.decided for judged in adjust([seven, seven], 0.95))
        values = {(None, "as it is"): [1.0] * 5, (None, "b"): [2.0] * 5}
        found = said(study(values, decide_on="throughput", measures=("throughput",)))
        assert "+1 first releases / quarter (so in all 5 paired worlds)." in found
        assert "about 1 more replications" in found

    def test_what_is_said_to_be_settled_is(self) -> None:
        from analysis.study.comparisons import SETTLED

        stay = [f"process.people.leaving.rate.{role}=0 / year" for role in ROLES]
        short = ["horizon=2 quarters", "history=1 quarter"]
        scenario = load("when-should-it-serve", [*short, *stay])
        for alternative in scenario.alternatives:
            lived = [
                simulate(scenario, replication=number, alternative=alternative).measures
                for number in range(3)
            ]
            for measure in SETTLED:
                assert len({one[measure] for one in lived}) == 1
        assert set(SETTLED) <= set(MEASURES)


@pytest.mark.usefixtures("here")
def test_json_says_what_is_certain() -> None:
    cost = "compare.measures=[throughput, staff_cost]"
    cheaper = "alternatives.engineers.organisation.staff.it_engineer=4"
    stay = (f"process.people.leaving.rate.{role}=0 / year" for role in ROLES)
    sets = [word for one in (cost, cheaper, *stay) for word in ("--set", one)]
    done = mlorg("compare", "s.yaml", "--no-report", "--jobs", "1", "--json", *sets)
    rows = json.loads(done.stdout)["differences"]
    told = [(row["verdict"], row["certain"], row["p"]) for row in rows[1::2]]
    assert told == [("better", True, None)] * 2
