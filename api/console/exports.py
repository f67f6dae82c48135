"""Tables that leave the console as CSV for a spreadsheet, which must not take a cell for a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

from starlette.responses import Response

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_csv(name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    """Return a CSV file to keep; `name` without its ending."""
    content = io.StringIO()
    writer = csv.writer(content)
    writer.writerow(columns)
    writer.writerows([neutralise(str(cell)) for cell in row] for row in rows)
    # With this mark Excel reads the file as UTF-8.
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(content.getvalue().encode("utf-8-sig"), 200, headers, media_type="text/csv; charset=utf-8")


def neutralise(cell: str) -> str:
    """Return the cell so that a spreadsheet shows it as text."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def restore(cell: str) -> str:
    """Return a cell as it was before it was neutralised."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell
