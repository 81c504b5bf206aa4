# %% [markdown]
# # The five stages side by side
#
# The same people, the same 30 models, the same stream of ideas, in five ways of working: from
# pilots on a laptop to full automation. Each way is all that its organisation has ever known. What
# differs, and is any of it more than luck?
#
# All five live through the same sixteen worlds: the same use cases come, the same models drift,
# the same inputs break. We ask eight questions of the eighteen that the scenario has: with each
# question more, chance has one more occasion to look like an answer, and verdicts allow for that.

# %%
import analysis
from analysis import caption, figures, say, verdict

questions = """compare.measures=[net_value, value_delivered, quality, lead_time_refresh,
    toil_share_data_scientist, toil_share_it_engineer, new_value_share, live_models]"""
study = analysis.compare("five-ways-of-working", replications=16, sets=[questions])
ranking = study.ranking().set_index("alternative")
(ranking[["mean", "low", "high"]] / 1e6).round(2).join(ranking.against_best)

# %% [markdown]
# The table ranks by net value in M USD a year, with the 95 % interval of each mean; the last
# column says whether a stage is told apart from the best. More maturity is not more value all the
# way: stage 3 comes out below stage 2, with the same people, models and worlds. The pictures show
# why.
#
# ## Who does what
#
# Look for the same colour in both halves: from one stage to the next, work moves from one role to
# the other, or to machines. Who had none of it before may now have too much.

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
# Each stage against stage 2, by all eight questions. A filled dot is decided, with all comparisons
# of the study considered together. Where a stage has no number (stage 1 has no live model that
# could be refreshed), worlds are counted, and one without a number is worse than one with.

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
# 3. Leave out `sets`, to ask all eighteen questions of the same worlds. Which verdicts are lost
#    though no number has changed? Then ask for 40 worlds: which hollow dots are filled?
# 4. `study.flow` has every stop of every item. For which step do refreshes wait longest at stage
#    3?
