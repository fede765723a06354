import pytest
from django import forms

from recruiting.errors import Conflict, Denied, Invalid
from recruiting.web.forms import Form, call


class Level(Form):
    name = forms.CharField(label="Name", help_text="As in the passport.")
    email = forms.EmailField(label="E-mail", required=False)
    level = forms.ChoiceField(
        label="Level", widget=forms.RadioSelect, choices=[("j", "Junior"), ("s", "Senior")]
    )


class Numbers(Form):
    age = forms.IntegerField(min_value=16, max_value=120, required=False)
    least = forms.IntegerField(min_value=1, required=False)
    name = forms.CharField(max_length=3, required=False)
    level = forms.ChoiceField(choices=[("j", "Junior")], required=False)
    own = forms.IntegerField(max_value=5, required=False, error_messages={"max_value": "Five is enough."})


def test_what_can_t_be_is_said_in_our_words():
    form = Numbers({"age": "9", "least": "0", "name": "Mara", "level": "x", "own": "6"})
    assert form.errors == {
        "age": ["From 16 to 120."],
        "least": ["At least 1."],
        "name": ["At most 3 characters; these are 4."],
        "level": ["Choose one of the list."],
        "own": ["Five is enough."],
    }


def good() -> Level:
    form = Level({"name": "Mara", "level": "j"})
    assert form.is_valid()
    return form


def test_an_unbound_form_answers_200():
    assert Level().http_status == 200


def test_a_form_with_errors_answers_422():
    assert Level({}).http_status == 422


def test_a_good_form_answers_200():
    assert good().http_status == 200


def test_call_keeps_the_result():
    form = good()
    assert call(form, lambda *, name: name.upper(), name="mara")
    assert (form.result, form.http_status) == ("MARA", 200)


def raising(error):
    def action():
        raise error

    return action


def test_invalid_stands_on_its_field():
    form = good()
    assert not call(form, raising(Invalid("name", "taken", "There is a Mara already.")))
    assert form.errors == {"name": ["There is a Mara already."]}
    assert form.errors.as_data()["name"][0].code == "taken"
    assert form.http_status == 422


@pytest.mark.parametrize("field", [None, "parameter_without_field"])
def test_invalid_without_a_field_stands_on_the_form(field):
    form = good()
    assert not call(form, raising(Invalid(field, "closed", "The job is closed.")))
    assert form.non_field_errors() == ["The job is closed."]
    assert form.http_status == 422


def test_conflict_answers_409():
    form = good()
    assert not call(form, raising(Conflict("moved", "Moved by Bram.")))
    assert form.non_field_errors() == ["Moved by Bram."]
    assert form.http_status == 409


def test_denied_is_left_to_the_middleware():
    with pytest.raises(Denied):
        call(good(), raising(Denied()))


def test_the_summary_leads_to_fields():
    form = Level({"email": "x"})
    form.add_error(None, "Something of the whole.")
    assert form.error_list == [
        {"message": "Something of the whole.", "target": ""},
        {"message": "Name: Fill this in.", "target": "id_name"},
        {"message": "E-mail: Write it like name@example.org.", "target": "id_email"},
        {"message": "Level: Choose one.", "target": "id_level_0"},
    ]


def test_a_field_keeps_its_own_words():
    class Own(Form):
        name = forms.CharField(error_messages={"required": "Say who."})

    assert Own({}).errors == {"name": ["Say who."]}


def test_a_field_comes_as_label_help_error_input():
    html = Level({})["name"].as_field_group()
    order = [html.index(part) for part in ("<label", "id_name_helptext", "id_name_error", "<input")]
    assert order == sorted(order)
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert "required</span>" in html


def test_a_group_is_a_fieldset():
    html = Level()["level"].as_field_group()
    assert html.startswith("<fieldset")
    assert '<legend class="lab">Level' in html
