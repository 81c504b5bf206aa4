# %% [markdown]
# # Comparing investments properly
#
# *IT is swamped by manual releases of 40 models. Which investment first: a feature store, or
# continuous deployment?* Five plans, five years. Whoever runs each plan once and takes the best
# will be right by luck or wrong by luck. Three things stand between a simulation and an answer:
# the same worlds for all alternatives, intervals, and enough worlds.

# %%
import analysis
from analysis import caption, figures, say, verdict

study = analysis.compare("feature-store-or-cd", replications=8)
net_value = study.runs.pivot(index="replication", columns="alternative", values="net_value")
(net_value / 1e6).round(2)

# %% [markdown]
# Each row is a world, each column a plan, each number a net value in M USD a year. Read down a
# column: that is luck. Read along a row: that is what you want to know.
#
# ## The same worlds
#
# A draw belongs to a purpose and a thing, not to the order of events: use case 17 comes on the
# same day and is worth the same whatever is invested in. So each world gives one difference, and
# the luck that two alternatives share cancels.

# %%
say(caption("paired_worlds", study))
figures.paired_worlds(study)

# %% [markdown]
# ## How many worlds are enough?

# %%
say(caption("intervals", study))
figures.intervals(study)

# %% [markdown]
# Every plan against every other, `difference` in USD a year. `replications_needed` says how many
# worlds in all would decide what is still open, if the difference is what it now looks like. It
# is an order of magnitude, for it is computed from the same noise. `p_holm` allows for all
# comparisons of the study: with many questions, some are answered by chance alone.

# %%
columns = ["difference", "p_holm", "variance_saved", "verdict", "replications_needed"]
differences = study.differences().query("measure == 'net_value'")
differences = differences.set_index(["alternative", "reference"])[columns]
differences.round({"difference": -4, "p_holm": 4, "variance_saved": 2})

# %% [markdown]
# ## When the money comes
#
# A mean over five years hides the order of things: who invests pays first.

# %%
say(caption("j_curve", study))
figures.j_curve(study)

# %% [markdown]
# ## The verdict
#
# What `mlorg compare` prints: a pick only if it beats every other plan, and what stays open.

# %%
say(*verdict(study))

# %% [markdown]
# ## Exercises
#
# 1. Compare with `seed=8`, another eight worlds. Does the pick change? Do the means lie in the
#    intervals that you have seen?
# 2. Ask for precision instead of a number: `analysis.compare("feature-store-or-cd", precision="5
#    %", max_replications=60)`. How many worlds does it take?
# 3. With `sets=["portfolio.models=10"]` IT is less swamped. What is continuous deployment worth
#    then?
# 4. Which measure saves most variance by sharing worlds, and which hardly any?
#    `study.differences().groupby("measure").variance_saved.mean()`.
