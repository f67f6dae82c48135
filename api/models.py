"""All tables in one place, for migrations, the purge and the checks that none is forgotten."""

from api.feedback.models import Feedback
from api.idempotency.models import IdempotencyKey
from api.people.models import Person
from api.questions.models import QuestionCount, UnansweredQuestion
from api.tables import Base

__all__ = ["Base", "Feedback", "IdempotencyKey", "Person", "QuestionCount", "UnansweredQuestion"]
