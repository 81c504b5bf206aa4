# %% [markdown]
# # The five stages side by side
#
# The same people, the same 30 models, the same stream of ideas, in five ways of working: from
# pilots on a laptop to full automation. Each way is all that its organisation has ever known. What
# differs, and is any of it more than luck?
#
# All five live through the same ten worlds: the same use cases come, the same models drift, the
# same inputs break.

# %%
import analysis
from analysis import caption, figures, say, verdict

study = analysis.compare("five-ways-of-working", replications=10)
ranking = study.ranking().set_index("alternative")
(ranking[["mean", "low", "high"]] / 1e6).round(2).join(ranking.against_best)

# %% [markdown]
# The table ranks by net value in M USD a year, with the 95 % interval of each mean. *Undecided*
# means that ten worlds cannot tell an alternative from the best.
#
# ## Who does what
#
# Look for the same colour in both halves: from one stage to the next, work moves from one role to
# the other, or to machines.

# %%
say(caption("people_time", study))
figures.people_time(study)

# %% [markdown]
# ## Where the value goes
#
# Nothing that is automatic is worth anything by itself. It is if models are fresher, or more of
# them live.

# %%
say(caption("value_leaks", study))
figures.value_leaks(study)

# %% [markdown]
# ## Where items wait
#
# The longest part that is not blue is the bottleneck. Does it move from stage to stage?

# %%
say(caption("waiting", study))
figures.waiting(study)

# %% [markdown]
# ## What is certain, and what is luck
#
# Each alternative against stage 2, by the first eight measures. *No data* is a result, too: where
# too few use cases ever come to a release, they have no median lead time. A filled dot is decided,
# with all comparisons of the study considered together.

# %%
say(*verdict(study))
figures.differences(study)

# %% [markdown]
# ## Exercises
#
# 1. Keeping capabilities up is work, mostly of IT engineers, and here there are six of them.
#    Compare again with `sets=["organisation.staff.it_engineer=14"]`. What becomes of stages 3 to
#    5?
# 2. `flat-effort` is the same study with the same effort per task in all five stages. Which
#    differences are left, and what do they say of *who* does *what*?
#    ([docs/ways-of-working.md](../docs/ways-of-working.md) has an answer.)
# 3. Ask for 30 worlds. Which hollow dots are filled, and did any filled one become hollow?
# 4. `study.flow` has every stop of every item. For which step do refreshes wait longest at stage
#    3?
