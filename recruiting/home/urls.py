"""The roof's addresses."""

from django.urls import path, re_path

from recruiting.home.views import (
    health,
    joining,
    log,
    palette,
    people,
    reasons,
    settings,
    today,
    tokens,
    work,
)

app_name = "home"
urlpatterns = [
    path("", today.today, name="today"),
    path("today/<slug:kind>/<int:pk>/postpone/", today.today_postpone, name="today-postpone"),
    path("today/<int:pk>/take-up/", today.today_take_up, name="today-take-up"),
    path("settings/", settings.profile, name="profile"),
    path("settings/theme/", settings.theme, name="theme"),
    path("settings/security/", settings.security, name="security"),
    path("settings/security/end-sessions/", settings.sessions_end, name="sessions-end"),
    path("settings/tokens/", tokens.tokens, name="tokens"),
    path("settings/tokens/<int:pk>/revoke/", tokens.token_revoke, name="token-revoke"),
    path("settings/organisation/", settings.organisation_settings, name="organisation"),
    path("settings/reasons/", reasons.reasons, name="reasons"),
    path("settings/reasons/<int:pk>/", reasons.reason, name="reason"),
    re_path(
        r"^settings/reasons/(?P<pk>\d+)/(?P<verb>up|down|retire|restore)/$",
        reasons.reason_change,
        name="reason-change",
    ),
    path("settings/people/", people.people, name="people"),
    path("settings/people/<int:pk>/", people.person, name="person"),
    path("settings/people/<int:pk>/end-sessions/", people.person_sessions_end, name="person-sessions-end"),
    path("settings/people/<int:pk>/reset-factor/", people.factor_reset, name="factor-reset"),
    path("settings/invitations/", people.invitations, name="invitations"),
    path("settings/invitations/<int:pk>/revoke/", people.invitation_revoke, name="invitation-revoke"),
    path("invitations/<str:token>/", joining.invitation, name="invitation"),
    path("setup/<str:token>/", joining.setup, name="setup"),
    path("palette/", palette.palette, name="palette"),
    path("log/", log.log, name="log"),
    path("work/<int:pk>/", work.bulk, name="bulk"),
    path("work/<int:pk>/undo/", work.bulk_undo, name="bulk-undo"),
    re_path(r"^work/(?P<pk>\d+)/(?P<verb>pause|resume|cancel)/$", work.bulk_change, name="bulk-change"),
    re_path(r"^healthz/?$", health.healthz, name="healthz"),
    re_path(r"^readyz/?$", health.readyz, name="readyz"),
]
