"""Addresses for everybody, without an account."""

from django.urls import path

from yichuang.web.public import home, identity, items, measures, progress, record, search, verify

urlpatterns = [
    path("", home.home, name="home"),
    path("search/", search.search, name="search"),
    path("items/<str:key>/", items.item, name="item"),
    path("measures/", measures.measures, name="measures"),
    path("measures/<slug:pack>/", measures.measure, name="measure"),
    path("verify/", verify.verify, name="verify"),
    path("verify/<str:token>", verify.landing, name="verify_token"),
    path("progress/", progress.progress, name="progress"),
    path("record/", record.heads, name="record"),
    path("record/<int:line>/", record.line, name="record_line"),
    path("record/<int:line>/proof.json", record.proof, name="record_proof"),
    path("login/", identity.login, name="login"),
    path("logout/", identity.logout, name="logout"),
    path("language/", identity.language, name="language"),
    path("region/", identity.region, name="region"),
    path("account/", identity.account, name="account"),
    path("about/", identity.about, name="about"),
]
