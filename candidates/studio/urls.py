"""Addresses of the rule studio, in the candidates' name space."""

from django.urls import path, register_converter

from candidates.studio.views import home, measures, rows, texts, trying, versions
from candidates.studio.views.shared import KindConverter

register_converter(KindConverter, "rules_kind")

urlpatterns = [
    path("", home.rules, name="rules"),
    path("history/", home.rules_history, name="rules-history"),
    path("new/", home.draft_create, name="rule-draft-create"),
    path("<int:pk>/", versions.version, name="rule-version"),
    path("<int:pk>/difference/", versions.difference, name="rule-diff"),
    path("<int:pk>/rules.yaml", versions.yaml_file, name="rule-yaml"),
    path("<int:pk>/text/", texts.text, name="rule-text"),
    path("<int:pk>/try/", trying.try_page, name="rule-try"),
    path("<int:pk>/impact/", measures.impact, name="rule-impact"),
    path("<int:pk>/publish/", versions.publish, name="rule-publish"),
    path("<int:pk>/approve/", versions.approve, name="rule-approve"),
    path("<int:pk>/rebase/", versions.rebase, name="rule-rebase"),
    path("<int:pk>/discard/", versions.discard, name="rule-discard"),
    path("<int:pk>/roll-back/", versions.roll_back, name="rule-roll-back"),
    path("<int:pk>/rescreen/", measures.rescreen, name="rule-rescreen"),
    path("<int:pk>/tests/run/", measures.tests_run, name="rule-tests-run"),
    path("<int:pk>/<rules_kind:kind>/", rows.row_list, name="rule-rows"),
    path("<int:pk>/<rules_kind:kind>/add/", rows.row_add, name="rule-row-add"),
    path("<int:pk>/<rules_kind:kind>/<str:code>/", rows.row_detail, name="rule-row"),
    path("<int:pk>/<rules_kind:kind>/<str:code>/remove/", rows.row_remove, name="rule-row-remove"),
    path("rescreenings/<int:pk>/", measures.rescreening, name="rule-rescreening"),
    path("rescreenings/<int:pk>/<slug:verb>/", measures.rescreening_change, name="rule-rescreening-change"),
]
