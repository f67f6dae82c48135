"""What the settings still lack before people can use the assistant in Teams, one sentence each. Asks nobody."""

from bot.gateway.settings import ENTRA, Settings
from bot.gateway.teams.credentials import CertificateError, read_certificate
from bot.gateway.teams.package import package_problems
from bot.gateway.teams.settings import ID_MEANS

NO_CHANNEL = (
    f"TEAMS_TENANT_ID is missing: {ID_MEANS['teams_tenant_id']}.",
    "The bot's credential is missing: TEAMS_CERTIFICATE_FILE, TEAMS_CLIENT_SECRET or TEAMS_MANAGED_IDENTITY.",
)


def find_problems(settings: Settings) -> list[str]:
    """Return what is missing or cannot work. Reading the settings has found what keeps the gateway from starting."""
    if settings.teams_playground:
        return ["TEAMS_PLAYGROUND is set: that is the simulator, and people in Teams are not let in."]
    problems = [] if settings.teams else list(NO_CHANNEL)
    problems += _identity_problems(settings) + _certificate_problems(settings)
    if settings.redis_url.get_secret_value().partition("://")[0] not in {"", "redis", "rediss", "unix"}:
        problems.append("REDIS_URL must be an address like redis://name:6379.")
    return problems + package_problems(settings)


def _identity_problems(settings: Settings) -> list[str]:
    missing = [name.upper() for name in ENTRA if not settings.text_of(name)]
    if not missing:
        return []
    return [
        f"Missing: {', '.join(missing)}. In Teams people are those of the council's Entra; docs/settings.md says more."
    ]


def _certificate_problems(settings: Settings) -> list[str]:
    if settings.teams_certificate_file is None:
        return []
    try:
        read_certificate(settings.teams_certificate_file)
    except CertificateError as error:
        return [f"TEAMS_CERTIFICATE_FILE: {error}."]
    except (OSError, ValueError, TypeError) as error:
        return [f"TEAMS_CERTIFICATE_FILE cannot be read ({type(error).__name__}); its key must have no password."]
    return []
