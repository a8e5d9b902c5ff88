"""Addresses of the API and of the health checks."""

from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path
from django.views.decorators.csrf import csrf_exempt

from yichuang.api.health import healthz, readyz
from yichuang.api.main import api
from yichuang.api.problems import NO_ADDRESS, plain


@csrf_exempt
def no_address(request: HttpRequest) -> HttpResponse:
    """What is no address of the API is told in its own form."""
    return plain(request, 404, "api.no_address", NO_ADDRESS)


urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("api/v1/", api.urls),
    re_path(r"^api(?:/.*)?$", no_address),
]
