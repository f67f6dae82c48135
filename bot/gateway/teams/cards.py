"""Every Adaptive Card that goes out. Knows neither who gets it nor what becomes of a click."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.gateway.teams.card_parts import (
    MOST_ACTIONS,
    Element,
    button,
    entry,
    fit,
    link_line,
    literal,
    literal_markdown,
    literal_paragraphs,
    make_card,
    open_link,
    say,
    words,
)
from contracts.replies import Choice, Link

# The name of the box for an answer, under which it comes back.
ANSWER = "answer"
LONGEST_ANSWER = 4000
# So many links are buttons beside the choices; the others are lines, as many as anybody would open.
LEAST_LINKS, MOST_LINKS = 2, 12
LONGEST_READ_ADDRESS = 300
# Of a longer label Teams shows the beginning only.
LONGEST_SEEN = 40
SAVE = "Save for later"
TYPED_TOO, WRITTEN_TOO = "You can also type:", "Or write one of these in the box:"
BOX_LABEL = "Your answer"
BOX_ERROR = "Please write an answer first, or choose Save for later."
NOT_REPEATED = "What you answered is not shown here. My next message says what became of it."


@dataclass(frozen=True, slots=True)
class Box:
    """What the box of a private question is for: the button that sends it, and where it goes."""

    send: str
    place: str

    @property
    def kept_by_teams(self) -> str:
        """Said with each private question: whoever would rather not type in the chat is told before they do."""
        return (
            f"What you write in this box goes straight to {self.place}, and becomes no message in this chat. "
            "What you type in the chat itself stays in Teams, under its own retention."
        )


# By the form of the question; every other form is one for the Health Unit.
BOXES: Mapping[str, Box] = {"pdr": Box("Keep as my note", "your own notes, which nobody else can read")}
HEALTH_UNIT = Box("Send to the form", "the form")


def make_choices_card(choices: Sequence[Choice]) -> dict[str, Any]:
    """Return buttons to choose from; what finds no room as a button, or on one, is a line."""
    long = [choice.label for choice in choices[:MOST_ACTIONS] if len(choice.label) > LONGEST_SEEN]
    body = [words("Choose one, or type your answer."), *fit([entry(label) for label in long])]
    body += _others(choices, MOST_ACTIONS)
    actions = [say(choice) for choice in choices[:MOST_ACTIONS]]
    return make_card(body, "Choose one.", actions, [choice.says for choice in choices])


def make_task_card(text: str, choices: Sequence[Choice], links: Sequence[Link] = ()) -> dict[str, Any]:
    """Return what a task says, with its buttons: dates to choose from, what is about to be booked, or what was."""
    room = MOST_ACTIONS - min(len(links), LEAST_LINKS)
    pressed = max(MOST_ACTIONS - len(choices), LEAST_LINKS)
    body = [*literal_markdown(text), *_others(choices, room), *(link_line(link) for link in links[pressed:MOST_LINKS])]
    actions = [*(button(choice) for choice in choices[:room]), *(open_link(link) for link in links[:pressed])]
    # Of an address that is cut off nobody has anything.
    named = (f"{link.label}: {link.url}" for link in links[:MOST_LINKS] if len(link.url) <= LONGEST_READ_ADDRESS)
    return make_card(body, " ".join((text, *named)), actions, [choice.says for choice in choices])


def make_question_card(text: str, choices: Sequence[Choice], form: str = "") -> dict[str, Any]:
    """Return a private question with a box for its answer, which passes the chat by."""
    room, kept = MOST_ACTIONS - 2, BOXES.get(form, HEALTH_UNIT)
    box: Element = {
        "type": "Input.Text",
        "id": ANSWER,
        "label": BOX_LABEL,
        "isMultiline": True,
        "isRequired": True,
        "errorMessage": BOX_ERROR,
        "maxLength": LONGEST_ANSWER,
    }
    offered = [choice for choice in choices if choice.says.casefold() != SAVE.casefold()]
    body = [
        *literal_markdown(text),
        *_others(offered, room, WRITTEN_TOO),
        words(kept.kept_by_teams, isSubtle=True, size="Small"),
        box,
    ]
    actions = [button(choice) for choice in offered[:room]]
    actions += [button(Choice(kept.send, ""), takes_input=True), button(Choice(SAVE, SAVE.lower()))]
    said = [*(choice.says for choice in offered), SAVE.lower()]
    return make_card(body, f"{text} Type your answer.", actions, said)


def make_chosen_card(label: str) -> dict[str, Any]:
    """Return what takes the place of a card whose button was pressed; an empty label: the answer is not repeated."""
    said = f"You chose: {label}" if label else NOT_REPEATED
    return make_card([literal(said)], said, [])


def make_notice_card(heading: str, text: str, choices: Sequence[Choice]) -> dict[str, Any]:
    """Return something that is told unasked: its heading, its lines, and what can be done about it."""
    body = [literal(heading, size="Medium", weight="Bolder"), *literal_paragraphs(text)]
    actions = [button(choice) for choice in choices]
    return make_card(body, f"{heading}. {text}", actions, [choice.says for choice in choices])


def make_welcome_card(
    greeting: str, sections: Sequence[tuple[str, Sequence[str]]], choices: Sequence[Choice]
) -> dict[str, Any]:
    """Return the welcome. `greeting` may hold a name; the sections (heading, lines) are our own words."""
    body = [literal(greeting, size="Large", weight="Bolder")]
    for heading, lines in sections:
        body.append(words(heading, weight="Bolder", spacing="Medium", style="heading"))
        body += [words(line, spacing="Small") for line in lines]
    spoken = " ".join(" ".join((heading, *lines)) for heading, lines in sections).replace("**", "")
    actions = [say(choice) for choice in choices]
    return make_card(body, f"{greeting} {spoken}", actions, [choice.says for choice in choices])


def _others(choices: Sequence[Choice], room: int, heading: str = TYPED_TOO) -> list[Element]:
    """Return the choices that find no room, as lines."""
    others = choices[room:]
    return [words(heading), *fit([entry(_typed(choice)) for choice in others])] if others else []


def _typed(choice: Choice) -> str:
    is_same = choice.label.casefold() == choice.says.casefold()
    return choice.says if is_same else f"{choice.label}: “{choice.says}”"
