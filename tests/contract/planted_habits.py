"""What people write who have read nothing but the README, and what they should be offered."""

_STAFF = "name: x\norganisation: {staff: {data_scientist: 12}}\nalternatives:\n  a: {}\n  b: "

HABITS: dict[str, tuple[str, str, str | None]] = {
    # name: text, where, suggestion
    "a factor in percent": (
        "name: x\ndefine_capabilities: {ours: {effects: {shift.rate: {times: 50 %}}}}\n",
        "define_capabilities.ours.effects.shift.rate.times",
        "0.5",
    ),
    "one more": (
        f"{_STAFF}{{organisation: {{staff: {{data_scientist: +1}}}}}}\n",
        "alternatives.b.organisation.staff.data_scientist",
        "13",
    ),
    "one more, quoted": (
        f'{_STAFF}{{organisation: {{staff: {{data_scientist: "+1"}}}}}}\n',
        "alternatives.b.organisation.staff.data_scientist",
        "13",
    ),
    "one fewer of the default": (
        f"{_STAFF}{{organisation: {{staff: {{it_engineer: -1}}}}}}\n",
        "alternatives.b.organisation.staff.it_engineer",
        "4",
    ),
    "one more by a change": (
        f"{_STAFF}{{changes: {{hire: {{at: 3 months, staff: {{data_scientist: +2}}}}}}}}\n",
        "alternatives.b.changes.hire.staff.data_scientist",
        "14",
    ),
    "more models": (f"{_STAFF}{{portfolio: {{models: +5}}}}\n", "alternatives.b.portfolio.models",
        "15"),
    "more slots": (
        f"{_STAFF}{{organisation: {{training_slots: +1}}}}\n",
        "alternatives.b.organisation.training_slots",
        "2",
    ),
    "one more than what is extended": (
        "name: x\nextends: stage-2-retailer\norganisation: {staff: {data_scientist: +1}}\n",
        "organisation.staff.data_scientist",
        "9",
    ),
    "one more than nobody knows": (
        "name: x\norganisation: {staff: {data_scientist: +1}}\n",
        "organisation.staff.data_scientist",
        None,
    ),
    "one more, where contexts differ": (
        f"{_STAFF}{{organisation: {{staff: {{data_scientist: +1}}}}}}\n"
        "contexts: {few: {organisation: {staff: {data_scientist: 3}}}}\n",
        "alternatives.b.organisation.staff.data_scientist",
        None,
    ),
    "more replications": ("name: x\ncompare: {replications: +50}\n", "compare.replications", "50"),
    "dot for thousands": (
        "name: x\nprocess: {people.salary.it_engineer: 95.000 USD / year}\n",
        "process.people.salary.it_engineer",
        "95_000 USD / year",
    ),
    "comma for thousands": (
        'name: x\nprocess: {people.salary.it_engineer: "95,000 USD"}\n',
        "process.people.salary.it_engineer",
        "95_000 USD / year",
    ),
    "sign of a currency": (
        "name: x\nprocess: {people.salary.it_engineer: $95k p.a.}\n",
        "process.people.salary.it_engineer",
        "95 k USD / year",
    ),
    "comma for decimals": (
        'name: x\nprocess: {release.deploy.effort: "1,5 days"}\n',
        "process.release.deploy.effort",
        "1.5 days",
    ),
    "mean alone": (
        "name: x\nprocess: {release.deploy.effort: {mean: 1.5 days}}\n",
        "process.release.deploy.effort",
        "{lognormal: {mean: 1.5 days, cv: 0.6}}",
    ),
    "bare mean within": (
        "name: x\nprocess: {release.deploy.effort: {lognormal: {mean: 1.5 d, cv: 1}}}\n",
        "process.release.deploy.effort.lognormal.mean",
        "1.5 days",
    ),
    "no without quotes": (
        "name: x\nprocess: {noticing.by: no}\n",
        "process.noticing.by",
        None,
    ),
    "nobody": ("name: x\nprocess: {release.test.by: none}\n", "process.release.test.by", "never"),
    "no expiry": (
        "name: x\nprocess: {demand.backlog_expiry: no}\n",
        "process.demand.backlog_expiry",
        "never",
    ),
    "nothing preempts": (
        "name: x\nprocess: {people.preempting: none}\n",
        "process.people.preempting",
        "[]",
    ),
    "years": ("name: x\nhorizon: 3\n", "horizon", "3 years"),
    "months": ("name: x\nhistory: 24\n", "history", "24 months"),
    "months until a change": ("name: x\nchanges: {a: {at: 6, stage: 3}}\n", "changes.a.at",
        "6 months"),
    "list of alternatives": (
        "name: x\nalternatives:\n  - name: as today\n  - name: IT serves\n    stage: 3\nseed: 1\n",
        "alternatives",
        "{as today: {}}",
    ),
    "list of changes": (
        "name: x\nchanges:\n- hire: {at: 6 months}\nseed: 1\n",
        "changes",
        "{hire: {at: 6 months, stage: 3}}",
    ),
    "staff as one number": (
        "name: x\norganisation: {staff: 7}\n",
        "organisation.staff",
        "{data_scientist: 7, it_engineer: 7}",
    ),
    "start": ("name: x\nstart: 2027-01-01\n", "start", "begins"),
    **{
        f"date {written}": (
            f"name: x\nbegins: 2027-01-01\nchanges: {{a: {{at: '{written}', stage: 3}}}}\n",
            "changes.a.at",
            meant,
        )
        for written, meant in {
            "1.4.2027": "2027-04-01",
            "April 2027": "2027-04-01",
            "2027/04/01": "2027-04-01",
            "1 April 2027": "2027-04-01",
            "April 15, 2027": "2027-04-15",
            "Q2 2027": "2027-04-01",
            "2027-04": "2027-04-01",
            "15/04/2027": "2027-04-15",
            "01/04/2027": None,
            "2028": "2028-01-01",
        }.items()
    },
    "day 0": ("name: x\nbegins: 1.4.2027\n", "begins", "2027-04-01"),
    "baseline with a comma": (
        'name: x\nbaseline: IT, latr\nalternatives: {"IT, later": {}}\n',
        "baseline",
        '"IT, later"',
    ),
}  # fmt: skip
