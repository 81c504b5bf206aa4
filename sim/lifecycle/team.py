"""The team: people leave, the sooner the more toil and overtime they live through; posts are vacant
until they are filled; who is new has to learn, and is taught. Who drowns works longer days."""

from collections.abc import Mapping
from typing import Final

from sim.organisation.organisation import Organisation
from sim.organisation.story import Chapter, tell
from sim.organisation.work import Task
from sim.units import DAYS, TICKS_PER_DAY
from sim.vocabulary import ONBOARDING, ROLES

LEARN: Final = {role: Task("onboarding.learn", ONBOARDING, ONBOARDING, ONBOARDING, role)
                for role in ROLES}  # fmt: skip
TEACH: Final = {role: Task("onboarding.teach", ONBOARDING, ONBOARDING, ONBOARDING, role)
                for role in ROLES}  # fmt: skip
TASKS = (*LEARN.values(), *TEACH.values())

WEEK: Final = DAYS["week"] * TICKS_PER_DAY
QUARTER: Final = DAYS["quarter"] * TICKS_PER_DAY


def people_come_and_go(org: Organisation) -> None:
    """In each role people leave, at random."""
    for role, team in org.teams.items():
        name = f"people.leaving.rate.{role}"
        team.leaving = org.source(name, 0, leaving_rate(org, role), org.chapter(leave), role)
        team.leaving.arm()
        remember(org, role)


def leaving_rate(org: Organisation, role: str) -> float:
    """Leavers of a role per working day: its people, and what they have behind them."""
    team, number = org.teams[role], org.ways.number
    toil = number("people.leaving.toil_factor") * team.toil
    overtime = number("people.leaving.overtime_factor") * team.overtime
    return team.heads * number(f"people.leaving.rate.{role}") * (1 + toil + overtime)


def leave(org: Organisation, role: str, number: int) -> None:
    """Somebody leaves, and somebody else is looked for."""
    org.note("leaves", number, role)
    org.leaves(role, org.luck(f"who leaves, {role}", 0, number))
    fill_posts(org, role)
    org.teams[role].leaving.retune(leaving_rate(org, role))


def fill_posts(org: Organisation, role: str) -> None:
    """Somebody is looked for, for each post that nobody is looked for yet."""
    for vacancy in org.teams[role].unsought():
        lag = org.ways.draw(f"people.hiring.lag.{role}")(0, vacancy)
        org.after(lag, join, (role, vacancy))


def join(org: Organisation, about: tuple[str, int]) -> None:
    """Somebody is found, if the post has not been given up; the first thing to do is to learn."""
    role, vacancy = about
    team = org.teams[role]
    if not team.still_wants(vacancy):
        return
    org.note("joins", vacancy, role)
    onboard(org, role, team.hires + 1)
    org.joins(role, vacancy)
    team.leaving.retune(leaving_rate(org, role))


def posts_have_changed(org: Organisation, come: Mapping[str, int]) -> None:
    """New posts that are not filled are advertised; who has come on the day is taught."""
    for role, team in org.teams.items():
        for number in range(come.get(role, 0)):
            onboard(org, role, team.hires - number)
        fill_posts(org, role)
    people_adapt(org)


def people_adapt(org: Organisation) -> None:
    """By other rules people leave at another rate, and look back where they did not."""
    for role, team in org.teams.items():
        team.leaving.retune(leaving_rate(org, role))
        remember(org, role)


def onboard(org: Organisation, role: str, number: int) -> None:
    """Who is new learns and is taught, week by week, less and less."""
    if not org.ways.takes(LEARN[role]) and not org.ways.takes(TEACH[role]):
        return
    weeks = max(1, (org.ways.ticks("onboarding.lasts") or 0) // WEEK)
    spend_a_week(org, Beginner(role, number, weeks))


class Beginner:
    """Somebody new: their number among those of a role, how many weeks they learn, and which week
    it is, from 1."""

    def __init__(self, role: str, number: int, weeks: int) -> None:
        self.role = role
        self.number = number
        self.weeks = weeks
        self.week = 1


def spend_a_week(org: Organisation, who: Beginner) -> None:
    """One of these weeks: its share falls evenly, to nothing in the end."""
    share = (2 * (who.weeks - who.week) + 1) / who.weeks**2
    for task in (LEARN[who.role], TEACH[who.role]):
        if org.ways.takes(task):
            tell(take_part(org, task, who.number, share))
    if who.week < who.weeks:
        who.week += 1
        org.after(WEEK, spend_a_week, who)


def take_part(org: Organisation, task: Task, number: int, share: float) -> Chapter[None]:
    """Part of what somebody new has to learn, or of what others teach them."""
    item = org.open(ONBOARDING, len(ROLES) * number + ROLES.index(task.resource))
    yield org.work(item, task, scale=share)
    org.close(item, "done")


def remember(org: Organisation, role: str) -> None:
    """From now on the team looks back at the end of each quarter, if it matters to anybody."""
    team = org.teams[role]
    if _past_matters(org, role) and not team.looks_back:
        team.looks_back = True
        team.look_back(org.now)
        org.after(_until_quarter_ends(org), look_back, role)


def look_back(org: Organisation, role: str) -> None:
    """A quarter is over: how people have lived it decides how long they work in the next, and how
    soon they leave."""
    team = org.teams[role]
    team.looks_back = _past_matters(org, role)
    team.look_back(org.now)
    team.leaving.retune(leaving_rate(org, role))
    work_overtime_if_swamped(org, role)
    if team.looks_back:
        org.after(QUARTER, look_back, role)


def work_overtime_if_swamped(org: Organisation, role: str) -> None:
    """Too much that others wait for has waited for too long: people work longer days. Heroic."""
    swamped = org.teams[role].waiting > org.ways.number("people.overtime.from")
    overtime = swamped and org.ways.number("people.overtime.share") > 0
    if overtime != org.in_overtime.get(role, False):
        org.note("works overtime" if overtime else "works regular days", 0, role)
        org.work_overtime(role, overtime)


def _past_matters(org: Organisation, role: str) -> bool:
    number = org.ways.number
    if number("people.overtime.share") > 0 or org.in_overtime.get(role, False):
        return True
    return number(f"people.leaving.rate.{role}") > 0 < number("people.leaving.toil_factor")


def _until_quarter_ends(org: Organisation) -> int:
    return QUARTER - org.now % QUARTER
