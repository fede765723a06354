"""How much a job needs each of the twenty activities."""

from collections.abc import Mapping

from candidates.choices import Need
from candidates.models import Job, JobActivity
from recruiting.errors import Invalid
from rubrics.models import Activity


def set_needs(job: Job, needs: Mapping[str, str]) -> bool:
    """Write needs (an activity's code -> must, nice or not_needed) in the caller's transaction; those that are not
    named stay. Returns whether anything changed. Raises Invalid for a code or a word that there is not."""
    if not needs:
        return False
    if unknown := sorted(set(needs.values()) - set(Need.values)):
        raise Invalid("activities", "unknown", f"{unknown[0]!r} is none of {', '.join(Need.values)}.")
    ids = dict(Activity.objects.filter(code__in=needs).values_list("code", "pk"))
    if missing := sorted(needs.keys() - ids.keys()):
        raise Invalid("activities", "unknown", f"The guide has no activity {missing[0]!r}.")
    present = dict(job.job_activities.filter(activity__code__in=needs).values_list("activity__code", "need"))
    changed = {code: need for code, need in needs.items() if present.get(code) != need}
    JobActivity.objects.bulk_create(
        [JobActivity(job=job, activity_id=ids[code], need=need) for code, need in changed.items()],
        update_conflicts=True,
        unique_fields=["job", "activity"],
        update_fields=["need"],
    )
    return bool(changed)
