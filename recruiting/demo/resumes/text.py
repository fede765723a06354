"""A resume as plain text."""

from recruiting.demo.resumes.content import Resume


def plain(resume: Resume) -> bytes:
    """Contact on lines of their own, headings on lines of their own, a bullet a line; UTF-8."""
    heading, summary = resume.summary
    lines = [resume.name, resume.title, *resume.contact, "", heading, summary, "", resume.jobs[0]]
    for position in resume.jobs[1]:
        lines += [f"{position.title}, {position.employer}", position.dates]
        lines += [f"- {done}" for done in position.did] + [""]
    for label, texts in resume.lists:
        lines += [label, *texts, ""]
    label, skills = resume.skills
    lines += [label, *(f"{name}: {text}" for name, text in skills)]
    return ("\n".join(lines) + "\n").encode()


LAYOUTS = {"plain": plain}
