"""One table of everything that was measured: for the screen, and for the README. Measures nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tools.bench.targets import rows

MISSING = "not measured"
# What must be shown on the public sets.
MOST_POINTS, LEAST_CLINC, LEAST_AUROC = 17.0, 0.945, 0.972
HELD_OUT = "held-out"
# What must be shown of the whole assistant: kind, verdict, in words, the share that was promised, whether at least.
PROMISES = (
    (HELD_OUT, "right", "the first reply is right", 0.93, True),
    (HELD_OUT, "wrong", "another article or a request", 0.03, False),
    (HELD_OUT, "urgent", "taken for urgent", None, False),
    ("misspelt", "right", "the first reply is right", 0.88, True),
    ("two at once", "right", "both are answered", 0.85, True),
    ("pair", "right", "the side that was asked about is said", 0.9, True),
    ("outside", "wrong", "answered with an article", 0.03, False),
    ("gap", "wrong", "answered as if we knew", 0.03, False),
)
KINDS = {
    HELD_OUT: "Held-out questions",
    "two at once": "Two questions at once",
    "follow-up": "Follow-up questions",
    "pair": "Questions with a follow-up",
    "gap": "Questions that our documents do not answer",
    "outside": "Questions about other things",
}
TITLES = {
    "parse_p50_ms": "Understanding one message, median, ms",
    "turn_p50_ms": "Whole turn, median, ms",
    "turn_p95_ms": "Whole turn, 95 of 100 are faster, ms",
    "turn_400_to_10": "400th turn of a conversation ÷ 10th",
    "turns_per_second": "Turns a second, eight people at once",
    "training_s": "Training, s",
    "openings_s": "Learning to read referrals, s",
    "first_answer_s": "From start to the first answer, s",
    "rasa_memory_mb": "Memory of Rasa, MB",
}

Figures = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what was measured, each figure as text, what was promised, and whether it was kept."""

    figure: str
    ours: str
    stock: str = ""
    search: str = ""
    promised: str = ""
    verdict: str = ""


def lines_of(figures: Figures) -> list[Line]:
    """Return the lines of every part that was measured."""
    own, search = figures.get("own", {}), figures.get("search", {})
    found: list[Line] = []
    if "public" in figures:
        found += _public(figures["public"])
    if own:
        found += _own(own, search)
    if "whole" in figures:
        found += [_promise(figures["whole"]["ours"], *promise) for promise in PROMISES]
    if search:
        found += _search(search)
    if "latency" in figures:
        found += _latency(figures["latency"])
    return found


def _public(sets: Figures) -> list[Line]:
    banking, clinc = sets.get("banking77-10shot", {}), sets.get("clinc150", {})
    accuracy, stock = _of(banking, "ours", "accuracy"), _of(banking, "stock", "accuracy")
    points = (accuracy - stock) * 100 if accuracy is not None and stock is not None else None
    gained = "" if points is None else f" ({points:+.1f} points)"
    found = [
        Line(
            "BANKING77, 10 examples for each intent: right",
            _percent(accuracy) + gained,
            _percent(stock),
            promised=f"{MOST_POINTS:.0f} points above stock",
            verdict=_kept(points, MOST_POINTS),
        ),
        _clinc("right", clinc, "accuracy", promised=LEAST_CLINC),
    ]
    area, other = _of(clinc, "ours", "auroc"), _of(clinc, "stock", "auroc")
    promised, verdict = f"at least {LEAST_AUROC}", _kept(area, LEAST_AUROC)
    found.append(Line("CLINC150: known or out of scope, AUROC", _number(area), _number(other), "", promised, verdict))
    return [
        *found,
        _clinc("accepted at the limit, and right", clinc, "accepted_and_right"),
        _clinc("out-of-scope lines refused at the limit", clinc, "refused"),
    ]


def _clinc(what: str, clinc: Figures, name: str, promised: float | None = None) -> Line:
    ours, stock = _of(clinc, "ours", name), _of(clinc, "stock", name)
    words = f"at least {_percent(promised)}" if promised else ""
    verdict = _kept(ours, promised) if promised else ""
    return Line(f"CLINC150, 150 intents: {what}", _percent(ours), _percent(stock), "", words, verdict)


def _own(own: Figures, search: Figures) -> list[Line]:
    return [
        _share(own, HELD_OUT, "right", "the first reply is right"),
        _share(own, HELD_OUT, "wrong", "the first reply is wrong"),
        _share(own, HELD_OUT, "choice", "it asks “did you mean”"),
        _share(own, HELD_OUT, "nothing", "it says that it does not know"),
        _share(own, "misspelt", "right", "the first reply is right"),
        _share(own, "two at once", "right", "both are answered"),
        _share(own, "follow-up", "right", "recognised"),
        _share(own, "conversation", "right", "recognised"),
        _share(
            own, "outside", "wrong", "answered with an article (fewer is better)", _of(search, "outside", "answered")
        ),
        _share(own, "gap", "wrong", "answered as if we knew (fewer is better)", _of(search, "gap", "answered")),
    ]


def _share(own: Figures, kind: str, verdict: str, words: str, search: float | None = None) -> Line:
    asked = _of(own, "ours", f"{kind}: asked") or 0
    shares = {name: figures.get(f"{kind}: {verdict}", 0.0) for name, figures in own.items()}
    title = f"{_kind(kind)} ({asked:,.0f}): {words}"
    found = "" if search is None else _percent(search)
    return Line(title, _percent(shares.get("ours")), _percent(shares.get("stock")), found)


def _promise(
    ours: Mapping[str, float], kind: str, verdict: str, words: str, promised: float | None, at_least: bool
) -> Line:
    title = f"{_kind(kind)} ({ours.get(f'{kind}: asked', 0):,.0f}), the whole assistant: {words}"
    share = ours.get(f"{kind}: {verdict}", 0.0)
    if promised is None:
        return Line(title, _percent(share))
    kept = share >= promised if at_least else share <= promised
    sign = "at least" if at_least else "at most"
    return Line(title, _percent(share), promised=f"{sign} {promised:.0%}".replace("%", " %"), verdict=_verdict(kept))


def _kind(kind: str) -> str:
    return KINDS.get(kind, kind.capitalize())


def _search(search: Figures) -> list[Line]:
    places = {"documents": "search in the five documents", "articles": "search in our articles"}
    words = {"first": "the first passage is right", "first_five": "one of the first five is right"}
    return [
        Line(
            f"Held-out questions, {place} ({search[name]['questions']:,.0f}): {said}",
            "",
            "",
            _percent(search[name][figure]),
        )
        for name, place in places.items()
        for figure, said in words.items()
    ]


def _latency(figures: Figures) -> list[Line]:
    found = []
    for row in rows(dict(figures)):
        if row.figure in TITLES:
            ours = "" if row.ours is None else f"{row.ours:,.1f}"
            ratio = "" if row.ratio is None else f" ({row.ratio:.2f} ×)"
            stock = "" if row.stock is None else f"{row.stock:,.1f}"
            found.append(Line(TITLES[row.figure], ours + ratio, stock, "", row.target, row.verdict))
    return found


def _of(figures: Figures, name: str, figure: str) -> float | None:
    value = figures.get(name, {}).get(figure)
    return None if value is None else float(value)


def _percent(value: float | None) -> str:
    return MISSING if value is None else f"{value:.1%}".replace("%", " %")


def _number(value: float | None) -> str:
    return MISSING if value is None else f"{value:.3f}"


def _kept(value: float | None, least: float) -> str:
    return "" if value is None else _verdict(value >= least)


def _verdict(kept: bool) -> str:
    return "pass" if kept else "FAIL"
