"""Rows of rubrics: valid by default. What a test is about it says itself."""

from itertools import count
from typing import Any

from django.utils import timezone

from rubrics.choices import Aspect, Polarity, RevisionState, Section
from rubrics.models import (
    Activity,
    Anchor,
    Background,
    Capability,
    Criterion,
    Flag,
    FocusArea,
    HiringMistake,
    Level,
    Principle,
    Probe,
    Question,
    RoleAspect,
    RoleProfile,
    RuleRevision,
    RuleSet,
    ScorecardTemplate,
    SourceChannel,
    Term,
    WorkArea,
)

_numbers = count(1)


def _code(kind: str) -> str:
    return f"{kind}_{next(_numbers)}"


def make_work_area(**given: Any) -> WorkArea:
    return WorkArea.objects.create(
        **{"code": _code("area"), "name": "Pipeline security", "summary": "Securing CI/CD"} | given
    )


def make_activity(**given: Any) -> Activity:
    given["area"] = given.get("area") or make_work_area()
    return Activity.objects.create(
        **{"code": _code("activity"), "name": "SAST in the build pipeline"} | given
    )


def make_level(**given: Any) -> Level:
    defaults = {
        "code": _code("level"),
        "name": "Mid",
        "least_months": 24,
        "below_months": 60,
        "look_for": "Independence and ownership.",
    }
    return Level.objects.create(**defaults | given)


def make_capability(**given: Any) -> Capability:
    given["level"] = given.get("level") or make_level()
    return Capability.objects.create(**{"code": _code("capability"), "text": "Handle incidents"} | given)


def make_role_profile(**given: Any) -> RoleProfile:
    defaults = {
        "code": _code("role"),
        "name": "DevSecOps engineer",
        "when_to_hire": "When security must be automated.",
    }
    return RoleProfile.objects.create(**defaults | given)


def make_role_aspect(**given: Any) -> RoleAspect:
    given["role"] = given.get("role") or make_role_profile()
    return RoleAspect.objects.create(
        **{"code": _code("aspect"), "aspect": Aspect.FOCUS, "text": "Automates security"} | given
    )


def make_flag(**given: Any) -> Flag:
    defaults = {
        "code": _code("flag"),
        "polarity": Polarity.GREEN,
        "name": "Secrets management",
        "meaning": "Vault, cloud secret managers and key vaults.",
    }
    return Flag.objects.create(**defaults | given)


def make_hiring_mistake(**given: Any) -> HiringMistake:
    defaults = {
        "code": _code("mistake"),
        "name": "Expecting a gatekeeper",
        "why": "The security police causes friction.",
        "check_instead": "An enablement mindset.",
    }
    return HiringMistake.objects.create(**defaults | given)


def make_background(**given: Any) -> Background:
    defaults = {
        "code": _code("background"),
        "name": "DevOps engineer",
        "strengths": "Automation, CI/CD",
        "gaps": "May lack security depth",
    }
    return Background.objects.create(**defaults | given)


def make_source_channel(**given: Any) -> SourceChannel:
    return SourceChannel.objects.create(**{"code": _code("source"), "name": "DevOps communities"} | given)


def make_term(**given: Any) -> Term:
    defaults = {"code": _code("term"), "name": "CSPM", "meaning": "Cloud security posture management"}
    return Term.objects.create(**defaults | given)


def make_principle(**given: Any) -> Principle:
    defaults = {
        "code": _code("principle"),
        "section": Section.FLAGS,
        "name": "A flag informs a person",
        "text": "Nothing is ever rejected by a rule alone.",
    }
    return Principle.objects.create(**defaults | given)


def make_focus_area(**given: Any) -> FocusArea:
    defaults = {"code": _code("focus"), "name": "Incident response", "summary": "Handling security events"}
    return FocusArea.objects.create(**defaults | given)


def make_question(*, levels: tuple[Level, ...] = (), **given: Any) -> Question:
    given["focus_area"] = given.get("focus_area") or make_focus_area()
    question = Question.objects.create(
        **{"code": _code("question"), "text": "How do you prioritise vulnerabilities?"} | given
    )
    question.levels.set(levels)
    return question


def make_probe(**given: Any) -> Probe:
    """About an activity, unless another target is given."""
    given["question"] = given.get("question") or make_question()
    if not given.keys() & {"activity", "flag", "capability", "mistake", "background"}:
        given["activity"] = make_activity()
    return Probe.objects.create(**given)


def make_rule_set(**given: Any) -> RuleSet:
    return RuleSet.objects.create(**{"name": _code("Rules")} | given)


def make_rule_revision(**given: Any) -> RuleRevision:
    """Published, unless state=DRAFT is given."""
    given["rule_set"] = given.get("rule_set") or make_rule_set()
    defaults: dict[str, Any] = {
        "number": next(_numbers),
        "state": RevisionState.PUBLISHED,
        "document": "schema: 1\n",
    }
    if given.get("state", RevisionState.PUBLISHED) == RevisionState.PUBLISHED:
        defaults |= {"content_hash": f"{next(_numbers):064x}", "published_at": timezone.now()}
    return RuleRevision.objects.create(**defaults | given)


def make_scorecard_template(**given: Any) -> ScorecardTemplate:
    return ScorecardTemplate.objects.create(
        **{"code": _code("template"), "name": "DevSecOps engineer"} | given
    )


def make_criterion(**given: Any) -> Criterion:
    for name, make in (("template", make_scorecard_template), ("focus_area", make_focus_area)):
        given[name] = given.get(name) or make()
    return Criterion.objects.create(**{"code": _code("criterion"), "name": "Threat modelling"} | given)


def make_anchor(**given: Any) -> Anchor:
    for name, make in (("criterion", make_criterion), ("level", make_level)):
        given[name] = given.get(name) or make()
    return Anchor.objects.create(
        **{"score": 3, "behaviour": "Names assets, entry points and trust borders."} | given
    )
