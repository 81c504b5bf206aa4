"""What is allowed but worth a question; and that what is shipped raises none."""

from pathlib import Path

import pytest

import sim
from sim.process import PARAMETERS
from sim.scenario import library, load, remarks, write
from sim.scenario.loading import places_in
from sim.scenario.remarking import OF_THE_FIRST_DAY
from sim.stages import STAGES
from tests import builders
from tests.contract.test_scenario_resolution import FULL

TWO = "alternatives: {now: {}, more: %s}\n"


def asked(folder: Path, text: str, *sets: str) -> tuple[str, ...]:
    path = folder / "study.yaml"
    path.write_text(f"name: x\n{text}")
    return remarks(load(path, sets))


@pytest.mark.parametrize("name", library.names())
def test_what_is_shipped_raises_no_question(name: str) -> None:
    assert remarks(load(name)) == ()


@pytest.mark.parametrize("stage", STAGES)
def test_no_default_raises_a_question(stage: int, tmp_path: Path) -> None:
    assert asked(tmp_path, f"organisation: {{stage: {stage}}}\n") == ()


UNUSUAL = [
    ("release.deploy.effort", "300 days", "300 days", "0.8 to 4 days"),
    ("release.deploy.effort", "{exponential: {mean: 9 days}}", "a mean of 9 days", "0.8 to 4 days"),
    ("release.deploy.effort", "1 hour", "0.125 days", "0.8 to 4 days"),
    ("development.features", "900", "900", "10 to 200"),
    ("shift.rate", "9 / year", "9 / year", "0 to 0.2 / year"),
    ("noticing.shift.user", "1 year", "365 calendar days", "18 to 180 calendar days"),
    ("refresh.cadence", "5 years", "1825 calendar days", "90 to 365 calendar days"),
    ("demand.backlog_expiry", "10 years", "10 years", "0.5 to 3 years"),
    ("development.decision_exists", "10 %", "10 %", "20 to 70 %"),
    ("demand.wip_per_data_scientist", "9", "9", "1 to 4"),
    (
        "people.salary.it_engineer",
        "95 k USD / year",
        "95_000 USD / year",
        "126_000 to 203_000 USD / year",
    ),
]


@pytest.mark.parametrize(("name", "written", "shown", "between"), UNUSUAL)
def test_a_value_outside_its_range_is_asked_about(
    name: str, written: str, shown: str, between: str, tmp_path: Path
) -> None:
    line = f"{name}: {shown} lies outside the known range {between} (allowed; is it meant?)"
    assert asked(tmp_path, f"process: {{{name}: {written}}}\n") == (line,)


@pytest.mark.parametrize("name", [name for name, row in PARAMETERS.items() if row.low])
def test_the_ends_of_a_range_and_nothing_at_all_are_no_question(name: str, tmp_path: Path) -> None:
    row = PARAMETERS[name]
    for written in (row.low, row.high, row.none_word or row.low):
        assert asked(tmp_path, f"process: {{{name}: {written}}}\n") == ()


@pytest.mark.parametrize(
    "line", ["operate.run_batch.rate: 0 / year", "release.deploy.effort: 0 days"]
)
def test_what_is_switched_off_is_no_question(line: str, tmp_path: Path) -> None:
    assert asked(tmp_path, f"process: {{{line}}}\n") == ()


def test_other_currencies_have_no_known_range(tmp_path: Path) -> None:
    money = [name for name, row in PARAMETERS.items() if row.kind == "money per time"]
    euros = ", ".join(f"{name}: 9 k EUR / year" for name in money)
    assert asked(tmp_path, f"process: {{{euros}, money.usd: 0.9}}\n") == ()


def test_it_is_said_where_a_remark_holds(tmp_path: Path) -> None:
    odd = "process: {development.decision_exists: 10 %}"
    rest = "development.decision_exists: 10 % lies"
    two = "contexts: {few: {portfolio: {models: 3}}, many: %s}\n"
    only = TWO % f"{{{odd}}}"
    (line,) = asked(tmp_path, only + two % "{}")
    assert line.startswith(f"alternative 'more': {rest}")
    other = TWO % "{organisation: {stage: 3}}"
    (line,) = asked(tmp_path, other + two % f"{{{odd}}}")
    assert line.startswith(f"context 'many': {rest}")
    (line,) = asked(tmp_path, f"changes: {{a: {{at: 1 year, {odd}}}}}\n")
    assert line.startswith(rest)


def test_too_few_training_slots(tmp_path: Path) -> None:
    staff = "organisation: {staff: {data_scientist: %s}, training_slots: %s}\n"
    assert asked(tmp_path, staff % (10, 1)) == asked(tmp_path, staff % (99, "unlimited")) == ()
    (line,) = asked(tmp_path, staff % (21, 2))
    assert line.startswith("organisation.training_slots: 2 slots for 21 data scientists")
    assert "one for five" in line
    hired = "changes: {hire: {at: 1 year, staff: {data_scientist: 12}}}\n"
    assert "1 slot for 12 data scientists" in asked(tmp_path, hired)[0]


HIRE = (
    "organisation: {training_slots: 2, staff: {data_scientist: 12}}\n"
    "changes: {hire: {at: 62 days, staff: {data_scientist: 13}}}\n"
)
FIFTEEN = "{organisation: {staff: {data_scientist: 15}}}"


def test_a_change_that_undoes_an_alternative(tmp_path: Path) -> None:
    (line,) = asked(tmp_path, HIRE + TWO % FIFTEEN)
    assert line.startswith(
        "alternative 'more': organisation.staff.data_scientist: sets 15, but change 'hire' sets "
        "13 from day 62 "
    )


@pytest.mark.parametrize(
    "alternative",
    [
        "{organisation: {staff: {it_engineer: 9}}}",
        "{changes: {hire: {staff: {data_scientist: 20}}}}",
        "{organisation: {staff: {data_scientist: 15}}, changes: {hire: {staff: {data_scientist: "
        "16}}}}",
    ],
)
def test_an_alternative_that_says_what_the_change_does_is_no_question(
    alternative: str, tmp_path: Path
) -> None:
    assert asked(tmp_path, HIRE + TWO % alternative) == ()


IDLE = "process: {duties.it_engineer.rate: 0 / year, development.access.by: data_scientist}\n"


@pytest.mark.parametrize(
    "alternative",
    [
        "{organisation: {staff: {it_engineer: 9}}}",
        "{changes: {hire: {at: 1 month, staff: {it_engineer: 9}}}}",
    ],
)
def test_people_for_whom_there_is_no_work(alternative: str, tmp_path: Path) -> None:
    (line,) = asked(tmp_path, IDLE + TWO % alternative)
    assert line.startswith("alternative 'more': organisation.staff: adds only it_engineer")


@pytest.mark.parametrize(
    "alternative",
    [
        "{organisation: {staff: {it_engineer: 9}, stage: 3}}",
        "{organisation: {staff: {data_scientist: 9}}}",
        "{organisation: {staff: {it_engineer: 9}}, process: {duties.it_engineer.rate: 9 / year}}",
        "{organisation: {staff: {it_engineer: 9}}, portfolio: {models: 3}}",
    ],
)
def test_people_for_whom_there_is_work(alternative: str, tmp_path: Path) -> None:
    assert asked(tmp_path, IDLE + TWO % alternative) == ()


def test_most_are_counted(tmp_path: Path) -> None:
    efforts = [name for name in PARAMETERS if name.endswith(".effort")][:15]
    lines = asked(tmp_path, f"process: {{{', '.join(f'{name}: 300 days' for name in efforts)}}}\n")
    assert (len(lines), lines[-1]) == (13, "... and 3 more")


def test_remarks_are_of_what_is_run_not_of_how_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "study.yaml"
    path.write_text(FULL)
    scenario = load(path)
    path.write_text(write(scenario))
    assert remarks(load(path)) == remarks(scenario)


OURS = "define_capabilities:\n  ours: {effects: {data.adequacy: {plus: 20 %}}}\n"


def test_what_comes_too_late_to_act_on_the_first_day(tmp_path: Path) -> None:
    (line,) = asked(tmp_path, OURS + "investments: {ours: {start: now}}\n")
    assert line == (
        "investments.ours: what it does to data.adequacy does nothing: that is how things are on "
        "the first day"
    )
    (line,) = asked(tmp_path, "changes: {c: {at: 1 day, process: {sponsor.start: 50 %}}}\n")
    assert line.startswith("changes.c: what it does to sponsor.start does nothing")
    assert asked(tmp_path, OURS + "organisation: {with: [ours]}\n") == ()


@pytest.mark.parametrize("name", OF_THE_FIRST_DAY)
def test_it_is_true_that_it_does_nothing(name: str) -> None:
    """And that it does something from the first day on, in the same world."""
    life = {"horizon": "200 days", "history": "0 days", "organisation": {"stage": 2}}
    value = {"data.adequacy": "35 %", "data.spread": "0 %", "sponsor.start": "10 %"}[name]
    follows = {"sponsor.confidence": "follows"}
    plain = sim.simulate(builders.load({**life, "process": follows}).world(), 5).snapshots[-1]
    late = {"late": {"at": "1 day", "process": {name: value}}}
    assert (
        sim.simulate(
            builders.load({**life, "process": follows, "changes": late}).world(), 5
        ).snapshots[-1]
        == plain
    )
    early = {**follows, name: value}
    assert sim.simulate(builders.load({**life, "process": early}).world(), 5).snapshots[-1] != plain


BUILDING = "investments: {it_serving: {start: now}, environments: {start: now}}\n"
KEPT = "organisation: {improvement_reserve: {%s: 10 %%}}"


def test_building_for_which_no_time_is_kept(tmp_path: Path) -> None:
    (line,) = asked(tmp_path, BUILDING)
    assert line.startswith("investments: nothing of the time of data_scientist and it_engineer is")
    (line,) = asked(tmp_path, f"{BUILDING}{KEPT % 'it_engineer'}\n")
    assert line.startswith("investments: nothing of the time of data_scientist is kept")
    both = KEPT.replace("%s: 10 %%", "data_scientist: 5 %%, it_engineer: 5 %%")
    assert asked(tmp_path, f"{BUILDING}{both % ()}\n") == ()


def test_whether_time_is_kept_may_be_the_question(tmp_path: Path) -> None:
    """And what nobody has to build takes no time."""
    both = "{organisation: {improvement_reserve: {data_scientist: 9 %, it_engineer: 9 %}}}"
    assert asked(tmp_path, BUILDING + TWO % both) == ()
    ours = "{ours: {licence: 9 k USD / year, effects: {shift.rate: {times: 0.9}}}}"
    bought = f"define_capabilities: {ours}\ninvestments: {{ours: {{start: now}}}}\n"
    assert asked(tmp_path, bought) == ()


class TestOverruledEffects:
    """A capability that is chosen, and whose parameter the scenario has written itself."""

    DESK = (
        "define_capabilities:\n  desk: {effects: {release.test.effort: {times: 0.5}, "
        "shift.rate: {times: 0.5}}}\n"
    )
    WRITTEN = "process: {release.test.effort: 2 days}\n"
    KEPT = (
        "organisation: {stage: 3, improvement_reserve: {it_engineer: 9 %, data_scientist: 9 %}}\n"
    )

    @pytest.mark.parametrize(
        "chosen",
        [
            "{organisation: {with: [desk]}}",
            "{changes: {c: {at: 1 year, with: [desk]}}}",
            "{investments: {desk: {start: now}}}",
        ],
    )
    def test_it_is_named_with_the_parameter(self, chosen: str, tmp_path: Path) -> None:
        text = self.DESK + self.KEPT + self.WRITTEN + TWO % chosen
        (line,) = asked(tmp_path, text)
        assert line.startswith(
            "alternative 'more': desk: what it would do to release.test.effort does not happen, "
            "for what is written under `process` is final"
        )
        assert asked(tmp_path, text.replace(self.WRITTEN, "")) == ()

    def test_and_where_it_is_written(self, tmp_path: Path) -> None:
        """In the file itself, in one that it extends, in a change, on the command line."""
        (tmp_path / "base.yaml").write_text("name: base\nprocess:\n  shift.rate: 0.1 / year\n")
        path = tmp_path / "study.yaml"
        path.write_text(
            f"name: x\nextends: base.yaml\n{self.DESK}organisation: {{stage: 3, with: [desk]}}\n"
            "changes: {c: {at: 1 year, process: {release.test.effort: 2 days}}}\n"
        )
        (line,) = remarks(load(path), lambda: places_in(path))
        assert f"shift.rate (base.yaml:3) and release.test.effort ({path}:6)" in line
        sets = ["process.shift.rate=0.2 / year"]
        (line,) = remarks(load(path, sets), lambda: places_in(path, sets))
        assert "shift.rate (--set 'process.shift.rate=0.2 / year')" in line

    def test_what_comes_to_the_same_is_no_question(self, tmp_path: Path) -> None:
        """What is written is what the capability makes of it; or it sets what another replaces."""
        same = "process: {shift.rate: 0.04 / year}\n"
        halved = "define_capabilities: {desk: {effects: {shift.rate: {set: 0.04 / year}}}}\n"
        assert asked(tmp_path, f"{same}{halved}organisation: {{with: [desk]}}\n") == ()

    def test_what_comes_with_a_stage_is_no_question(self, tmp_path: Path) -> None:
        efforts = "process: {development.access.effort: 2 days, diagnose.ping_pong: 30 %}\n"
        for held in ("stage: 5", "stage: 5, without: [drift_monitoring]"):
            assert asked(tmp_path, efforts + TWO % f"{{organisation: {{{held}}}}}") == ()
        leap = "{organisation: {stage: 4, with: [metadata_store]}}"
        (line,) = asked(tmp_path, efforts + TWO % leap)
        assert "metadata_store: what it would do to diagnose.ping_pong does" in line

    def test_one_line_names_all_of_a_capability(self, tmp_path: Path) -> None:
        written = "process: {release.test.effort: 2 days, shift.rate: 0.1 / year}\n"
        (line,) = asked(tmp_path, self.DESK + written + "organisation: {with: [desk]}\n")
        assert "to release.test.effort and shift.rate does not happen" in line
