"""Resumes of invented people: data in people/*.yaml, files made from it, the same bytes each time."""

from recruiting.demo.resumes import docx, pdf, text
from recruiting.demo.resumes.content import Person, Resume, read_people, resume_of

__all__ = ["Person", "Resume", "file_of", "read_people", "resume_of"]


def file_of(person: Person) -> bytes:
    """The person's resume as a file of the format and layout that they chose."""
    kind, _, layout = person.file.partition("/")
    layouts = {"pdf": pdf.LAYOUTS, "docx": docx.LAYOUTS, "txt": text.LAYOUTS}[kind]
    return layouts[layout](resume_of(person))
