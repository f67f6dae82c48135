"""Urgent help: recognises a message of somebody in danger, and signposts. Knows no channel, person or conversation."""

from bot.gateway.urgent.check import UrgentHelp
from bot.gateway.urgent.help_texts import OFFER_TEXT, help_text
from bot.gateway.urgent.urgency import Kind, Level, Urgency

__all__ = ["OFFER_TEXT", "Kind", "Level", "Urgency", "UrgentHelp", "help_text"]
