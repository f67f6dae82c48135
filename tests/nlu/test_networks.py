"""Small networks that bend where a plane cannot go between."""

from pathlib import Path

import numpy as np
import pytest

from bot.nlu.networks import Networks

# "Either, but not both": no plane tells these apart.
POINTS = np.array([[x, y] for x in (-0.2, 0.2) for y in (-0.2, 0.2)] * 300, dtype=np.float32)
EITHER = np.array(["same" if x * y > 0 else "other" for x, y in POINTS])


@pytest.fixture(scope="module")
def networks() -> Networks:
    return Networks.fit(POINTS, EITHER, 2)


@pytest.mark.parametrize(("point", "label"), [((0.2, 0.2), "same"), ((-0.2, 0.2), "other"), ((-0.2, -0.2), "same")])
def test_a_bend_is_learned(networks: Networks, point: tuple[float, float], label: str) -> None:
    chances = networks.probabilities(np.array(point))
    assert networks.labels[int(chances.argmax())] == label
    assert chances.sum() == pytest.approx(1.0, abs=1e-5)


def test_more_than_two_labels_are_told_apart() -> None:
    corners = np.array([f"{'left' if x < 0 else 'right'}{'low' if y < 0 else 'high'}" for x, y in POINTS])
    chances = Networks.fit(POINTS, corners, 1).probabilities(np.array([-0.2, 0.2]))
    assert len(chances) == 4
    assert chances.max() > 0.8


def test_the_same_lines_give_the_same_networks(networks: Networks) -> None:
    again = Networks.fit(POINTS, EITHER, 2)
    assert np.allclose(again.inner, networks.inner)


def test_networks_come_back_as_they_were_saved(networks: Networks, tmp_path: Path) -> None:
    networks.save(tmp_path / "networks.npz")
    loaded = Networks.load(tmp_path / "networks.npz")
    point = np.array([0.2, -0.2])
    assert loaded.labels == networks.labels
    assert np.allclose(loaded.probabilities(point), networks.probabilities(point), atol=1e-2)
