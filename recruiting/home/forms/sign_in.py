"""The forms of django-allauth in our words, counted by accounts.sign_in."""

from typing import Any

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import validate_totp_code
from django import forms

from recruiting.accounts import sign_in
from recruiting.accounts.limits import WINDOW, TooMany
from recruiting.accounts.passwords import MOST_BYTES
from recruiting.web.forms import FormLike

# One sentence for a wrong password, an unknown address and a lock-out (U2). It is true of all three.
WAIT = f"wait {WINDOW // 60} minutes and try again"
NOT_LET_IN = (
    "This e-mail address and password don't go together, or there were too many tries. "
    f"Check both; after five tries {WAIT}. If you can't get in, an admin of this installation can help."
)
WRONG_CODE = (
    "This code isn't right, was used already, or there were too many tries. "
    f"Wait for the next code; after five tries {WAIT}. An admin can help if you lost the device."
)
WRONG_PASSWORD = f"This isn't your password, or there were too many tries. After five tries {WAIT}."
TOO_MANY_RESETS = f"There were too many requests. Please {WAIT}."
TOO_MANY_STATUS = 429


class Counted(FormLike):
    """A form whose tries are counted. retry_after: seconds to wait once they are used up, else None."""

    retry_after: int | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():  # type: ignore[attr-defined]
            field.widget.attrs.pop("placeholder", None)  # a label that goes away is no label

    @property
    def http_status(self) -> int:
        return TOO_MANY_STATUS if self.retry_after is not None else super().http_status

    def refused(self, error: TooMany, sentence: str) -> forms.ValidationError:
        """The error of a try that was one too many: the same sentence as for a wrong one."""
        self.retry_after = error.retry_after
        return forms.ValidationError(sentence, code="refused")


class SignInForm(Counted, account.LoginForm):
    """E-mail and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label, password.label = "E-mail", "Password"
        login.widget.attrs.update({"autocomplete": "username", "autofocus": True, "maxlength": 254})
        password.help_text = ""

    def _clean_with_password(self, credentials: dict[str, Any]) -> Any:
        try:
            return super()._clean_with_password(credentials)
        except TooMany as error:
            raise self.refused(error, NOT_LET_IN) from error
        except forms.ValidationError as error:
            raise forms.ValidationError(NOT_LET_IN, code="refused") from error


class CodeMixin(Counted):
    """A code of the authenticator app, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]  # type: ignore[attr-defined]
        code.label = "Code"
        code.max_length = 32
        code.widget.attrs.update({"inputmode": "numeric", "autofocus": True, "maxlength": 32})

    def clean_code(self) -> str:
        request = context.request
        try:
            sign_in.begin_code(request, self.user)  # type: ignore[attr-defined]
            code = self.check_code()
        except TooMany as error:
            raise self.refused(error, WRONG_CODE) from error
        except forms.ValidationError as error:
            sign_in.end_code(request, self.user, good=False)  # type: ignore[attr-defined]
            raise forms.ValidationError(WRONG_CODE, code="refused") from error
        sign_in.end_code(request, self.user, good=True)  # type: ignore[attr-defined]
        return code

    def check_code(self) -> str:
        """allauth's check, then ours that it was not used before. Raises ValidationError."""
        code: str = super().clean_code()  # type: ignore[misc]
        if not sign_in.use_code(self.user, code):  # type: ignore[attr-defined]
            raise forms.ValidationError(WRONG_CODE, code="refused")
        return code


class CodeForm(CodeMixin, AuthenticateForm):
    """The second step of signing in."""


class CodeAgainForm(CodeMixin, ReauthenticateForm):
    """The second factor once more, before something sensitive."""


class SetUpAppForm(CodeMixin, ActivateTOTPForm):
    """The first code of a new authenticator app."""

    def check_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if not validate_totp_code(self.secret, code) or not sign_in.use_code(self.user, code):
            raise forms.ValidationError(WRONG_CODE, code="refused")
        return code


class PasswordAgainForm(Counted, account.ReauthenticateForm):
    """The password once more, before something sensitive."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs["autofocus"] = True

    def clean_password(self) -> str:
        try:
            return super().clean_password()
        except TooMany as error:
            raise self.refused(error, WRONG_PASSWORD) from error
        except forms.ValidationError as error:
            raise forms.ValidationError(WRONG_PASSWORD, code="refused") from error


class NewPasswordMixin(Counted):
    """Two fields for the new password: what the validators say stands beside the first."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first, second = self.fields["password1"], self.fields["password2"]  # type: ignore[attr-defined]
        first.label, second.label = "New password", "New password again"
        first.help_text = (
            f"At least 15 characters, at most {MOST_BYTES} bytes; spaces count, nothing is trimmed. "
            "Three or four words that don't belong together do well."
        )


class ChangePasswordForm(NewPasswordMixin, account.ChangePasswordForm):
    """The current password and the new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = "Current password"
        self.fields["oldpassword"].help_text = ""

    def clean_oldpassword(self) -> str:
        typed: str = self.cleaned_data.get("oldpassword", "")
        try:
            found = sign_in.try_password(context.request, self.user.email, typed)
        except TooMany as error:
            raise self.refused(error, WRONG_PASSWORD) from error
        if found is None or found.pk != self.user.pk:
            raise forms.ValidationError(WRONG_PASSWORD, code="refused")
        return typed


class ResetForm(Counted, account.ResetPasswordForm):
    """Asks for a reset mail. Says the same for every address, whether an account has it or not."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        email = self.fields["email"]
        email.label = "E-mail"
        email.widget.attrs.update({"autocomplete": "username", "autofocus": True, "maxlength": 254})

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        try:
            sign_in.count_reset(context.request, email)
        except TooMany as error:
            raise self.refused(error, TOO_MANY_RESETS) from error
        return email

    def save(self, request: Any, **kwargs: Any) -> str:
        email: str = self.cleaned_data["email"]
        sign_in.ring_for_reset(email)
        return email


class ResetPasswordForm(NewPasswordMixin, account.ResetPasswordKeyForm):
    """The new password behind a reset link."""
