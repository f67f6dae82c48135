"""The induction plans as the parts see them: a plan is one file, its steps are data. Judges each file by itself.

`tools/content` checks what a plan says of articles and documents.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from contracts.yaml_files import SAFE_LOADER, parse_yaml

FOLDER = "induction"
# Ninety days hold about so many working days; what is to be ready on the first day comes before it.
FIRST_DAY, LAST_DAY = -10, 60
Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{1,39}$")]
Words = Annotated[str, Field(min_length=3, max_length=200)]


class PlanError(Exception):
    """A plan cannot be read. `problems` are for the editor: the line, and what to do."""

    def __init__(self, path: Path, problems: list[tuple[int, str]]) -> None:
        """Keep what is handed in."""
        super().__init__("\n".join(f"{path}:{line}: {advice}" for line, advice in problems))
        self.path, self.problems = path, problems


class By(StrEnum):
    """Who does a step."""

    STARTER = "starter"
    MANAGER = "manager"


class Done(StrEnum):
    """What counts as done: their own word, the manager's word, or what the training record holds."""

    SAID = "said"
    MANAGER = "manager"
    COURSE = "course"


class Contact(StrEnum):
    """Whom a manager names for a new starter."""

    BUDDY = "buddy"
    SHADOW = "shadow"


class Part(BaseModel):
    """A piece of a file."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(Part):
    """Where a fact stands."""

    document: Words
    section: Words


class How(Part):
    """How a step is done: in words, and with what. `person`: who helps with it."""

    words: Words
    article: Slug | None = None
    course: Slug | None = None
    link: Annotated[str, Field(pattern=r"^https://[A-Za-z0-9./?=&_%~#:-]+$", max_length=300)] | None = None
    person: Literal["manager", "buddy", "shadow"] | None = None


class Step(Part):
    """One step. `day`: the working day on which it is due; 1 is the first day, 0 the last one before it.

    `names`: other words for it. `jobs`: only for jobs with one of these words. `sets`: whom naming fulfils it.
    `fixed`: its day cannot be moved.
    """

    id: Slug
    title: Annotated[str, Field(min_length=3, max_length=80)]
    day: Annotated[int, Field(ge=FIRST_DAY, le=LAST_DAY)]
    by: By
    done: Done
    why: Words
    how: How
    names: tuple[Words, ...] = ()
    jobs: tuple[Words, ...] = ()
    sets: Contact | None = None
    fixed: bool = False

    @model_validator(mode="after")
    def _refuse_what_does_not_fit(self) -> Self:
        if self.done is Done.COURSE and self.how.course is None:
            raise ValueError("name the course: the training record is to show that it is done")
        if self.by is By.MANAGER and self.done is not Done.MANAGER:
            raise ValueError("a step of the manager is done when the manager says so: `done: manager`")
        if self.sets and self.by is not By.MANAGER:
            raise ValueError("only the manager names people: `by: manager`")
        if self.by is By.STARTER and self.day < 1:
            raise ValueError("a new starter has nothing to do before day 1")
        return self


class Applies(Part):
    """For whom a plan is: one of these."""

    everyone: bool = False
    managers: bool = False
    no_mailbox: bool = False
    services: tuple[Words, ...] = ()

    @model_validator(mode="after")
    def _refuse_none_or_several(self) -> Self:
        if sum((self.everyone, self.managers, self.no_mailbox, bool(self.services))) != 1:
            raise ValueError("say for whom it is, in one way: everyone, managers, no_mailbox or services")
        return self


class Plan(Part):
    """One file; its name is the id. `again`: what starts again with a new role."""

    title: Words
    owner: Words
    reviewed_on: date
    review_every_months: Annotated[int, Field(ge=1, le=36)]
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    applies: Applies
    again: Literal["all"] | tuple[Slug, ...]
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _refuse_names_that_clash(self) -> Self:
        ids = [step.id for step in self.steps]
        if double := {id_ for id_ in ids if ids.count(id_) > 1}:
            raise ValueError(f"two steps are called {', '.join(sorted(double))}")
        if self.again != "all" and (unknown := set(self.again) - set(ids)):
            raise ValueError(f"there is no step {', '.join(sorted(unknown))} to start again")
        return self

    def steps_for(self, job: str, *, is_again: bool) -> list[Step]:
        """Return the steps for somebody with this job, as a new starter or in a new role."""
        said = job.casefold()
        return [
            step
            for step in self.steps
            if (not step.jobs or any(word.casefold() in said for word in step.jobs))
            and (not is_again or self.again == "all" or step.id in self.again)
        ]


@dataclass(frozen=True, slots=True)
class Plans:
    """All plans by id, in the order of their files; all steps by their ids, and in which plan each is."""

    plans: dict[str, Plan]
    steps: dict[str, Step]
    plan_of: dict[str, str]


# For what touches no induction.
NO_PLANS = Plans({}, {}, {})


def read_plans(knowledge: Path) -> Plans:
    """Return every plan of a knowledge base. Raises PlanError on the first file that cannot be used, OSError."""
    plans: dict[str, Plan] = {}
    steps: dict[str, Step] = {}
    plan_of: dict[str, str] = {}
    for path in plan_files(knowledge):
        plan = plans[path.stem] = read_plan(path)
        if double := steps.keys() & {step.id for step in plan.steps}:
            raise PlanError(path, [(1, f"Another plan has a step {', '.join(sorted(double))}; rename one.")])
        steps |= {step.id: step for step in plan.steps}
        plan_of |= {step.id: path.stem for step in plan.steps}
    return Plans(plans, steps, plan_of)


def plan_files(knowledge: Path) -> list[Path]:
    """Return the files of the plans."""
    return sorted((knowledge / FOLDER).glob("*.yml"))


def read_plan(path: Path) -> Plan:
    """Return the plan in a file. Raises PlanError with everything that is wrong in it."""
    text = path.read_text(encoding="utf-8-sig")
    try:
        return Plan.model_validate(parse_yaml(text))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise PlanError(path, [(line, f"This is not valid YAML ({error.problem}).")]) from error
    except ValidationError as error:
        root = yaml.compose(text, Loader=SAFE_LOADER)
        raise PlanError(path, [(_line_of(root, found["loc"]), _advice(found)) for found in error.errors()]) from error


def _line_of(node: yaml.Node | None, place: tuple[Any, ...]) -> int:
    """Return the line in which a value stands, or as much of the way to it as is there."""
    for name in place:
        inner = _child(node, name)
        if inner is None:
            break
        node = inner
    return int(node.start_mark.line) + 1 if node else 1


def _child(node: yaml.Node | None, name: Any) -> yaml.Node | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(name, int) and name < len(node.value):
        return node.value[name]  # type: ignore[no-any-return] # its list is not typed
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == name), None)
    return None


def _advice(found: Any) -> str:
    where = ".".join(str(part) for part in found["loc"] if not isinstance(part, int))
    wrong = re.sub(r"^Value error, ", "", found["msg"])
    return f"`{where}`: {wrong}." if where else f"{wrong[:1].upper()}{wrong[1:]}."
