"""The headers that every answer bears, errors included."""

from aiohttp import web

NO_STORE = "no-store"

# A page asks for camera, microphone, its own screen; nothing else of the device, for itself or for anybody.
_REFUSED_FEATURES = (
    "accelerometer", "browsing-topics", "encrypted-media", "gamepad", "geolocation", "gyroscope", "hid",
    "idle-detection", "local-fonts", "magnetometer", "midi", "otp-credentials", "payment", "picture-in-picture",
    "publickey-credentials-get", "serial", "storage-access", "sync-xhr", "usb", "window-management",
    "xr-spatial-tracking",
)  # fmt: skip
_OWN_FEATURES = (
    "autoplay", "camera", "display-capture", "fullscreen", "microphone", "screen-wake-lock",
)  # fmt: skip

PERMISSIONS_POLICY = ", ".join(
    [f"{name}=(self)" for name in _OWN_FEATURES] + [f"{name}=()" for name in _REFUSED_FEATURES]
)


def content_policy(socket_sources: tuple[str, ...]) -> str:
    """Nothing but our own files, no inline script or style, no frame around us, and text cannot become script."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "media-src 'self' blob:",
            "connect-src " + " ".join(("'self'", *socket_sources)),
            "worker-src 'self'",
            "font-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types lit-html etaluukku-worker",
        )
    )


def add_headers(
    response: web.StreamResponse, socket_sources: tuple[str, ...], *, secure: bool, of_form: bool = False
) -> None:
    """The whole set (OWASP ASVS 5.0, 3.4). What the answer says about caching stays; otherwise nothing is stored.

    `of_form`: the page may have a form. Under `no-referrer` browsers send it with `Origin: null` (Fetch, "append a
    request `Origin` header"), which no check of the origin can let through.
    """
    headers = response.headers
    headers["Content-Security-Policy"] = content_policy(socket_sources)
    headers["Permissions-Policy"] = PERMISSIONS_POLICY
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Embedder-Policy"] = "require-corp"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "same-origin" if of_form else "no-referrer"
    headers.setdefault("Cache-Control", NO_STORE)
    headers["Server"] = "Etaluukku"
    if secure:
        headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
