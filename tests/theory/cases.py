"""The theory cases: which scenario, which closed form, which service times, what is compared.

The numbers of the closed forms stand here, and once more in the scenario files: neither is read
from the other.
"""

from dataclasses import replace

from analysis.closed_forms import (
    exponential,
    fixed,
    machine_interference,
    number_m_m_c,
    spread,
    wait_m_g_1,
    wait_m_m_c,
    waits_preemptive_resume,
    waits_preemptive_resume_pool,
    waits_waiting_priority,
    waits_waiting_priority_pool,
)
from tests.theory.agreement import Case, Step
from tests.theory.views import (
    a_day,
    mean_heads,
    mean_lead_time,
    mean_level,
    mean_number,
    mean_wait,
)

EXPONENTIAL = "{exponential: {mean: MEAN}}"
EXPLORE = "development.explore.effort"
DUTIES = "duties.data_scientist.effort"
TICKETS = "operate.run_batch.effort"
INCIDENTS = "operate.pipeline_break.effort"
IMPROVEMENT = "improvement.data_scientist.effort"

M_M_C = Case(
    name="M/M/c",
    file="m-m-c.yaml",
    theory=lambda explore: {"wait": wait_m_m_c(21, explore, 3)},
    steps={"explore": Step(EXPONENTIAL, 0.1, (EXPLORE,))},
    queues={"wait": mean_wait("use case", "data_scientist")},
    busy={"data_scientist": 0.7},
)

SLOTS = Case(
    name="M/M/c of machines",
    file="training-slots.yaml",
    theory=lambda train: {"wait": wait_m_m_c(14, train, 2)},
    steps={"train": Step(EXPONENTIAL, 0.1, ("development.train.machine",))},
    queues={"wait": mean_wait("use case", "training")},
    busy={"training": 0.7},
)

M_G_1 = Case(
    name="M/G/1, lognormal, cv 1.25",
    file="m-g-1.yaml",
    theory=lambda duties: {"wait": wait_m_g_1(7, spread(duties, 1.25))},
    steps={
        "duties": Step("{lognormal: {mean: MEAN, cv: 1.25}}", 0.1, ("duties.it_engineer.effort",)),
    },
    queues={"wait": mean_wait("duties", "it_engineer")},
    busy={"it_engineer": 0.7},
)

M_D_1 = Case(
    name="M/D/1",
    file="m-g-1.yaml",
    sets=("horizon=10 months", "process.duties.it_engineer.effort=0.1 days"),
    theory=lambda duties: {"wait": wait_m_g_1(7, fixed(duties))},
    steps={"duties": Step("MEAN", 0.1, ("duties.it_engineer.effort",))},
    queues={"wait": mean_wait("duties", "it_engineer")},
    busy={"it_engineer": 0.7},
)


def waiting_priority(
    rates: tuple[float, float, float], tickets: float, duties: float, explore: float
) -> dict[str, float]:
    services = (exponential(tickets), fixed(duties), spread(explore, 1))
    waits = waits_waiting_priority(list(zip(rates, services, strict=True)))
    return dict(zip(WAITING_QUEUES, waits, strict=True))


WAITING_STEPS = {
    "tickets": Step(EXPONENTIAL, 0.1, (TICKETS,)),
    "duties": Step("MEAN", 0.1, (DUTIES,)),
    "explore": Step("{lognormal: {mean: MEAN, cv: 1}}", 0.1, (EXPLORE,)),
}
WAITING_QUEUES = {
    "wait of tickets": mean_wait("ticket", "data_scientist"),
    "wait of duties": mean_wait("duties", "data_scientist"),
    "wait of new models": mean_wait("use case", "data_scientist"),
}

WAITING = Case(
    name="Waiting priority, M/G/1",
    file="waiting-priority.yaml",
    theory=lambda **means: waiting_priority((1.5, 5, 1), **means),
    steps=WAITING_STEPS,
    queues=WAITING_QUEUES,
    busy={"data_scientist": 0.75},
)

WAITING_LONG = Case(
    name="Waiting priority, M/G/1, long",
    file="waiting-priority.yaml",
    sets=(
        "horizon=3 years",
        "compare.replications=220",
        "portfolio.use_cases=3.5 / day",
        "process.operate.run_batch.rate=0.25 / day",
        "process.duties.data_scientist.rate=1.5 / day",
    ),
    theory=lambda **means: waiting_priority((2.5, 1.5, 3.5), **means),
    steps=WAITING_STEPS,
    queues=WAITING_QUEUES,
    busy={"data_scientist": 0.75},
)


def waiting_priority_pool(every: float) -> dict[str, float]:
    waits = waits_waiting_priority_pool((9, 12), every, 3)
    return dict(zip(("wait of duties", "wait of new models"), waits, strict=True))


WAITING_POOL = Case(
    name="Waiting priority, M/M/c",
    file="waiting-priority-pool.yaml",
    theory=waiting_priority_pool,
    steps={"every": Step(EXPONENTIAL, 0.1, (DUTIES, EXPLORE))},
    queues={
        "wait of duties": mean_wait("duties", "data_scientist"),
        "wait of new models": mean_wait("use case", "data_scientist"),
    },
    busy={"data_scientist": 0.7},
)


def preemptive(
    rates: tuple[float, float, float], incidents: float, tickets: float, improvement: float
) -> dict[str, float]:
    services = map(exponential, (incidents, tickets, improvement))
    waits = waits_preemptive_resume(list(zip(rates, services, strict=True)))
    return dict(zip(PREEMPTIVE_QUEUES, waits, strict=True))


PREEMPTIVE_QUEUES = {
    "wait of incidents": mean_wait("incident", "data_scientist"),
    "wait of tickets": mean_wait("ticket", "data_scientist"),
    "wait of improvement": mean_wait("improvement", "data_scientist"),
}
PREEMPTIVE_STEPS = {
    "incidents": Step(EXPONENTIAL, 0.05, (INCIDENTS,)),
    "tickets": Step(EXPONENTIAL, 0.1, (TICKETS,)),
    "improvement": Step(EXPONENTIAL, 0.2, (IMPROVEMENT,)),
}

PREEMPTIVE = Case(
    name="Pre-emptive resume, M/M/1",
    file="pre-emptive-resume.yaml",
    theory=lambda **means: preemptive((2, 5, 0.75), **means),
    steps=PREEMPTIVE_STEPS,
    queues=PREEMPTIVE_QUEUES,
    busy={"data_scientist": 0.75},
)

PREEMPTIVE_LONG = Case(
    name="Pre-emptive resume, M/M/1, long",
    file="pre-emptive-resume.yaml",
    sets=(
        "horizon=3 years",
        "compare.replications=170",
        "process.operate.pipeline_break.rate=0.3 / day",
        "process.operate.run_batch.rate=0.15 / day",
        "process.improvement.data_scientist.rate=2.25 / day",
    ),
    theory=lambda **means: preemptive((3, 1.5, 2.25), **means),
    steps=PREEMPTIVE_STEPS,
    queues=PREEMPTIVE_QUEUES,
    busy={"data_scientist": 0.75},
)


def preemptive_pool(every: float) -> dict[str, float]:
    waits = waits_preemptive_resume_pool((6, 9, 6), every, 3)
    return dict(zip(PREEMPTIVE_QUEUES, waits, strict=True))


PREEMPTIVE_POOL = Case(
    name="Pre-emptive resume, M/M/c",
    file="pre-emptive-resume-pool.yaml",
    theory=preemptive_pool,
    steps={"every": Step(EXPONENTIAL, 0.1, (INCIDENTS, TICKETS, IMPROVEMENT))},
    queues=PREEMPTIVE_QUEUES,
    busy={"data_scientist": 0.7},
)


def interference(repair: float) -> dict[str, float]:
    wait, broken = machine_interference(10, 1.6, repair, 2)
    return {"wait for repair": wait, "broken models": broken}


INTERFERENCE = Case(
    name="M/M/c//N",
    file="machine-interference.yaml",
    theory=interference,
    steps={"repair": Step(EXPONENTIAL, 0.1, ("refresh.retrain.effort",))},
    queues={
        "wait for repair": mean_wait("refresh", "data_scientist"),
        "broken models": mean_level("shifted models"),
    },
    busy={"data_scientist": (10 - interference(0.1)["broken models"]) * 1.6 * 0.1 / 2},
)


def tandem(explore: float, deploy: float) -> dict[str, float]:
    numbers = number_m_m_c(14, explore, 2), number_m_m_c(14, deploy, 1)
    return {
        "at the data scientists": numbers[0],
        "at the IT engineer": numbers[1],
        "days from end to end": (numbers[0] + numbers[1]) / 14,
    }


TANDEM = Case(
    name="Jackson tandem",
    file="tandem.yaml",
    theory=tandem,
    steps={
        "explore": Step(EXPONENTIAL, 0.1, (EXPLORE,)),
        "deploy": Step(EXPONENTIAL, 0.05, ("release.deploy.effort",)),
    },
    queues={
        "at the data scientists": mean_number("use case", "data_scientist"),
        "at the IT engineer": mean_number("use case", "it_engineer"),
        "days from end to end": mean_lead_time("use case"),
    },
    busy={"data_scientist": 0.7, "it_engineer": 0.7},
)


def filled_posts(stay: float, fill: float) -> dict[str, float]:
    """Each post is filled for `stay` days on average and vacant for `fill`, whatever the others."""
    filled = 100 * stay / (stay + fill)
    return {"filled posts": filled, "leavers a day": filled / stay}


POSTS = Case(
    name="Posts, a birth-death chain",
    file="posts.yaml",
    theory=filled_posts,
    steps={
        "stay": Step("1 per MEAN", 2, ("people.leaving.rate.data_scientist",)),
        "fill": Step(EXPONENTIAL, 1, ("people.hiring.lag.data_scientist",)),
    },
    queues={
        "filled posts": mean_heads("data_scientist"),
        "leavers a day": a_day("leavers, data_scientist"),
    },
    busy={"data_scientist": 0},
)

TANDEM_LONG = replace(TANDEM, name="Jackson tandem, long", sets=("horizon=15 months",))
