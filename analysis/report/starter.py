"""A scenario to start from: an organisation of the library, with the keys that one wants to change.

What is written is read by people first: short, in the order in which one thinks, every number that
of the organisation. It has no mistakes, and can be compared as it stands.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from analysis.report.words import joined, quoted
from sim.vocabulary import PEOPLE

if TYPE_CHECKING:
    from sim.scenario.machine import World

TEMPLATE = """\
# yaml-language-server: $schema=schema.json
#
# A decision to be made. Change what differs from your organisation; what you delete is as in
# '{organisation}'. Then, with this file's name:
#   mlorg check FILE      all mistakes, with line and column
#   mlorg show FILE       who does what; every number with its range and source
#   mlorg run FILE        what happens to the baseline, quarter by quarter
#   mlorg compare FILE    which alternative to pick, and how sure that is
# All keys are in docs/scenarios.md; `mlorg list capabilities` (or stages, parameters, measures)
# says what may be written. For completion in an editor: mlorg schema > schema.json

name: {name}
# The decision in your words; reports repeat it.
question: >
  What is better for us, and how sure is that: two more {people}, or {invested}?
extends: {organisation}  # {title}

# begins: 2027-01-01              # the date of day 0; without it, quarters are numbered
horizon: 3 years                  # how long after day 0 is looked at
history: 2 years                  # how long the organisation has run like this before
seed: 1                           # fixes all chance: the same seed, the same worlds

organisation:
  stage: {stage}  # holds what an organisation that enters this stage holds,
  # with: [...]                   # and these capabilities,
  # without: [...]                # but not these
  staff: {{data_scientist: {data_scientist}, it_engineer: {it_engineer}}}  # whole people
  training_slots: {slots}  # machines for training; or `unlimited`
portfolio:
{models}  use_cases: {use_cases}  # ideas of the whole business

# process:                        # any parameter, by its dotted name
#   release.deploy.effort: {{lognormal: {{mean: 1.5 days, cv: 0.6}}}}
#   value.mean: 412_000 USD / year      # of a use case, in a year at its best

# define_capabilities:            # of your own; hold it by `with`, or build it by `investments`
#   managed_platform:
#     title: Managed platform
#     answers: Servers of models take too much of our time.
#     build: {{it_engineer: 40 days}}  # work of your people, once
#     price: 50_000 USD           # what is paid once, beside that
#     upkeep: {{it_engineer: 0.2}}  # people whom it keeps busy
#     licence: 90_000 USD / year
#     effects: {{operate.tend_server.rate: {{times: 0.4}}}}  # on any parameter: times, plus or set

baseline: as we are
alternatives:                     # each is what it changes, and nothing else
  as we are: {{}}

  two more {people}:
    changes:                      # at: a date, or a time after day 0
      hire: {{at: 3 months, staff: {{{role}: {more}}}}}  # totals, not additions

  {invested}:
{invest}

# contexts:                       # circumstances that nobody chooses; all is compared in each
#   as expected: {{}}
#   few ideas: {{portfolio: {{use_cases: {fewer}}}}}

compare:
  decide_on: net_value            # see `mlorg list measures`
  measures: [net_value, value_delivered, throughput, lead_time_refresh, toil_share, staff_cost]
  replications: 100               # worlds in which each alternative lives; more, and it is surer
  confidence: 95 %
"""
INVEST = """\
    organisation:                 # time kept free to build it: else all other work goes first
      improvement_reserve: {{data_scientist: 10 %, it_engineer: 10 %}}
    investments:                  # built by the people there are, and paid for, from then on
      {capability}: {{start: now}}"""
"""How the alternative that brings a capability says so."""
_MODELS = "  models: {models}  # live when history begins\n"
_REMARK = re.compile(r"^( *[^#\n ][^#\n]*?) {2,}# (.*)$", re.MULTILINE)
_REMARKS_AT = 34
"""Column in which remarks begin, where the line leaves room for that."""
_PLAIN = re.compile(r"[^\W\d_][\w ,.()'&+-]{0,118}")
_WORDS_OF_YAML = {"no", "yes", "on", "off", "true", "false", "null", "y", "n"}


class UnknownOrganisationError(ValueError):
    """There is no such organisation; the message says which there are, and what was meant."""


def starter(organisation: str, name: str) -> str:
    """A commented scenario, as text.

    Args:
        organisation: name of a library organisation.
        name: what to call the scenario, as the name of its file; what a scenario cannot be called
            is left out.

    Raises:
        UnknownOrganisationError: the library has no such organisation.
    """
    from sim.capabilities import CAPABILITIES
    from sim.scenario import load
    from sim.units import rate_text

    scenario = load(_known(organisation))
    world = scenario.cells[0].world
    role = _short_of(world)
    capability = next_capability(world)
    slots = world.training_slots
    text = TEMPLATE.format(
        organisation=organisation,
        title=scenario.name,
        name=titled(name),
        stage=world.stage,
        **world.staff,
        slots="unlimited" if slots is None else slots,
        models=_models(world),
        use_cases=rate_text(world.use_cases),
        fewer=rate_text(world.use_cases / 2),
        people=PEOPLE[role],
        role=role,
        more=world.staff[role] + 2,
        invested=CAPABILITIES[capability].title.lower(),
        invest=INVEST.format(capability=capability),
    )
    return _REMARK.sub(_aligned, text)


def _aligned(line: re.Match[str]) -> str:
    return f"{line[1]:<{_REMARKS_AT - 2}}  # {line[2]}"


def _known(organisation: str) -> str:
    from sim.scenario import library
    from sim.units import nearest

    known = library.organisations()
    if organisation in known:
        return organisation
    what = "is a study, no organisation" if library.find(organisation) else "is no organisation"
    near = nearest(organisation, known)
    meant = f"; did you mean: {near}" if near else ""
    message = f"{quoted(organisation)} {what} of the library: {joined([*known], 'or')}{meant}"
    raise UnknownOrganisationError(message)


def _models(world: World) -> str:
    """The line about models, or none where nobody ever deploys: then none may be live."""
    if world.process["release.deploy.by"] == "never":
        return ""
    return _MODELS.format(models=world.models)


def _short_of(world: World) -> str:
    """Whose work new models wait for next: of those who deploy, where somebody does."""
    by = str(world.process["release.deploy.by"])
    return by if by in PEOPLE else "data_scientist"


def next_capability(world: World) -> str:
    """What could be built next: of what is lacking, stage by stage, the first that could work."""
    from sim.capabilities import CAPABILITIES
    from sim.scenario.composition import required_by
    from sim.stages import STAGES

    held = set(world.held)
    names: list[str] = [name for stage in STAGES.values() for name in stage.capabilities]
    names += CAPABILITIES  # those of no stage come last
    return next(name for name in names if name not in held and required_by(name) <= held)


def titled(name: str) -> str:
    """The name of a file as that of a scenario: "store-or-cd" is "Store or cd"."""
    words = re.sub(r"[-_\s]+", " ", name).strip()
    words = words[:1].upper() + words[1:]
    plain = _PLAIN.fullmatch(words) and words.isprintable()
    if not plain or words.lower() in _WORDS_OF_YAML or words.endswith(("+", "-")):
        return "My organisation"
    return words
