"""When silence proves something: eighty words, in English."""

import pytest

from candidates.screening.language import notice

ENGLISH = "The team and I worked on the servers of a bank, and the users were happy with our service. "
OTHERS = {
    "german": "Ich habe in der Abteilung für die Server gearbeitet und mit dem Team die Kunden betreut sowie Kenntnisse erworben. ",
    "french": "Je suis dans une équipe et je travaille avec les clients pour la gestion des serveurs depuis trois ans chez nous. ",
    "spanish": "Trabajo en el equipo de los servidores y con los clientes para la gestión desde hace tres años como técnico. ",
    "polish": "Pracuję w zespole i zajmuję się serwerami dla klientów oraz jest to moje doświadczenie na tym stanowisku od lat. ",
    "russian": "Я работаю в команде и занимаюсь серверами для клиентов компании уже более пяти лет подряд без перерыва. ",
    "japanese": "私は 銀行 の サーバー を 管理 し、 チーム と 一緒に 五年間 働き ました。 顧客 に 満足 して いただき ました。 ",
}


def test_under_eighty_words_are_too_short():
    assert notice("word " * 79) == "too_short"
    assert notice("the " * 80) is None


def test_english_is_covered():
    assert notice(ENGLISH * 6) is None


def test_bare_lists_of_products_are_covered():
    assert notice("Docker, Jenkins, Terraform, Ansible, Linux, Git, Python, Bash " * 11) is None


@pytest.mark.parametrize("language", OTHERS)
def test_other_languages_are_not(language):
    assert notice(OTHERS[language] * 8) == "language"


@pytest.mark.parametrize("language", ["russian", "japanese"])
def test_another_script_is_told_of_in_short_texts_too(language):
    assert notice(OTHERS[language] + "Docker, Linux") == "language"


def test_a_short_text_of_latin_letters_is_too_short():
    assert notice(OTHERS["polish"]) == "too_short"
    assert notice("Jo Doe (Иван), Docker, Linux") == "too_short"
    assert notice("") == "too_short"


def test_english_with_foreign_names_is_covered():
    assert (
        notice(ENGLISH * 6 + "Universidad de los Andes, Escuela de la Costa, Santa Cruz de la Sierra") is None
    )
