"""What is sealed for one place opens there, with a key that is known, unchanged, and nowhere else."""

import base64
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from api.referrals.encryption.keys import KeyRing, KeysRefusedError, keep_development_key, make_key, read_key, read_ring
from api.referrals.encryption.vault import Place, UnreadableError, Vault

TEXT = "She has had back pain since March."
PLACE = Place("referral_texts", "sealed", "row-1")
OLD, NEW = make_key(), make_key()


def vault(text: str = f"old:{OLD}") -> Vault:
    return Vault(read_ring(text), read_key(NEW))


def test_what_was_sealed_opens_again() -> None:
    key_id, sealed = vault().seal(PLACE, TEXT)
    assert vault().open(PLACE, key_id, sealed) == TEXT
    assert TEXT.encode() not in sealed


def test_the_same_text_is_never_sealed_alike() -> None:
    assert vault().seal(PLACE, TEXT) != vault().seal(PLACE, TEXT)


@pytest.mark.parametrize(
    "elsewhere",
    [
        Place("referral_drafts", "sealed", "row-1"),
        Place("referral_texts", "other", "row-1"),
        Place("referral_texts", "sealed", "row-2"),
    ],
    ids=["table", "column", "row"],
)
def test_moved_ciphertext_does_not_open(elsewhere: Place) -> None:
    key_id, sealed = vault().seal(PLACE, TEXT)
    with pytest.raises(UnreadableError):
        vault().open(elsewhere, key_id, sealed)


@pytest.mark.parametrize("at", [0, 12, -1], ids=["nonce", "text", "tag"])
def test_changed_ciphertext_does_not_open(at: int) -> None:
    key_id, sealed = vault().seal(PLACE, TEXT)
    changed = bytearray(sealed)
    changed[at] ^= 1
    with pytest.raises(UnreadableError):
        vault().open(PLACE, key_id, bytes(changed))


@pytest.mark.parametrize("sealed", [b"", b"short", bytes(28)], ids=["empty", "short", "zeros"])
def test_what_is_no_ciphertext_does_not_open(sealed: bytes) -> None:
    with pytest.raises(UnreadableError):
        vault().open(PLACE, "old", sealed)


def test_the_first_key_seals_and_all_open() -> None:
    key_id, sealed = vault().seal(PLACE, TEXT)
    both = vault(f"new:{NEW},old:{OLD}")
    assert both.open(PLACE, key_id, sealed) == TEXT
    assert both.seal(PLACE, TEXT)[0] == "new"


def test_a_key_that_was_taken_out_opens_nothing() -> None:
    key_id, sealed = vault().seal(PLACE, TEXT)
    with pytest.raises(UnreadableError):
        vault(f"new:{NEW}").open(PLACE, key_id, sealed)


def test_the_key_under_another_id_opens_nothing() -> None:
    _, sealed = vault().seal(PLACE, TEXT)
    with pytest.raises(UnreadableError):
        vault(f"other:{OLD}").open(PLACE, "other", sealed)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "changeme",
        "k1:changeme",
        "k1:" + base64.b64encode(b"x" * 32).decode(),
        "k1:" + base64.b64encode(bytes(range(31))).decode(),
        f"K1:{OLD}",
        f":{OLD}",
        f"k1:{OLD},k1:{NEW}",
    ],
    ids=["nothing", "word", "placeholder", "typed", "short", "capital", "no id", "same id"],
)
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(KeysRefusedError) as caught:
        read_ring(text)
    assert OLD not in str(caught.value)


def test_keys_show_nothing_of_themselves() -> None:
    ring = KeyRing({"k1": read_key(OLD)})
    assert repr(read_key(OLD)) not in f"{ring!r} {Vault(ring, read_key(NEW))!r}"


def test_of_several_processes_one_makes_the_key_and_all_use_it(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "health.keys"
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: keep_development_key(path, make_key()), range(8)))
    assert len(set(found)) == 1
    assert path.stat().st_mode & 0o077 == 0
    assert list(path.parent.iterdir()) == [path]
