"""What the scripted Rasa of the browser tests says: one reply of each kind."""

from typing import Any

from tests.gateway.edge_servers import Answer, replies, spoken

ARTICLE = {
    "id": "pdr-what",
    "title": "What a PDR is",
    "owner": "Corporate Learning and Development",
    "reviewed_on": "2026-11-23",
    "sources": [{"document": "Transformation Programme Plan 2024–2027", "section": "Our Workforce"}],
}
PDR = (
    "A PDR is a yearly talk with your line manager. You look at three things together:\n\n"
    "- your **work** over the past year\n- what you want to **learn** next\n- how you **are**\n\n"
    "It used to be called an appraisal, and it is now named My Sefton My Space."
)
CHOICES = [
    {"label": "Book a training course", "says": "book a training course"},
    {"label": "See what training I must do", "says": "what training must I do"},
    {"label": "Something else", "says": "something else"},
]
INVITE = {"name": "training.ics", "media_type": "text/calendar", "text": "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"}
LINK = {"label": "Climate Change", "url": "https://learning.sefton.example/climate-change"}
QUESTION = {"draft": "d1", "form": "self", "field": "hopes", "optional": False}
NOTE = {"draft": "n1", "form": "pdr", "field": "last_year", "optional": True}
SCRIPT: dict[str, dict[str, Any]] = {
    "what is a pdr?": spoken(PDR, "answered", article=ARTICLE),
    "training": spoken("Did you mean one of these?", "clarification", choices=CHOICES),
    "pay day": spoken("I don't have the date of pay day. Ask Personnel, who look after pay.", "unanswered"),
    "book a training course": spoken("Which course would you like to book?", "task"),
    "booked": spoken("**Booked.** You are booked on Race Equality.", "done", files=[INVITE], links=[LINK]),
    "refer me": spoken("**Private question.** What do you hope for?", "task", private_question=QUESTION),
    "prepare me": spoken("**Private question.** Think back.", "task", private_question=NOTE),
    "long": spoken(" ".join([PDR] * 6), "answered", article=ARTICLE),
    "html": spoken("<img src=x onerror=alert(1)> <script>alert(1)</script> [a](javascript:alert(1))"),
}


def answer(message: dict[str, Any]) -> Answer:
    if message["text"] == "/restart_conversation":
        return replies()
    if message["text"] == "fail":
        return 500, b""
    return replies(SCRIPT.get(message["text"].lower(), spoken(f"You said: {message['text']}")))
