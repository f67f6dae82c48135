"""What an editor reads about changed answers. Knows neither files nor the model."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from tools.answers.changes import Change, Kind
from tools.answers.questions import GAPS, OUTSIDE
from tools.content.problems import counted

# So many may waver, or change on another kind of processor than the record was made on: more is an edit. With an
# encoder that computes exactly instead of in 8 bits, 1.3 % did.
MOST_WITHOUT_EDIT = 0.02
# Another processor changes one question here and one there; of one article so many at most.
MOST_OF_ONE_ARTICLE = 1


def passes(changes: Sequence[Change], *, same_encoder: bool = True) -> bool:
    """Return whether no answer changed for the worse, but for what another processor explains."""
    changed = _of(changes, "changed")
    if changed and (same_encoder or _concentrated(changed)):
        return False
    return len(changed) + len(_of(changes, "wavering")) <= len(changes) * MOST_WITHOUT_EDIT


def report(changes: Sequence[Change], *, same_encoder: bool = True) -> list[str]:
    """Return the lines to print: what changed by article, what wavers, and the sum."""
    lines = []
    changed, better, wavering = (_of(changes, kind) for kind in ("changed", "better", "wavering"))
    if changed:
        lines += [f"{_questions(changed)} changed for the worse:", *_by_group(changed)]
    if wavering:
        lines += [f"{_questions(wavering)} waver: the answer was only just another one, which need not be your edit."]
        lines += _by_group(wavering)
    if better:
        lines += [f"{_questions(better)} answered better than accepted; `make accept-answers` holds that fast."]
        lines += _by_group(better) if changed or len(better) <= len(changes) * MOST_WITHOUT_EDIT else ()
    right = sum(change.right_now for change in changes)
    labelled = sum(bool(change.question.right) for change in changes)
    lines.append(f"{counted(len(changes), 'known question')}; {right:,} of {labelled:,} are answered rightly.")
    lines.append(_verdict(changes, same_encoder=same_encoder))
    return lines


def _verdict(changes: Sequence[Change], *, same_encoder: bool) -> str:
    if passes(changes, same_encoder=same_encoder):
        if _of(changes, "changed"):
            return "Accepted were the answers of another kind of processor, which explains these few changes."
        return "No known question lost its answer."
    if _of(changes, "changed"):
        return "Refused. If you meant that, say so: `make accept-answers`. Else change the examples and train again."
    return f"Refused: more than {MOST_WITHOUT_EDIT:.0%} waver. If you meant that, say so: `make accept-answers`."


def _concentrated(changed: Sequence[Change]) -> bool:
    articles = Counter(change.question.group for change in changed if change.question.group not in (GAPS, OUTSIDE))
    return any(count > MOST_OF_ONE_ARTICLE for count in articles.values())


def _of(changes: Iterable[Change], kind: Kind) -> list[Change]:
    return [change for change in changes if change.kind == kind]


def _questions(changes: Sequence[Change]) -> str:
    return counted(len(changes), "question")


def _by_group(changes: Iterable[Change]) -> Iterator[str]:
    groups = defaultdict(list)
    for change in changes:
        groups[change.question.group].append(change)
    for group in sorted(groups):
        yield f"  {group}"
        for change in groups[group]:
            yield f"    “{change.question.text}”"
            yield f"      was: {change.before}; is now: {change.now}{_judgement(change)}"


def _judgement(change: Change) -> str:
    if not change.question.right:
        return ""
    return " (right)" if change.right_now else " (not right)"
