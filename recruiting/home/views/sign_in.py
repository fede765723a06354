"""django-allauth's pages with our forms, our statuses (422, 429) and our rules about sessions (sec A11, A13)."""

from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control

from recruiting.accounts import factors
from recruiting.accounts.actions import change_factor
from recruiting.home.forms import sign_in as forms


class Answered:
    """Gives an invalid form its status: 422, or 429 with Retry-After."""

    def form_invalid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        response.status_code = form.http_status
        if form.retry_after is not None:
            response["Retry-After"] = str(form.retry_after)
        return response


class SignIn(Answered, account.LoginView):
    form_class = forms.SignInForm


class SignOut(account.LogoutView):
    pass


class PasswordAgain(Answered, account.ReauthenticateView):
    form_class = forms.PasswordAgainForm

    def form_valid(self, form: Any) -> HttpResponse:
        self.request.session.cycle_key()
        return super().form_valid(form)


class ChangePassword(Answered, account.PasswordChangeView):
    form_class = forms.ChangePasswordForm

    def get_default_success_url(self) -> str:
        return reverse("home:security")


class ForgottenPassword(Answered, account.PasswordResetView):
    form_class = forms.ResetForm


class ForgottenPasswordSent(account.PasswordResetDoneView):
    pass


class NewPassword(Answered, account.PasswordResetFromKeyView):
    """Behind the link of a reset mail. The link stands in the address: nothing may pass it on."""

    form_class = forms.ResetPasswordForm

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        failed = "token_fail" in context
        response: HttpResponse = super().render_to_response(
            context, **{"status": 410 if failed else 200, **kwargs}
        )
        response["Referrer-Policy"] = (
            "strict-origin"  # without any, browsers send "Origin: null" and the form is refused
        )
        return response


class NewPasswordSet(account.PasswordResetFromKeyDoneView):
    pass


class SecondFactor(Answered, mfa.AuthenticateView):
    """The second step of signing in."""

    form_class = forms.CodeForm

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        if self.request.user.is_authenticated:
            factors.mark_shown(self.request)
        return response


class SecondFactorAgain(Answered, mfa.ReauthenticateView):
    form_class = forms.CodeAgainForm

    def form_valid(self, form: Any) -> HttpResponse:
        self.request.session.cycle_key()
        return super().form_valid(form)


class SetUpApp(Answered, totp.ActivateTOTPView):
    """Enrolment of an authenticator app: ends all other sessions, this one has shown the factor."""

    form_class = forms.SetUpAppForm

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        _factor_changed(self.request)
        factors.mark_shown(self.request)
        return response


class RemoveApp(totp.DeactivateTOTPView):
    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        _factor_changed(self.request)
        return response

    def get_success_url(self) -> str:
        return reverse("home:security")


class RecoveryCodes(codes.ViewRecoveryCodesView):
    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().render_to_response(context, **kwargs)
        patch_cache_control(response, no_store=True)
        return response


class NewRecoveryCodes(codes.GenerateRecoveryCodesView):
    pass


def _factor_changed(request: HttpRequest) -> None:
    """All sessions end but this one, which gets a new id."""
    change_factor(person=request.user, by=request.user)
    update_session_auth_hash(request, request.user)  # type: ignore[arg-type]
