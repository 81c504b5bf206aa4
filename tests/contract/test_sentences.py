"""What the verdict says beside the pick: bottleneck, toil, footer."""

from analysis.report import sentences
from analysis.report.moved import bottleneck
from analysis.study.compare import Study
from analysis.study.replicate import Outcome
from tests.contract.made_up_studies import BASE, LUCK, OWN, gain, said, study


class TestBottleneck:
    """Who is waited for longest."""

    @staticmethod
    def waiting(scientists: float | None, engineers: float | None, spread: float = 1) -> Study:
        found = study({**BASE, (None, "new"): gain(1)})
        changed = tuple(
            Outcome(
                one.cell,
                one.replication,
                None,
                {
                    **one.measures,
                    "waiting_for_data_scientist": 0.3 + LUCK[one.replication] / 1000,
                    "waiting_for_it_engineer": 0.01,
                    "waiting_for_training": 0.001,
                    **(
                        {
                            "waiting_for_data_scientist": scientists,
                            "waiting_for_it_engineer": engineers
                            and engineers + spread * OWN[one.replication],
                        }
                        if one.cell == 1
                        else {}
                    ),
                },
                (),
                (),
            )
            for one in found.outcomes
        )
        return Study(found.scenario, changed)

    def test_it_moves(self) -> None:
        text = said(self.waiting(0.05, 0.2, spread=0.001))
        assert "The bottleneck moves: with 'as it is' waiting for data scientists (30" in text
        assert "with 'new' waiting for IT engineers (20" in text

    def test_it_stays(self) -> None:
        assert "The bottleneck does not move: with 'as it is'" in said(
            self.waiting(0.25, 0.2, spread=0.001)
        )

    def test_a_lead_by_chance_is_none(self) -> None:
        found = self.waiting(0.2, 0.2001, spread=0.05)
        assert bottleneck(found, None, "new").measure is None
        assert "with 'new' no single one" in said(found)
        assert "moves" not in said(found)

    def test_what_is_not_defined_cannot_be_told(self) -> None:
        text = said(self.waiting(None, 0.2))
        assert "with 'new' it cannot be told, as in 40 worlds nothing was finished" in text


def test_toil_that_does_not_differ_is_not_said_to() -> None:
    found = study({**BASE, (None, "new"): gain(1)})
    assert "Toil is 50 % of worked time with both." in said(found)
    noisy = tuple(
        Outcome(
            one.cell,
            one.replication,
            None,
            {**one.measures, "toil_share": 0.5 + OWN[one.replication + 40 * one.cell] / 10},
            (),
            (),
        )
        for one in found.outcomes
    )
    assert "Toil is not shown to differ" in said(Study(found.scenario, noisy))


def test_the_footer_says_how_it_was_made() -> None:
    last = sentences.verdict(study({**BASE, (None, "new"): gain(1)}))[-1]
    assert last.startswith("Terminating simulation: history 0 days, horizon 1 year; 40 ")
    assert "seed 1." in last
    assert "verdicts allow for" not in last
    values = {**BASE, (None, "b"): gain(1), (None, "c"): gain(2)}
    assert "verdicts allow for all 3 comparisons" in sentences.verdict(study(values))[-1]
