"""Tokens that stand for somebody: 256 random bits, of which the store keeps the SHA-256 alone."""

import secrets
from hashlib import sha256


def new_token() -> str:
    """43 characters, fit for a cookie and for a link."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> bytes:
    """What the store keeps. Plain SHA-256 will do: nobody can guess 256 random bits."""
    return sha256(token.encode("utf-8", "replace")).digest()
