"""What the words of a message may name: `api/notifications/words.yml` holds no other place to be filled in."""

PLACES = (
    *("first_name", "title", "when", "place", "reference", "person", "by", "reason", "until"),
    *("steps", "example", "people", "count"),
)
