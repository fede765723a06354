from django.apps import AppConfig


class CandidatesConfig(AppConfig):
    name = "candidates"

    def ready(self) -> None:
        from candidates import checks, permissions  # noqa: F401
        from candidates.actions import imports as import_actions
        from candidates.actions import many
        from candidates.choices import Act
        from candidates.queries import imports, palette, pipeline, protection, today, uploads
        from candidates.studio.actions import rescreening
        from candidates.studio.queries import rescreenings
        from recruiting.web import registry
        from recruiting.work import registry as work

        work.register(work.Handler(uploads.KIND, "Upload of resumes", page=uploads.page_address))
        work.register(
            work.Handler(
                rescreening.KIND,
                "Screening resumes again",
                page=rescreenings.page_address,
            )
        )
        work.register(
            work.Handler(
                imports.KIND,
                "Import of people",
                link=imports.address_of,
                undo=import_actions.undo_row,
                names=imports.names_of,
            )
        )
        for act, kind in many.KINDS.items():
            work.register(
                work.Handler(
                    kind,
                    Act(act).titled,
                    link=pipeline.address_of,
                    undo=many.undo_item,
                    names=pipeline.names_of,
                )
            )
        for code, heading, find, order in (
            ("people", "People", palette.people, 10),
            ("jobs", "Jobs", palette.jobs, 20),
            ("actions", "Actions", palette.actions, 70),
        ):
            source = registry.PaletteSource(
                code, heading, find, order=order, visible=permissions.works_with_people
            )
            registry.palette.register(source)
        registry.places.register("search", "candidates:search")
        registry.nav.register(
            registry.NavItem(
                "Jobs", "candidates:jobs", "board", order=20, key="g j", visible=permissions.works_with_people
            )
        )
        registry.nav.register(
            registry.NavItem(
                "People",
                "candidates:people",
                "people",
                order=30,
                key="g p",
                visible=permissions.works_with_people,
            )
        )
        registry.nav.register(
            registry.NavItem(
                "Uploads",
                "candidates:uploads",
                "upload",
                order=40,
                visible=uploads.is_reading,
                count=uploads.count_reading,
                counted="files being read",
                phone=False,
            )
        )
        registry.nav.register(
            registry.NavItem(
                "Sourcing",
                "candidates:sourcing",
                "link",
                order=35,
                key="g o",
                visible=permissions.works_with_rules,
                phone=False,
            )
        )
        registry.nav.register(
            registry.NavItem(
                "Rule studio",
                "candidates:rules",
                "rules",
                order=70,
                key="g r",
                visible=permissions.works_with_rules,
                phone=False,
            )
        )
        registry.banners.register(registry.Banner("sandbox", protection.weak_sandbox, order=20))
        for item in today.ITEMS:
            registry.home_items.register(item)
