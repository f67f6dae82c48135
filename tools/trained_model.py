"""The trained model, asked without a server: what `python -m bot.nlu ask` answers. Knows not how it answers."""

from tools.line_processes import LineProcess
from tools.parts import QUIET_RASA
from tools.paths import RASA, python_of


def trained_model() -> LineProcess:
    """Return the model, to be used as a context; a question is `text`, and `why` for the reasons.

    Its first line has `limits`, `model` (the SHA-256) and `seconds` of loading.
    """
    return LineProcess((python_of(RASA), "-m", "bot.nlu", "ask"), "The trained model", QUIET_RASA)
