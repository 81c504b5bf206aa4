"""Overtime: when a role works longer days, how much longer, and what that costs later.

A quarter of overtime drives away as many people as the median toil does: 1 + 5 x 20 % is what
1 + 3.3 x 30 % is (people.leaving.toil_factor).
"""

from sim.process.parameter import Kind, Parameter, share

ROWS = (
    Parameter(
        "people.overtime.from",
        Kind.NUMBER,
        "waiting items / person",
        "5",
        "2",
        "10",
        "assumption",
        # Five are a fortnight's work at two days each.
        "Overload beyond which a role works overtime in the next quarter: how much work, but for "
        "new models and improvement, waits for each person on average over a quarter.",
    ),
    share(
        "people.overtime.share",
        "share of the regular day",
        "0 %",
        ("0 %", "40 %"),
        # None unless an organisation says so: it is a policy, and what it does to errors rests on
        # other trades. 20 % are a week of 48 hours, up to which output grows with the hours. Two
        # thirds of developers work no more than 44, one in eight more than 50.
        "How much longer people then work, all of it at work items, and no worse for it. 0 %: "
        "nobody ever works overtime.",
        source="K03, K04, assumption",
    ),
    Parameter(
        "people.overtime.errors",
        Kind.NUMBER,
        "per share of overtime",
        "1.5",
        "0.5",
        "3",
        "K01, K02, assumption",
        # Accidents and errors rise by 13 % in days a quarter longer (0.5), injuries by 61 % where
        # there is overtime (3 at 20 %).
        "Defects of what somebody worked overtime on: chances of bugs, wrong versions and "
        "differences are 1 + this x the share of overtime times as high.",
    ),
    Parameter(
        "people.leaving.overtime_factor",
        Kind.NUMBER,
        "per share of overtime",
        "5",
        "0",
        "10",
        "assumption",
        "How much more often people leave: 1 + people.leaving.toil_factor x toil + this x the "
        "hours of overtime over the regular hours of their role in the last quarter. 0: overtime "
        "drives nobody away.",
    ),
    Parameter(
        "money.overtime",
        Kind.NUMBER,
        "times the regular pay",
        "0",
        "0",
        "1.5",
        "assumption",
        "What an hour of overtime is paid, loaded, over a regular hour; 0 where it is in the "
        "salary, as for most salaried professionals; 1.5 is time and a half.",
    ),
)
