"""What Celery calls: ids in, the database tells the rest."""

from celery import shared_task

from interviews.actions.invitations import SEND_MAIL
from interviews.actions.mails import sweep_mails, work_on_mail
from interviews.actions.reminders import remind_of_cards


@shared_task(name=SEND_MAIL, soft_time_limit=75, time_limit=90)
def send_mail(pk: int) -> None:
    """Send one mail about an interview, if it waits."""
    work_on_mail(pk)


@shared_task(name="interviews.sweep", soft_time_limit=50, time_limit=60)
def sweep() -> None:
    """Ring for mails whose message was lost or whose pause is over."""
    sweep_mails()


@shared_task(name="interviews.remind", soft_time_limit=110, time_limit=120)
def remind() -> None:
    """Queue the reminders of missing scorecards that are due."""
    remind_of_cards()
