# %% [markdown]
# # One organisation and its four ledgers
#
# A retailer has 40 models in production. Its twelve data scientists train and test them in
# pipelines that run by themselves; its nine IT engineers package and deploy each by hand, and
# begin to build continuous deployment. We let it live for five years, once, and read its books.
#
# Four ledgers record everything that happens: **time**, **flow**, **value** and **money**. No line
# of any of them is "the rest": what people do, what they have left, and how many they are is
# watched by different observers, so that a posting that is forgotten breaks a balance. `check`
# names every balance that does not hold; the list should be empty.

# %%
import sim
from analysis import caption, figures, frames, say

scenario = sim.load("feature-store-or-cd")
history = sim.simulate(scenario, alternative="continuous deployment")
history.check()

# %% [markdown]
# ## Ledger 1: time
#
# Follow the green of *improvement* first: that is continuous deployment being built. Then ask who
# has time left afterwards, and who has not.

# %%
say(caption("time", history))
figures.time(history)

# %% [markdown]
# ## Ledger 2: flow
#
# Every use case and every refresh of a model is an item on its way: somebody works on it, or it
# waits for somebody. Long queues are where the organisation is short of people, whatever the
# people say.

# %%
say(caption("flow", history))
figures.flow(history)

# %% [markdown]
# ## Ledger 3: value
#
# A model is worth most on the day on which it is trained. Then the world moves on: data grow old,
# inputs break, models are left behind. What waits in the second ledger is paid for in this one.

# %%
say(caption("value", history, "USD"))
figures.value(history, "USD")

# %% [markdown]
# ## Ledger 4: money

# %%
say(caption("money", history, "USD"))
figures.money(history, "USD")

# %% [markdown]
# ## The same as tables
#
# Every number of every picture is in a tidy table ([docs/tables.md](../docs/tables.md) has their
# columns), and measures are views over these books. Days by kind, of people and of the slots that
# train models, all five years:

# %%
books = frames(history)
days = books.time.pivot_table(index="kind", columns="role", values="days", aggfunc="sum")
days.round(1).fillna(0)

# %% [markdown]
# ## Exercises
#
# 1. Live through another world: `sim.simulate(scenario, replication=1, alternative=...)`. What
#    stays the same, and what was luck? (One world is a possible history, and no forecast.)
# 2. Take `alternative="nothing"` with the same replication: the same use cases come and the same
#    models drift. From which quarter on do the two histories differ?
# 3. Load the scenario with `["organisation.staff.it_engineer=14"]` as second argument. Which queue
#    goes, and which ledger notices first?
# 4. `sim.simulate(..., incidents=True)` keeps `books.incidents`. Which kind of trouble cost most,
#    and who noticed it how late?
