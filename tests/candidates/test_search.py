"""Finding people: what is asked, what is found, what is kept in step, and what nobody may see."""

from itertools import islice, product
from string import ascii_lowercase

import pytest

from candidates.actions import notes, people, resumes
from candidates.actions.merging import merge_candidates
from candidates.actions.searching import add_texts, index_people
from candidates.choices import SearchKind
from candidates.finding.asking import parse, read_range
from candidates.finding.engines import engine
from candidates.finding.snippets import snippet_of
from candidates.models import Candidate, SearchText, SearchWord
from candidates.queries.pipeline import Wanted
from candidates.queries.search import find_people, first_people, reach_of, why_nobody
from tests.factories import candidates as make

pytestmark = pytest.mark.django_db
FIELDS = ("level", "years", "flag")


def found(user, text, **wanted):
    keys = find_people(reach_of(user), parse(text), Wanted(status="", **wanted)).keys
    names = dict(Candidate.objects.values_list("pk", "name"))
    return [names[key] for key in keys]


@pytest.mark.parametrize(
    ("text", "terms", "fields"),
    [
        ("Kubernetes  vault", [(("kubernetes",), ""), (("vault",), "")], []),
        ('"secrets management"', [(("secrets", "management"), "whole")], []),
        ("-php NOT java", [(("php",), "not"), (("java",), "not")], []),
        ("CI/CD C++ c#", [(("ci", "cd"), ""), (("cplusplus",), ""), (("csharp",), "")], []),
        (
            "level:mid years:2..5 -flag:audit_only",
            [],
            [("level", "mid"), ("years", "2..5"), ("-flag", "audit_only")],
        ),
        ('flag:"No automation"', [], [("flag", "No automation")]),
        ("https://example.org", [(("https", "example", "org"), "")], []),
        ("Łukasz Müller-Jørgensen", [(("lukasz",), ""), (("muller", "jorgensen"), "")], []),
        ("\" ( ) * : & ' \x00 AND", [(("and",), "whole")], []),
        ("", [], []),
    ],
)
def test_what_is_typed_becomes_words_phrases_and_fields(text, terms, fields):
    asked = parse(text, fields=FIELDS, negatable=("flag",))
    shown = [(term.words, "not" if term.negated else "whole" if term.whole else "") for term in asked.terms]
    assert (shown, list(asked.fields), asked.problems) == (terms, fields, ())


def test_what_a_search_takes_is_bounded():
    assert parse(" ".join(f"word{n}" for n in range(40))).problems == (
        "Only the first 12 words are searched for.",
    )
    assert parse("-level:mid", fields=FIELDS).problems == ("“level:” can’t be turned round with a minus.",)
    ranges = {text: read_range(text) for text in ("2..5", "2.5..", "..4", "3", "..", "x..2", "nan")}
    assert ranges == {
        "2..5": (2, 5),
        "2.5..": (2.5, None),
        "..4": (None, 4),
        "3": (3, 3),
        "..": None,
        "x..2": None,
        "nan": None,
    }


def test_the_snippet_is_the_line_with_the_words_marked():
    text = "Kim Novak\nRan Vault and rotated sécrets daily.\nMore secrets"
    snippet = snippet_of(text, parse("secret vault").terms)
    assert snippet is not None
    assert snippet.pieces == (
        ("Ran ", False),
        ("Vault", True),
        (" and rotated ", False),
        ("sécrets", True),
        (" daily.", False),
    )
    assert snippet_of(text, parse('"secret"').terms) is None
    long = snippet_of(f"{'a b ' * 100} needle {'c d ' * 100}", parse("needle").terms)
    assert long is not None
    assert (long.is_cut_before, long.is_cut_after, len(long.text) < 220) == (True, True, True)


@pytest.fixture
def kim(guide, job, recruiter):
    return _person(job, recruiter, "Kim Novak", "Ran Vault and Kubernetes, rotated secrets.")


@pytest.fixture
def mara(kim, job, recruiter):
    return _person(job, recruiter, "Mara Lindqvist", "Wrote PHP for shops. Kubernetes at home.")


def _person(job, recruiter, name, text):
    person = make.make_candidate(name=name)
    resume = make.make_resume(person, text=text, job=job)
    screening = make.make_screening(resume, text=text)
    make.make_application(job, person, resume=resume, screening=screening, owner=recruiter)
    index_people([person.pk])
    return person


FOUND = {
    "kubernetes": ["Mara Lindqvist", "Kim Novak"],
    "KUBERN vault": ["Kim Novak"],
    "kubernetes -vault": ["Mara Lindqvist"],
    'kubernetes NOT "rotated secrets"': ["Mara Lindqvist"],
    '"secrets rotated"': [],
    "novak": ["Kim Novak"],
    "novak kubernetes": ["Kim Novak"],
    "Lindkvist": ["Mara Lindqvist"],
    "mara lindqist": ["Mara Lindqvist"],
    "Nowak": ["Kim Novak"],
    "cobol": [],
}


def test_people_are_found_by_words_of_any_text_and_by_names_with_a_slip(mara, recruiter):
    assert {text: found(recruiter, text) for text in FOUND} == FOUND


def test_search_says_why_it_finds_nobody(mara, recruiter):
    reach = reach_of(recruiter)
    why = why_nobody(reach, parse("kubernets php"), Wanted(status=""))
    alone = [(word.term.typed, word.count, word.spellings) for word in why.words]
    assert alone == [("kubernets", 0, [("kubernetes", 2)]), ("php", 1, [])]
    hidden = why_nobody(reach, parse("kubernetes"), Wanted(status="", levels=["senior"]))
    assert hidden.unfiltered == 2


def test_more_words_are_learnt_than_a_statement_takes(kim):
    letters = product(ascii_lowercase, repeat=4)
    words = {"".join(word) for word in islice(letters, 70_000)}
    text = (SearchText(candidate=kim, kind=SearchKind.NOTE, note=make.make_note(kim)), sorted(words))

    add_texts([text])

    assert words <= set(SearchWord.objects.values_list("word", flat=True))


def test_words_follow_what_they_mirror(kim, recruiter, admin):
    assert found(recruiter, "salary") == []
    note = notes.add_note(candidate=kim, by=recruiter, text="Asked about the salary.")
    assert found(recruiter, "salary") == ["Kim Novak"]
    notes.delete_note(note=note, by=recruiter)
    assert found(recruiter, "salary") == []
    notes.restore_note(note=note, by=recruiter)
    people.change_candidate(candidate=kim, by=recruiter, name="Kim Berger", email="kim@example.org")
    assert found(recruiter, "salary berger kim@example.org") == ["Kim Berger"]
    assert found(recruiter, "novak") == []
    spare = make.make_resume(kim, text="Knows Haskell.")
    index_people([kim.pk])
    assert found(recruiter, "haskell") == ["Kim Berger"]
    resumes.delete_resume(resume=spare, by=recruiter)
    assert found(recruiter, "haskell") == []
    resumes.restore_resume(resume=spare, by=recruiter)
    assert found(recruiter, "haskell") == ["Kim Berger"]


def test_nobody_finds_what_they_may_not_read(kim, job, recruiter, admin, auditor, hiring_manager, outsider):
    secret = make.make_job(recruiter=recruiter, confidential=True)
    application = make.make_application(secret, kim)
    make.make_application(secret, make.make_candidate(name="Rosa Hidden"))
    notes.add_note(candidate=kim, by=recruiter, text="zebra", visibility="private")
    notes.add_note(candidate=kim, by=recruiter, text="giraffe", application=application)
    make.make_resume(kim, text="Runs an okapi.", job=secret)
    index_people(Candidate.objects.values_list("pk", flat=True))
    users = {
        "admin": admin,
        "recruiter": recruiter,
        "manager": hiring_manager,
        "other": outsider,
        "auditor": auditor,
    }
    words = ("vault", "zebra", "giraffe", "okapi", "hidden", "hiden", "-zebra")
    seen = {name: [word for word in words if found(user, word)] for name, user in users.items()}
    assert seen == {
        "admin": ["vault", "giraffe", "okapi", "hidden", "hiden", "-zebra"],
        "recruiter": ["vault", "zebra", "giraffe", "okapi", "hidden", "hiden", "-zebra"],
        "manager": ["vault", "-zebra"],
        "other": ["vault", "-zebra"],
        "auditor": [],
    }
    suggested = [
        word.spellings for word in why_nobody(reach_of(outsider), parse("girafe"), Wanted(status="")).words
    ]
    assert suggested == [[]]


def test_the_newest_people_are_found_in_order_whenever_they_came(recruiter):
    """A word that the newest people have is looked for among them first; one that they lack, among all."""
    names = {3: "Old One", 4: "Old Two", 45_001: "New One", 45_002: "New Two"}
    for pk, name in names.items():
        make.make_note(make.make_candidate(pk=pk, name=name), text=f"Kubernetes. {name.split()[0]}timer.")
    index_people(names)
    reach = reach_of(recruiter)

    def first(words, most):
        return first_people(reach, parse(words), most)

    assert first("kubernetes", 2) == [45_002, 45_001]
    assert first("kubernetes", 3) == [45_002, 45_001, 4]
    assert first("oldtimer", 1) == [4]
    assert first("kubernetes oldtimer", 2) == [4, 3]
    assert first("kubernetes -newtimer", 2) == [4, 3]
    assert found(recruiter, "kubernetes") == ["New Two", "New One", "Old Two", "Old One"]
    assert found(recruiter, "~4") == found(recruiter, "4") == []
    lately = engine().having([parse("kubernetes").wanted], eras=engine().recent_eras(45_002))
    assert {45_001, 45_002} <= set(SearchText.objects.filter(lately).values_list("candidate", flat=True))


def test_what_came_with_a_merge_is_found_with_whoever_is_left(recruiter, admin):
    old, new = make.make_candidate(pk=3, name="Old One"), make.make_candidate(pk=45_001, name="New One")
    make.make_note(old, text="Kubernetes.")
    make.make_note(new, text="Terraform.")
    index_people([3, 45_001])
    merge_candidates(kept=new, merged=old, by=admin)
    assert first_people(reach_of(recruiter), parse("kubernetes"), 1) == [45_001]
