"""What interviews' templates need beyond the components."""

from django import template

from interviews.choices import Why

register = template.Library()

WHY_ICONS = {
    Why.ACTIVITY: "search",
    Why.CLAIM: "quote",
    Why.FLAG: "flag",
    Why.BACKGROUND: "history",
    Why.MISTAKE: "alert",
    Why.CAPABILITY: "target",
    Why.CHOSEN: "user",
}


@register.filter
def why_icon(why: str) -> str:
    """The icon beside the reason why a question is asked."""
    return WHY_ICONS[Why(why)]
