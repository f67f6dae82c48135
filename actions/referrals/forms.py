"""The referral form as the conversation needs it: its questions, and what is asked together. Holds no answers."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from actions.tasks.work import Json, Work
from contracts.yaml_files import read_yaml

SELF, MANAGEMENT = "self", "management"
# The form is the same for everybody, and changes with a release only.
SECONDS_A_FORM_IS_GOOD = 600.0
MOST_BUTTONS = 6


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the form. `choices`: label by id; `is_private`: only the gateway hears the answer."""

    id: str
    label: str
    ask: str
    why: str
    kind: str
    choices: Mapping[str, str]
    is_private: bool
    is_optional: bool
    is_from_directory: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that are asked together. `question`: in which words, where they are not the form's own."""

    fields: tuple[str, ...]
    question: str = ""
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """One kind of form."""

    kind: str
    version: str
    questions: Mapping[str, Question]
    groups: Sequence[Group]
    notices: Mapping[str, str]
    messages: Mapping[str, str]

    def next_group(self, progress: Json, skipped: Sequence[str]) -> Group | None:
        """Return what to ask now, given how far the draft is; None when everything needed is there."""
        open_, asked = [*progress["missing"], *progress["wrong"]], set(progress["asked"]) - set(progress["answered"])
        for group in self.groups:
            fields = tuple(field for field in group.fields if field in open_)
            if fields:
                return self.group_for(fields, progress)
            if group.is_optional and asked.intersection(group.fields) - set(skipped):
                return group
        return Group((open_[0],)) if open_ else None

    def group_for(self, fields: tuple[str, ...], progress: Json) -> Group:
        """Return some fields as a group: in the words of their own group as long as nothing of it was answered."""
        group = self.group_of(fields[0])
        is_fresh = group is not None and not set(group.fields) & set(progress["answered"])
        return Group(fields, group.question if group and is_fresh else "")

    def words_of(self, fields: Sequence[str], group: Group | None = None) -> str:
        """Return the question for some fields: the group's own words, or the form's."""
        if group and group.question:
            return group.question
        return " ".join(self.questions[field].ask for field in fields)

    def group_of(self, field: str) -> Group | None:
        """Return the group that asks for a field."""
        return next((group for group in self.groups if field in group.fields), None)


class Forms:
    """Asks the API for a form, and keeps it for a while."""

    def __init__(self, groups: Mapping[str, Sequence[Group]]) -> None:
        """Begin with no form; `groups` by kind."""
        self._groups = groups
        self._kept: dict[str, tuple[float, Form]] = {}

    @classmethod
    def load(cls) -> "Forms":
        """Read the groups. Raises OSError or yaml.YAMLError."""
        raw: dict[str, list[Json]] = read_yaml(Path(__file__).with_name("groups.yml"))
        return cls(
            {
                kind: [Group(tuple(g["fields"]), g.get("question", ""), g.get("optional", False)) for g in groups]
                for kind, groups in raw.items()
            }
        )

    async def get(self, work: Work, kind: str) -> Form:
        """Return a form. Raises StaffApiError."""
        good_until, form = self._kept.get(kind, (0.0, None))
        if form is None or good_until <= time.monotonic():
            form = self._read(await work.read(f"/v1/referral-forms/{kind}"))
            self._kept[kind] = (time.monotonic() + SECONDS_A_FORM_IS_GOOD, form)
        return form

    def _read(self, raw: Json) -> Form:
        questions = {
            field["id"]: Question(
                id=field["id"],
                label=field["label"],
                ask=field["ask"],
                why=field["why"],
                kind=field["kind"],
                choices=field["choices"],
                is_private=field["is_private"],
                is_optional=field["need"] == "optional",
                is_from_directory=field["source"] is not None,
            )
            for field in raw["fields"]
        }
        notices = {notice["id"]: notice["text"].strip() for notice in raw["notices"]}
        groups = self._groups[raw["kind"]]
        return Form(raw["kind"], raw["version"], questions, groups, notices, raw["messages"])
