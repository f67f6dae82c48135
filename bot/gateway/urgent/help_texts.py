"""What is said to somebody who may be in danger: constants, so that they are there when all else is down."""

from typing import Final

from bot.gateway.urgent.urgency import Kind

_DANGER = "**If anyone is in danger now, call 999.** It is free, day and night."
_MENTAL_HEALTH = "* Urgent help with mental health: call **NHS 111** and choose the mental health option (**option 2**)"
_SAMARITANS = "* To talk to somebody, about anything: **Samaritans** on **116 123**, free, day and night"
_SHOUT = "* If you would rather text: send **SHOUT** to **85258**"
_TALK = f"{_MENTAL_HEALTH}\n{_SAMARITANS}\n{_SHOUT}"
_ABUSE_LINE = "* National Domestic Abuse Helpline: **0808 2000 247**, free, day and night"
_POLICE = "* To reach the police when nobody is in danger right now: **101**"
_ADVICE = "* Not sure how serious it is: call **NHS 111**"
_PROMISE = (
    "This is an automatic reply. I can't tell how you are, and I may have got it wrong. "
    "Nobody has been told, and I have not kept what you wrote. "
    "If you had begun a task here, it is kept and you can go on with it when you like."
)

_TEXTS: Final[dict[Kind, str]] = {
    "self": (
        "I'm sorry. It sounds as if things are very hard right now. You can talk to a person at once.\n\n"
        "**If your life is in danger, or you have hurt yourself, call 999** or go to A&E.\n\n"
        f"{_TALK}\n\n{_PROMISE}"
    ),
    "someone_else": (
        "It sounds as if somebody may need help now.\n\n"
        f"{_DANGER} If it is safe, stay with them, or stay on the phone.\n\n"
        "These lines help them, and they help you too:\n\n"
        f"{_TALK}\n\n{_PROMISE}"
    ),
    "abuse": (
        "I'm sorry. Nobody should be hurt or made afraid, and it is not your fault.\n\n"
        f"{_DANGER} If you can't speak, call from a mobile and press **55** when you are asked to.\n\n"
        f"{_ABUSE_LINE}\n{_SAMARITANS}\n{_SHOUT}\n\n{_PROMISE}"
    ),
    "threat": (
        "It sounds as if somebody could get hurt.\n\n"
        f"{_DANGER} Go somewhere safe if you can.\n\n"
        f"{_POLICE}\n"
        "* If you are afraid that you may hurt somebody: call **NHS 111** and choose the mental health option "
        "(**option 2**)\n"
        f"{_SAMARITANS}\n\n{_PROMISE}"
    ),
    "medical": (
        "This could be an emergency.\n\n"
        "**Call 999 now and ask for an ambulance.** They will tell you what to do. Ask somebody near you to help.\n\n"
        f"{_ADVICE}\n{_MENTAL_HEALTH}\n{_SAMARITANS}\n\n{_PROMISE}"
    ),
}

OFFER_TEXT: Final = (
    "If things are getting too much, you can talk to a person at any time: **Samaritans** on **116 123**, "
    "or text **SHOUT** to **85258**. For urgent help with mental health call **NHS 111** and choose option **2**; "
    "if life is in danger, call **999**."
)


def help_text(kind: str) -> str:
    """Return the Markdown for a kind of danger; one that is not known gets the text for oneself."""
    return next((text for known, text in _TEXTS.items() if known == kind), _TEXTS["self"])
