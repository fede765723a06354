"""A small rule document whose own tests pass, and resumes that its flags differ on."""

SMALL = """\
schema: 1
groups:
  scanning: {means: Scanning, implies: [security]}
  security: Security
  support: Company
  pipeline: {means: Pipelines, implies: [support]}
cues:
  - {kind: negated, scope: after, terms: ["no", never]}
signals:
  - code: tool.trivy
    terms: [trivy]
    groups: [scanning]
    activity: container_scanning
    holds_in: "Runs Trivy."
    not_in: "No Trivy."
  - code: tool.semgrep
    terms: [semgrep]
    groups: [scanning]
    holds_in: "Ran semgrep on all code."
    not_in: "We never use semgrep."
  - code: word.pipeline
    terms: [pipeline]
    groups: [pipeline]
    holds_in: "Trivy in the pipeline."
    not_in: "No pipeline."
flags:
  - code: scanning_tools
    polarity: green
    holds: scanning
  - code: cicd_security
    polarity: green
    holds: {together: [scanning, pipeline]}
  - code: no_automation
    polarity: yellow
    absence: true
    looked_for: [a scanner]
    holds: {none: [scanning]}
tests:
  - text: "Ran Trivy on all images."
    flags: [scanning_tools]
    not_flags: [cicd_security]
"""
MORE_WORDS = SMALL.replace("terms: [trivy]", "terms: [trivy, dependency-track]")
OTHER_FLAG = SMALL.replace("{together: [scanning, pipeline]}", "scanning").replace(
    "    not_flags: [cicd_security]\n", ""
)
"""cicd_security by scanning alone."""


def resume(*lines: str) -> str:
    """A resume long enough for silence to prove something, with these lines as work done."""
    work = "".join(f"- {line}\n" for line in lines)
    return (
        f"Jo Doe\n\nExperience\nEngineer, Acme Ltd, Jan 2020 - Dec 2023\n{work}"
        + "- Kept the services of the company running and answered the calls of its many customers\n" * 8
    )
