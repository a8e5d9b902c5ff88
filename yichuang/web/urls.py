"""Addresses of the portal, by audience."""

from django.urls import include, path

urlpatterns = [
    path("", include("yichuang.web.public.urls")),
    path("", include("yichuang.web.applicant.urls")),
    path("desk/", include("yichuang.web.staff.urls")),
]
