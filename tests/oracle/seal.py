#!/usr/bin/env python3
"""Makes tests/fixtures/seal.json: vaults and values sealed by libsodium and the reference Argon2, not by Muster.

    pip install pynacl argon2-cffi
    python3 tests/oracle/seal.py

Everything that would be random is fixed, so that the same file comes out of every run.
"""
import base64
import hashlib
import hmac
import json
import pathlib

from argon2.low_level import Type, hash_secret_raw
from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_encrypt as encrypt

OUT = pathlib.Path(__file__).parents[1] / "fixtures" / "seal.json"


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def mac(key, *pieces):
    return hmac.new(key, b"".join(pieces), hashlib.sha256).digest()


def seal(key, name, value):
    name = name.encode()
    nonce = mac(mac(key, b"muster nonces"), len(name).to_bytes(8, "little"), name, value)[:24]
    return nonce + encrypt(value, name, nonce, mac(key, b"muster values"))


def vault(about, key, wrapping, memory, passes, salt, nonce):
    name = mac(key, b"muster id")[:8].hex()
    said = (f"muster-vault 1 argon2id m={memory} t={passes} p=1 salt={b64(salt)} id={name} nonce={b64(nonce)}")
    said += f" key={b64(encrypt(key, f'{about}{chr(10)}{said}'.encode(), nonce, wrapping))}"
    return f"{said} sum={hashlib.sha256(said.encode()).hexdigest()[:16]}"


def case(number, passphrase, about, memory, passes, values):
    dice = [hashlib.sha256(f"{number} {use}".encode()).digest() for use in ("key", "salt", "nonce")]
    key, salt, nonce = dice[0], dice[1][:16], dice[2][:24]
    wrapping = hash_secret_raw(passphrase.encode(), salt, passes, memory, 1, 32, Type.ID, 19)
    header = vault(about, key, wrapping, memory, passes, salt, nonce)
    return {
        "passphrase": passphrase, "about": about, "memory": memory, "passes": passes, "salt": salt.hex(),
        "nonce": nonce.hex(), "key": key.hex(), "wrapping": wrapping.hex(), "header": header,
        "values": [{"name": name, "value": value, "sealed": seal(key, name, value.encode()).hex()}
                   for name, value in values],
        "file": b64(vault("file", key, wrapping, memory, passes, salt, nonce).encode() + b"\n"
                    + seal(key, "file", b"content")),
    }


CASES = [
    case(1, "correct horse battery staple", "it", 65536, 3, [("muster/it/c/r1/1", "1 0123456789abcdef {}")]),
    case(2, "Пароль — 密码", "drones", 19456, 2,
         [("muster/drones/d/r1/form", ""), ("", "Эстония"), ("Ж/x", "x" * 1000)]),
]
OUT.write_text(json.dumps(CASES, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
