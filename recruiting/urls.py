"""All addresses."""

from django.urls import include, path

urlpatterns = [
    path("", include("recruiting.home.urls")),
    path("accounts/", include("recruiting.home.sign_in_urls")),
    path("guide/", include("rubrics.urls")),
    path("", include("candidates.urls")),
    path("", include("interviews.urls")),
    path("api/v1/", include("rubrics.api.urls")),
    path("api/v1/", include("candidates.api.urls")),
    path("api/v1/", include("interviews.api.urls")),
    path("api/v1/", include("recruiting.home.api_urls")),
    path("api/v1/", include("recruiting.rest.urls")),  # last of the API: it answers what nobody took
]

handler400 = "recruiting.web.views.bad_request"
handler403 = "recruiting.web.views.permission_denied"
handler404 = "recruiting.web.views.page_not_found"
handler500 = "recruiting.web.views.server_error"
