# %% [markdown]
# # Checking the simulator against queueing theory
#
# Why should anybody believe a simulator? One reason: where the answer is known, it gives that
# answer. With mechanisms switched off in a scenario file, and not a line of Python, an
# organisation becomes a queue that Erlang, Pollaczek and Khinchine, or Palm solved long ago. The
# files are those of the tests, in `tests/theory`.
#
# The first: use cases come at random, three data scientists explore each for a tenth of a day on
# the average, nothing else happens.

# %%
import analysis
from analysis import caption, figures, say

by_load = analysis.compare("../tests/theory/m-m-c-by-load.yaml")
say(caption("queue", by_load, "load"))
figures.queue(by_load, "load")

# %% [markdown]
# ## Busy people make long queues
#
# The curve is Erlang's of 1917. From 40 % to 85 % the people work about twice as much, and the
# work waits many times as long. It is what a manager sees last: at 85 % everybody still has time
# on some days.
#
# ## Would we notice a mistake?
#
# A check that cannot fail shows nothing. So we plant one: each exploration takes 5 % longer than
# theory is told.

# %%
slower = "process.development.explore.effort={exponential: {mean: 0.105 days}}"
planted = analysis.compare("../tests/theory/m-m-c-by-load.yaml", sets=[slower])
say(caption("queue", planted, "load", by_load, see=False))
figures.queue(planted, "load", by_load)

# %% [markdown]
# The tests see 2 %, by looking longer: [docs/theory.md](../docs/theory.md) has all cases, planted
# mistakes and the chance to see each.
#
# ## Varied work makes long queues, too
#
# One IT engineer answers seven requests a day, always as busy, with the same mean effort for each;
# only how much it varies differs. Pollaczek and Khinchine: the wait grows with the square of the
# variation.

# %%
by_variation = analysis.compare("../tests/theory/m-g-1-by-variation.yaml")
say(caption("queue", by_variation, "variation", see=False))
figures.queue(by_variation, "variation")

# %% [markdown]
# ## Models as machines
#
# Models shift, data scientists retrain them, and a model that is wrong does not go wrong again
# until it is mended. Palm solved this in 1947 for looms and the workers who repair them. How many
# people do ten models take?

# %%
by_people = analysis.compare("../tests/theory/machine-interference-by-people.yaml")
say(caption("queue", by_people, "repairers", see=False))
figures.queue(by_people, "repairers")

# %% [markdown]
# ## Exercises
#
# 1. Look longer: `replications=120`. By how much do the intervals narrow, and do they still
#    contain theory?
# 2. Plant 1 %. How many worlds does it take until an interval leaves out theory?
# 3. With `sets=["organisation.staff.data_scientist=6",
#    "process.development.explore.effort={exponential: {mean: 0.2 days}}"]` twice the people need
#    twice as long for each. The load is the same. Is the wait?
# 4. `analysis.closed_forms.wait_m_m_c(21, 0.1, 3)` asks Erlang. Which load makes the wait as long
#    as the work itself?
