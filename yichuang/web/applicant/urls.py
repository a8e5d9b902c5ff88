"""Addresses for applicants and other parties: beginning, filling in, handing in, following."""

from django.urls import path

from yichuang.web.applicant import (
    asks,
    bank,
    correction,
    deeds,
    drafts,
    files,
    messages,
    my_case,
    my_cases,
    my_facts,
    pay,
    review,
    start,
    texts,
    uploads,
)

CASE = "my/cases/<str:number>/"

urlpatterns = [
    path("items/<str:key>/start/", start.start, name="start"),
    path("drafts/<int:draft>/", drafts.draft, name="draft"),
    path("drafts/<int:draft>/step/<slug:step>/", drafts.step, name="draft_step"),
    path("drafts/<int:draft>/save/<slug:step>/", drafts.autosave, name="draft_save"),
    path("drafts/<int:draft>/materials/", uploads.materials, name="draft_materials"),
    path("drafts/<int:draft>/materials/<slug:key>/", uploads.file, name="draft_file"),
    path("drafts/<int:draft>/texts/<slug:key>/", texts.text, name="draft_text"),
    path("drafts/<int:draft>/review/", review.review, name="draft_review"),
    path("drafts/<int:draft>/drop/", drafts.drop, name="draft_drop"),
    path("my/", my_cases.my_cases, name="my"),
    path(CASE, my_case.my_case, name="my_case"),
    path(CASE + "withdraw/", deeds.withdraw, name="my_withdraw"),
    path(CASE + "remind/", deeds.remind, name="my_remind"),
    path(CASE + "sign/", deeds.sign, name="my_sign"),
    path(CASE + "correct/", correction.correct, name="my_correct"),
    path(CASE + "asks/<str:node>/", asks.ask, name="my_ask"),
    path(CASE + "facts/", asks.supply, name="my_supply"),
    path(CASE + "pay/<str:node>/", pay.pay, name="my_pay"),
    path(CASE + "materials/<slug:key>/", files.material, name="my_material"),
    path(CASE + "notices/<int:notice>/", files.notice, name="my_notice"),
    path("my/papers/<int:paper>/", files.paper, name="my_paper"),
    path("my/facts/", my_facts.my_facts, name="my_facts"),
    path("my/messages/", messages.my_messages, name="my_messages"),
    path("simulated-bank/<str:key>", bank.bank, name="simulated_bank"),
]
