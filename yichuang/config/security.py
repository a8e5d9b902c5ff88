"""Security headers on every answer: a strict content policy without inline scripts or styles."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

# No style attribute, no inline script, no eval: what the design's pages are written for.
CONTENT_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "media-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        # a paper beside the decision: shown in a frame, itself sandboxed by its own answer
        "frame-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "object-src 'none'",
    ]
)
PERMISSIONS_POLICY = "camera=(), microphone=(), geolocation=(), payment=(), usb=()"

Respond = Callable[[HttpRequest], HttpResponseBase]


def headers(respond: Respond) -> Respond:
    """Middleware: adds the policy; a view that must loosen it sets the header itself."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = respond(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response

    return answer
