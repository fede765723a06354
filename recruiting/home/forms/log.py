"""The filter of the log."""

from typing import Any

from django import forms
from django.apps import apps

from recruiting.events import names
from recruiting.web.forms import Form
from rubrics.guidefiles import KINDS

# What events are about, by the noun of their name; guide_row is about a row of any of the guide's kinds.
ABOUT = {
    "application": "candidates.application",
    "attachment": "candidates.attachment",
    "bulk": "work.bulk",
    "candidate": "candidates.candidate",
    "channel": "rubrics.sourcechannel",
    "debrief": "interviews.debrief",
    "decision": "candidates.decision",
    "feed_link": "interviews.feedlink",
    "flag": "candidates.flagresult",
    "guide": "accounts.organisation",
    "interview": "interviews.interview",
    "interview_mail": "interviews.interview",
    "invitation": "accounts.invitation",
    "job": "candidates.job",
    "job_member": "candidates.job",
    "job_template": "candidates.jobtemplate",
    "kit": "interviews.loop",
    "kit_question": "interviews.loop",
    "loop": "interviews.loop",
    "mention": "candidates.mention",
    "note": "candidates.note",
    "organisation": "accounts.organisation",
    "question": "rubrics.question",
    "record": "interviews.recordchoice",
    "referral": "candidates.candidate",
    "rejection_reason": "candidates.rejectionreason",
    "panelist": "interviews.interview",
    "people": "accounts.organisation",
    "resume": "candidates.resume",
    "rules": "rubrics.rulerevision",
    "scorecard": "interviews.scorecard",
    "scorecard_template": "rubrics.scorecardtemplate",
    "screening": "candidates.screening",
    "source": "candidates.source",
    "today": "home.postponed",
    "token": "accounts.apitoken",
    "user": "accounts.user",
    "view": "candidates.savedview",
}


def object_types() -> list[tuple[str, str]]:
    """The nouns that events can be about: ("accounts.user", "User")."""
    models = {*map(apps.get_model, ABOUT.values()), *KINDS.values()}
    pairs = [(model._meta.label_lower, str(model._meta.verbose_name).capitalize()) for model in models]
    return sorted(pairs, key=lambda pair: pair[1])


class LogFilter(Form):
    verb = forms.ChoiceField(label="What", required=False)
    object_type = forms.ChoiceField(label="About", required=False)
    object_id = forms.IntegerField(label="Its number", required=False, min_value=1, max_value=2**63 - 1)
    since = forms.DateField(label="From", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label="To", required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        verbs = [(verb, verb.replace(".", " ").replace("_", " ")) for verb in sorted(names.ALL)]
        self.fields["verb"].choices = [("", "Everything"), *verbs]  # type: ignore[attr-defined]
        self.fields["object_type"].choices = [("", "Anything"), *object_types()]  # type: ignore[attr-defined]
