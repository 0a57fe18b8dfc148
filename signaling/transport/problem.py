"""An HTTP answer that says no: the stable code, and the sentence that a person reads."""

import msgspec
from aiohttp import web
from msgspec import Struct

from signaling.protocol.errors import SENTENCES, ErrorCode
from signaling.protocol.scalars import Language


class Problem(Struct, frozen=True, kw_only=True):
    code: ErrorCode
    sentence: str


def problem(status: int, code: ErrorCode, language: Language = Language.FI) -> web.Response:
    """`{"code": …, "sentence": …}` with this HTTP status."""
    said = Problem(code=code, sentence=SENTENCES[code].in_language(language))
    return web.Response(status=status, body=msgspec.json.encode(said), content_type="application/json")
