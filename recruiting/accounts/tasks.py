"""Work that the web process leaves to the worker."""

from celery import shared_task

from recruiting.accounts.mails import send_reset
from recruiting.accounts.models import User


@shared_task(name="accounts.send_reset", soft_time_limit=45, time_limit=60)
def send_reset_mail(user_id: int) -> bool:
    """Send a reset mail to an active person; 0 stands for nobody."""
    user = User.objects.active().filter(pk=user_id).first()
    return send_reset(user) if user else False
