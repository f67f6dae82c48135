"""The audit trail: who read or wrote whose health information, in what role, why and when. Never its content."""
