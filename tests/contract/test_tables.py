"""Every table has a schema, is held to it when it is made, and leads nobody back into a study."""

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pandera.pandas as pandera
import pytest

import sim
from analysis.frames import SchemaError, as_frame, frames, table, timeline
from analysis.report.table_page import HISTORY, STORED, STUDY, SWEEP, page
from analysis.schemas import SCHEMAS, Column
from analysis.study.compare import Study, compare
from analysis.study.comparisons import rows as compared_rows
from analysis.study.scenarios import changed
from sim.measures import MEASURES
from sim.organisation.programme import Milestone
from tests.contract import fake_worlds

KINDS = {"text": str, "integer": int, "number": float, "truth": bool}


class Lived(fake_worlds.Lived):
    """A fake whose fifth world has no throughput, and an incident and an investment in each."""

    incidents = sim.simulate(fake_worlds.world(horizon=fake_worlds.YEAR), incidents=True).incidents


def lived(world: object, *, replication: int, incidents: bool, **more: object) -> Lived:
    seen = fake_worlds.failing(world, replication=replication, **more)  # type: ignore[arg-type]
    values = {**seen.measures, **({"throughput": None} if replication == 4 else {})}
    return Lived(values, seen.timeline, milestones=(Milestone(7, "built", "feature_store"),))


@pytest.fixture(scope="module")
def study() -> Study:
    scenario = fake_worlds.scenario(contexts=("5 models", "20 models"), replications=7)
    return compare(scenario, jobs=1, simulate=lived, incidents=True)


@pytest.fixture(scope="module")
def handed_out(study: Study) -> dict[str, pd.DataFrame]:
    """Every frame, by the name of its schema."""
    history = sim.simulate(fake_worlds.world(), seed=1, incidents=True)
    alone = frames(history)
    return {
        **{name: get(study, place) for place, name in STUDY.items()},
        **{name: getattr(alone, place.split(".")[1]) for place, name in HISTORY.items()},
    }


def get(study: Study, place: str) -> pd.DataFrame:
    """A frame of a study, from how a reader writes it: "study.runs", "study.ranking()"."""
    name = place.removeprefix("study.")
    found = getattr(study, name.removesuffix("()"))
    return found() if name.endswith("()") else found


def panel(name: str) -> pandera.DataFrameSchema:
    """A schema as pandera understands it."""
    schema = SCHEMAS[name]
    more = [Column(one, "number", "", "", "failed") for one in MEASURES] if name == "runs" else []
    return pandera.DataFrameSchema(
        {
            one.name: pandera.Column(
                "Int64" if one.kind == "integer" and one.missing else KINDS[one.kind],
                nullable=bool(one.missing),
            )
            for one in (*schema.columns, *more)
        },
        strict=True,
        ordered=True,
        unique=list(schema.key) or None,
    )


@pytest.mark.parametrize("name", [*STUDY.values(), *HISTORY.values()])
def test_every_frame_is_what_its_schema_says(
    handed_out: dict[str, pd.DataFrame], name: str
) -> None:
    assert len(handed_out[name])
    panel(name).validate(handed_out[name])


def test_every_schema_says_what_it_is() -> None:
    for name, schema in SCHEMAS.items():
        assert schema.row
        assert set(schema.key) <= set(schema.names)
        assert len(set(schema.names)) == len(schema.names)
        for column in schema.columns:
            assert column.kind in KINDS, name
            assert column.meaning, name


def test_the_page_and_the_files_have_all_there_are() -> None:
    assert sorted([*STUDY.values(), *HISTORY.values(), *SWEEP.values()]) == sorted(SCHEMAS)
    for place in (*STUDY, *HISTORY, *SWEEP):
        assert page().count(f"### `{place}`") == 1
    assert {f"study.{name}" for name in STORED} <= set(STUDY)


def test_nothing_that_a_comparison_knows_is_left_out(study: Study) -> None:
    assert set(next(iter(compared_rows(study)))) == set(SCHEMAS["differences"].names)


GOOD = {"context": None, "rank": 1, "alternative": "a", "measure": "m", "worlds": 2, "undefined": 0}
GOOD |= {"mean": 1.5, "low": float("nan"), "high": None, "against_best": "best"}


def rows(*several: dict[str, object]) -> list[list[object]]:
    return [list({**GOOD, **one}.values()) for one in several]


def test_what_is_missing_may_be_nan_or_none() -> None:
    made = table("ranking", rows({}, {"rank": 2}))
    assert made["low"].null_count == made["high"].null_count == 2
    assert as_frame(made)["low"].isna().all()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (rows({"alternative": 7}), "column 'alternative': of text, and values are int64"),
        (rows({"mean": "much"}), "column 'mean': of number, and values are string"),
        (rows({"rank": 1.5}), "column 'rank': of integer, and values are double"),
        (rows({"rank": True}), "column 'rank': of integer, and values are bool"),
        (rows({"rank": 2**70}), "column 'rank': "),
        (rows({"mean": 1.5}, {"mean": "2"}), "column 'mean': "),
        (rows({"against_best": None}), "column 'against_best': 1 of 1 values are missing"),
        (rows({"worlds": None}, {"rank": 2}), "column 'worlds': 1 of 2 values are missing"),
        (rows({}, {"alternative": "b"}), "two rows have the same context, rank"),
        ([[1, 2]], "10 columns, 2 values in a row"),
    ],
)
def test_what_is_wrong_is_refused_when_it_is_made(wrong: list[list[object]], said: str) -> None:
    with pytest.raises(SchemaError, match=said):
        table("ranking", wrong)


def test_a_number_that_is_nan_is_missing() -> None:
    with pytest.raises(SchemaError, match="column 'days': 1 of 1 values are missing"):
        table("time", [(1, "data_scientist", "idle", float("nan"))])


def test_a_quarter_that_stands_twice_is_refused(study: Study) -> None:
    first, *others = study.outcomes
    twice = replace(first, timeline=(*first.timeline, first.timeline[0]))
    for outcomes in ((twice, *others), (first, first, *others)):
        with pytest.raises(SchemaError, match="the same context, alternative, replication, quart"):
            timeline(replace(study, outcomes=outcomes))


def test_parquet_says_what_may_be_missing(study: Study) -> None:
    from analysis.frames import runs

    schema = runs(study).schema
    assert schema.field("error").nullable
    assert not schema.field("seed").nullable


def test_a_stop_passed_at_two_priorities_is_one(study: Study) -> None:
    """A policy of the machines may change under way, and with it the class of who waits there."""
    twice = tuple(replace(one, flow=one.flow * 2) for one in study.outcomes)
    once = study.flow
    doubled = replace(study, outcomes=twice).flow
    assert list(doubled["count"]) == [2 * count for count in once["count"]]
    assert list(doubled["days"]) == [2 * days for days in once["days"]]


def spoil(frame: pd.DataFrame) -> None:
    """All that can be done to a frame in place."""
    for column in list(frame.columns):
        values = frame[column].to_numpy()
        if values.flags.writeable:
            values[:] = values[0]
        frame[column] = 7
    for column in list(frame.columns):
        del frame[column]


@pytest.mark.parametrize("place", STUDY)
def test_what_is_done_to_a_frame_changes_no_study(study: Study, place: str) -> None:
    before, verdicts = get(study, place), [one.verdict for one in study.comparisons]
    spoil(get(study, place))
    pd.testing.assert_frame_equal(get(study, place), before)
    assert [one.verdict for one in study.comparisons] == verdicts


@pytest.mark.parametrize(
    "change",
    [
        lambda study: setattr(study, "outcomes", ()),
        lambda study: setattr(study.scenario, "seed", 2),
        lambda study: setattr(study.outcomes[0], "error", "none"),
        lambda study: setattr(study.comparisons[0], "measure", "other"),
        lambda study: setattr(study.picks[0], "context", "other"),
        lambda study: study.outcomes[0].measures.update(throughput=9.0),
        lambda study: study.outcomes[0].measures.__setitem__("throughput", 9.0),
    ],
)
def test_a_study_is_frozen(study: Study, change: Callable[[Study], None]) -> None:
    with pytest.raises((AttributeError, TypeError, ValueError), match=r"assign|frozen"):
        change(study)


def test_a_study_of_another_seed_has_frames_of_its_own(study: Study) -> None:
    assert set(study.runs.seed) == {1}
    other = replace(study, scenario=changed(study.scenario, seed=2))
    assert set(other.runs.seed) == {2}
