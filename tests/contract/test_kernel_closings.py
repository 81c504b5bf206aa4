"""Closing the books in between posts what is under way, and changes nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from sim.vocabulary import PRIORITY_CLASSES
from tests.contract.office import INTERRUPTING, KIND, Office

SITTINGS = st.lists(
    st.tuples(st.sampled_from(PRIORITY_CLASSES), st.integers(1, 400), st.integers(0, 300)),
    min_size=1,
    max_size=12,
)


@given(
    SITTINGS,
    st.sets(st.integers(0, 2_000), max_size=10),
    st.sampled_from([1.0, 0.8, 0.37]),
    st.sampled_from([0, 1, 13]),
    st.integers(1, 3),
)
def test_closing_the_books_changes_nothing(
    sittings: list[tuple[str, int, int]], closings: set[int], focus: float, back: int, heads: int
) -> None:
    def live(when: list[int]) -> tuple[object, ...]:
        office = Office(heads, **INTERRUPTING, focus=focus, switching=back, reserve_share=0.2)
        for entity, (rank, ticks, on) in enumerate(sittings):
            office.ask_exactly(f"{rank} {entity}", ticks, on)
        for at in when:
            office.env.run(until=at) if at > office.env.now else None
            office.close()
            office.close()  # nothing has passed: nothing is posted
        diary = office.run(1)
        kinds = (KIND, "switching", "overhead", "idle")
        return diary, [office.spent(kind) for kind in kinds], office.books.flow.stops.keys()

    assert live([]) == live(sorted(closings))


def test_what_was_done_is_posted_up_to_the_closing_and_not_twice() -> None:
    office = Office(1, focus=0.5)
    office.ask_exactly("new 0", 101, on=0)
    posted = []
    for at in (7, 7, 100, 201, 202, 300):
        office.env.run(until=at) if at > office.env.now else None
        office.close()
        posted.append((office.spent(KIND), office.spent("overhead"), office.spent("idle")))
    halves = [(3, 4, 0), (3, 4, 0), (50, 50, 0), (100, 101, 0), (101, 101, 0), (101, 101, 98)]
    assert posted == halves
