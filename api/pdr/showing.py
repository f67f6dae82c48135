"""PDRs as the API shows them. Changes nothing."""

from collections.abc import Sequence
from datetime import date

from api.acts import Act
from api.pdr import repository
from api.pdr.follow_ups import follow_ups_of
from api.pdr.models import PdrTraining
from api.pdr.reviews import Review
from api.pdr.states import State
from api.pdr.views import AskedView, PdrView, TeamPdrsView
from api.people.service import summarise
from api.training.courses.views import CourseNameView


def show_review(act: Act, review: Review) -> PdrView:
    """Return one PDR."""
    return show_reviews(act, [review])[0]


def show_team(act: Act, reviews: Sequence[Review]) -> TeamPdrsView:
    """Return the PDRs of a team, those that are due first first; what is not due at all comes last."""
    ordered = sorted(reviews, key=lambda one: (one.due_on or date.max, one.person.name, one.person.id))
    return TeamPdrsView(items=show_reviews(act, ordered))


def show_reviews(act: Act, reviews: Sequence[Review]) -> list[PdrView]:
    """Return several PDRs in their order."""
    trainings = repository.list_trainings(act.session, [one.pdr.id for one in reviews if one.pdr])
    return [_show(review, trainings.get(review.pdr.id, []) if review.pdr else [], act.today) for review in reviews]


def _show(review: Review, trainings: Sequence[PdrTraining], today: date) -> PdrView:
    pdr, person = review.pdr, review.person
    held = [one.held_on for one in review.earlier if one.held_on and one is not pdr]
    return PdrView(
        person=summarise(person),
        state=review.state,
        cycle_starts_on=review.cycle.starts_on,
        cycle_ends_on=review.cycle.ends_on,
        due_on=review.due_on,
        is_late=review.is_late(today),
        is_away=review.duty.is_away,
        is_complete=review.is_complete,
        starts_at=pdr.starts_at if pdr else None,
        ends_at=pdr.ends_at if pdr else None,
        place=pdr.place if pdr else None,
        held_on=pdr.held_on if pdr else None,
        recorded_at=pdr.recorded_at if pdr else None,
        agreed_at=pdr.agreed_at if pdr else None,
        needs=list(pdr.needs) if pdr else [],
        training=[_show_training(one) for one in trainings],
        next_follow_up_on=next((day for day, _ in follow_ups_of(review.earlier) if day >= today), None),
        held_before_on=max(held, default=None),
        unanswered_on=review.unanswered.held_on if review.unanswered else None,
        invite=f"/v1/people/{person.id}/pdr/invite" if review.state is State.BOOKED else None,
    )


def _show_training(one: PdrTraining) -> AskedView:
    course = CourseNameView(id=one.course.id, title=one.course.title)
    return AskedView.model_validate({"course": course, "outcome": one.outcome, "booking_id": one.booking_id})
