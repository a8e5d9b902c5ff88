"""Addresses of the desk, all below /desk/."""

from django.urls import path

from yichuang.web.staff import (
    absence,
    adoption,
    case_list,
    desk,
    files,
    flow,
    inbox,
    operations,
    packs,
    posts,
    window,
)

urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("tasks/claim/", inbox.claim_picked, name="claim_picked"),
    path("tasks/hand-over/", inbox.hand_over_picked, name="hand_over_picked"),
    path("cases/", case_list.case_list, name="cases"),
    path("cases/<str:number>/", desk.case, name="case"),
    path("cases/<str:number>/do/<slug:verb>/", desk.do, name="do"),
    path("cases/<str:number>/materials/<str:key>/", files.material, name="material"),
    path("cases/<str:number>/papers/<int:paper>/", files.paper, name="paper"),
    path("window/", window.window, name="window"),
    path("flow/", flow.flow, name="flow"),
    path("flow/events.<slug:kind>", flow.events, name="flow_events"),
    path("absence/", absence.absence, name="absence"),
    path("absence/back/", absence.back, name="back"),
    path("posts/", posts.posts, name="posts"),
    path("packs/", packs.packs, name="packs"),
    path("packs/<str:key>/", packs.pack, name="pack"),
    path("packs/<str:key>/adopt/", adoption.adopt, name="adopt"),
    path("packs/<str:key>/withdraw/", adoption.withdraw, name="withdraw_pack"),
    path("operations/", operations.operations, name="operations"),
    path("operations/try/<int:work>/", operations.try_now, name="try_now"),
    path("operations/deliveries/<int:receiver>/", operations.deliveries, name="deliveries"),
    path("operations/deliveries/<int:receiver>/now/", operations.deliver_now, name="deliver_now"),
    path("operations/deliveries/<int:receiver>/replay/", operations.replay, name="replay"),
    path("operations/verify/", operations.verify_record, name="verify_record"),
]
