"""All addresses: each door brings its own list."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("yichuang.api.urls")),
    path("", include("yichuang.web.urls")),
]
handler404 = "yichuang.web.public.identity.missing"
