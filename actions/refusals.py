"""What is said when the API refuses: a sentence for each of its codes. Knows no Rasa and no HTTP."""

from pathlib import Path

from contracts.yaml_files import read_yaml

# Also for a code that a newer API has and this register has not.
UNKNOWN = "unexpected"


def read_refusals() -> dict[str, str]:
    """Return the sentences by code. Raises OSError or yaml.YAMLError."""
    register = Path(__file__).with_name("refusals.yml")
    sentences: dict[str, str] = read_yaml(register)
    return sentences


def sentence_for(code: str, sentences: dict[str, str]) -> str:
    """Return what to say for a code."""
    return sentences.get(code, sentences[UNKNOWN])
