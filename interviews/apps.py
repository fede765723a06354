from django.apps import AppConfig


class InterviewsConfig(AppConfig):
    name = "interviews"

    def ready(self) -> None:
        from candidates.actions import endings
        from candidates.queries import decisions, history
        from interviews import permissions
        from interviews.actions.invitations import call_off_what_is_ahead
        from interviews.panels import of_application, of_question
        from interviews.queries import records
        from interviews.queries.history import TOLD
        from interviews.queries.scheduling import what_stays_cancelled
        from interviews.queries.today import CARDS
        from interviews.queries.today_debriefs import DEBRIEFS
        from interviews.queries.today_interviews import INTERVIEWS
        from interviews.views.records import beside_decision
        from recruiting.web import registry

        endings.register(endings.Ending(call_off_what_is_ahead, what_stays_cancelled))
        for model, sentences in TOLD.items():
            history.tell_of(model, sentences)
        registry.panels.register(
            registry.Panel("interviews", "application", of_application, "interviews/_application_panel.html")
        )
        registry.home_items.register(CARDS)
        registry.nav.register(
            registry.NavItem(
                "Interviews",
                "interviews:mine",
                "calendar",
                order=25,
                key="g i",
                visible=permissions.interviews,
            )
        )
        registry.home_items.register(DEBRIEFS)
        decisions.prefill_by(records.prefill_decision)
        registry.panels.register(
            registry.Panel("record", "decision", beside_decision, "interviews/_beside_decision.html")
        )
        registry.panels.register(
            registry.Panel("kits", "question", of_question, "interviews/_question_panel.html")
        )
        registry.nav.register(
            registry.NavItem(
                "Calibration",
                "interviews:calibration",
                "target",
                order=78,
                visible=permissions.works_on_calibration,
                phone=False,
            )
        )
        registry.home_items.register(INTERVIEWS)
