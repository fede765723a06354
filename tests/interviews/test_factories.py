"""The factories make rows that hold, one of every model."""

import pytest
from django.apps import apps

from tests.factories import interviews as make

pytestmark = pytest.mark.django_db


def test_every_model_has_a_factory_whose_row_holds():
    card = make.make_scorecard(submitted=True)
    make.make_answer(card)
    make.make_amendment(card)
    make.make_reading(card)
    make.make_debrief(card.panelist.interview.loop)
    make.make_record_choice(card.panelist.interview.loop)
    make.make_feed_link()
    make.make_mail()
    for model in apps.get_app_config("interviews").get_models():
        rows = list(model.objects.all())
        assert rows, model.__name__
        for row in rows:
            row.full_clean()
