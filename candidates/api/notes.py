"""Notes on applications, and where a colleague is mentioned in one."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from rest_framework.response import Response

from candidates.actions.notes import add_note, see_mention, unsee_mention
from candidates.api import reach
from candidates.api.serializers.applications import MentionOut, NoteIn, NoteOut
from candidates.models import Application, Mention, Note
from candidates.queries import people
from candidates.queries.identity import veil
from recruiting.rest.idempotency import once
from recruiting.rest.schema import operation
from recruiting.rest.strict import EmptyIn, parsed
from recruiting.rest.views import Resource


def _shape(rows: QuerySet[Note]) -> QuerySet[Note]:
    return rows.prefetch_related("mentions")


class Notes(Resource):
    """Notes on one application: those for the team, and the private ones of the key's owner."""

    noun = "applications"
    queryset = Note.objects.none()
    out = NoteOut
    reach = staticmethod(reach.notes)
    shape = staticmethod(_shape)

    @cached_property
    def application(self) -> Application:
        """The application of the address, veiled where the key's owner may not know who it is. Raises Http404."""
        rows = reach.applications(self.request).select_related("candidate")
        application = get_object_or_404(rows, pk=self.kwargs["pk"])
        veil(self.request.user, [application])
        return application

    def get_queryset(self) -> QuerySet[Note]:
        return super().get_queryset().filter(application=self.application)

    def show(self, shown: Any, *, many: bool = False) -> Any:
        notes = people.say_notes(self.application.candidate, shown if many else [shown])
        return super().show(notes if many else notes[0], many=many)

    def present(self) -> tuple[Any, str]:
        """None: the address is the application's, not a note's."""
        return None, ""

    @operation("list_application_notes", "List notes", gives=NoteOut, many=True)
    def list(self, request: Any, pk: int) -> Response:
        return self.listed()

    @operation(
        "add_application_note",
        "Add a note",
        takes=NoteIn,
        gives=NoteOut,
        statuses=(201,),
        description="Colleagues whose name stands behind an @ in the text find the note on their Today, and in "
        "`/api/v1/waiting`. One who does not see the application can't be mentioned, nor anybody in a private note.",
    )
    @once()
    def create(self, request: Any, pk: int) -> Response:
        application = self.application
        note = add_note(
            candidate=application.candidate,
            application=application,
            by=request.user,
            **parsed(NoteIn, request),
        )
        return self.answer(note, status=201)


class Mentions(Resource):
    """Where the key's owner is mentioned. They are listed in /waiting."""

    noun = "applications"
    queryset = Mention.objects.none()
    out = MentionOut
    reach = staticmethod(reach.mentions)

    @operation("see_mention", "Note that one has read it", gives=MentionOut)
    @once()
    def seen(self, request: Any, pk: int) -> Response:
        parsed(EmptyIn, request)
        mention = self.row()
        see_mention(mention=mention, by=request.user)
        return self.answer(mention)

    @operation("unsee_mention", "Take back that one has read it", gives=MentionOut)
    @once()
    def unseen(self, request: Any, pk: int) -> Response:
        parsed(EmptyIn, request)
        mention = self.row()
        unsee_mention(mention=mention, by=request.user)
        return self.answer(mention)
