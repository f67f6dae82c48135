"""What an administrator asks of the Teams channel: `python -m bot.gateway.teams check`, `package` or `undelivered`."""

import asyncio
import datetime
import sys
from collections.abc import Callable

from pydantic import ValidationError

from bot.gateway.settings import Settings, explain
from bot.gateway.teams.checks import find_problems
from bot.gateway.teams.ledger import LedgerDownError, Undelivered
from bot.gateway.teams.package import make_package, package_problems

AGAIN = "When that is set, give the command again: what is missing beside it shows then."


def check(settings: Settings) -> int:
    """Say whether the settings are complete; reading them has already found what keeps the channel from starting."""
    problems = find_problems(settings)
    print("".join(f"- {problem}\n" for problem in problems) or "Everything that Teams needs is set.\n", end="")
    return 1 if problems else 0


def package(settings: Settings) -> int:
    """Write the app package."""
    problems = package_problems(settings)
    if problems:
        print("\n".join(problems), file=sys.stderr)
        return 1
    path = settings.var_dir / "teams" / "staff-assistant.zip"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(make_package(settings))
    print(path)
    return 0


def undelivered(settings: Settings) -> int:
    """List answers of the last 30 days that may not have arrived."""
    try:
        found = asyncio.run(_read_undelivered(settings))
    except LedgerDownError:
        where = "REDIS_URL" if settings.redis_url.get_secret_value() else f"{settings.var_dir}/teams.db"
        print(f"The store of what was delivered ({where}) does not answer.", file=sys.stderr)
        return 1
    for one in found:
        at = datetime.datetime.fromtimestamp(one.at, datetime.UTC)
        print(f"{at:%Y-%m-%d %H:%M:%S} UTC  {one.cause:<20}  {one.activity}")
    print(f"{len(found)} not delivered")
    return 0


async def _read_undelivered(settings: Settings) -> list[Undelivered]:
    from bot.gateway.teams.mounting import make_ledger  # the SDK takes seconds, which the other commands need not wait

    ledger = make_ledger(settings)
    try:
        return await ledger.undelivered()
    finally:
        await ledger.close()


COMMANDS: dict[str, Callable[[Settings], int]] = {"check": check, "package": package, "undelivered": undelivered}


def main() -> int:
    """Do what the first argument names."""
    command = COMMANDS.get(sys.argv[1]) if len(sys.argv) == 2 else None
    if command is None:
        print(f"usage: python -m bot.gateway.teams {'|'.join(COMMANDS)}", file=sys.stderr)
        return 2
    try:
        settings = Settings()
    except ValidationError as error:
        print("\n".join((*explain(error), AGAIN)), file=sys.stderr)
        return 1
    return command(settings)


if __name__ == "__main__":
    sys.exit(main())
