"""Who wants to know when somebody joins by an invitation: an upper app registers a function in ready(), such as
one that makes the person a member of the job the invitation names."""

from collections.abc import Callable

from recruiting.accounts.models import Invitation, User

Listener = Callable[[User, Invitation], None]
_listeners: list[Listener] = []


def on_joining(listener: Listener) -> Listener:
    """Call `listener(user, invitation)` inside the transaction that makes the account."""
    if listener not in _listeners:
        _listeners.append(listener)
    return listener


def joined(user: User, invitation: Invitation) -> None:
    for listener in tuple(_listeners):
        listener(user, invitation)
