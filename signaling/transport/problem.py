"""An HTTP answer that says no: the stable code, and the sentence that a person reads."""

import msgspec
from aiohttp import web
from msgspec import Struct

from signaling.protocol.errors import SENTENCES, ErrorCode
from signaling.protocol.scalars import Language
from signaling.transport.site import Site


class Problem(Struct, frozen=True, kw_only=True):
    code: ErrorCode
    sentence: str


def problem(status: int, code: ErrorCode, language: Language = Language.FI) -> web.Response:
    """`{"code": …, "sentence": …}` with this HTTP status."""
    said = Problem(code=code, sentence=SENTENCES[code].in_language(language))
    return web.Response(status=status, body=msgspec.json.encode(said), content_type="application/json")


def refusal(request: web.Request, site: Site, status: int, code: ErrorCode) -> web.Response:
    """The same as a page for whoever looks at it in a browser: the request accepts HTML by name."""
    if "text/html" not in request.headers.get("Accept", ""):
        return problem(status, code)
    return web.Response(status=status, text=site.sorry(SENTENCES[code].fi), content_type="text/html")
