"""Figures as they cross the API: rounded, never the true ones."""

from pydantic import BaseModel, ConfigDict
from pydantic.config import JsonDict

TABLE: JsonDict = {
    "rows": [{"id": "Planning", "label": "Planning", "count": 15}, {"id": "Highways", "label": "Highways", "count": 5}],
    "is_withheld": False,
}
FIGURES: JsonDict = {
    "title": "January and February 2027",
    "total": 20,
    "by_service": TABLE,
    "by_reason": {"rows": [], "is_withheld": True},
    "attended": 10,
    "by_mode": TABLE,
    "median_waiting_days": 8,
}


class RowView(BaseModel):
    """One line of a table: 5 stands for 1 to 7, larger counts are rounded to the nearest 5."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"id": "stress", "label": "Stress", "count": 15}]})

    id: str
    label: str
    count: int


class TableView(BaseModel):
    """A table, the largest first. `is_withheld`: it would say too much of somebody."""

    model_config = ConfigDict(json_schema_extra={"examples": [TABLE]})

    rows: list[RowView]
    is_withheld: bool


class FiguresView(BaseModel):
    """The figures of two months. `median_waiting_days`: working days until the first appointment; none for few."""

    model_config = ConfigDict(json_schema_extra={"examples": [FIGURES]})

    title: str
    total: int
    by_service: TableView
    by_reason: TableView
    attended: int
    by_mode: TableView
    median_waiting_days: int | None


class StatisticsView(BaseModel):
    """A period beside the same period of the year before."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"period": FIGURES, "year_before": FIGURES}]})

    period: FiguresView
    year_before: FiguresView
