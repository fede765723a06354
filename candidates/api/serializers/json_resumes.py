from typing import Any

from rest_framework import serializers


class SkillOut(serializers.Serializer):
    name = serializers.CharField(help_text="As the resume writes it.")


class MetaOut(serializers.Serializer):
    version = serializers.CharField()
    lastModified = serializers.CharField(help_text="When the resume was received.")  # noqa: N815 - theirs


class JsonResumeOut(serializers.Serializer):
    """Members of `basics` and `work` that the resume says nothing about are not there."""

    basics = serializers.DictField(
        help_text="Of name, label, email, phone and profiles those that were read."
    )
    work = serializers.ListField(
        child=serializers.DictField(),
        help_text="Of name (the employer), position, startDate and endDate those that were read.",
    )
    skills = SkillOut(many=True)
    certificates = SkillOut(many=True)
    meta = MetaOut()

    example: dict[str, Any] = {
        "basics": {"name": "Kim Novak", "label": "DevSecOps engineer", "email": "kim.novak@example.org"},
        "work": [{"name": "Northwind", "position": "DevSecOps engineer", "startDate": "2022-01"}],
        "skills": [{"name": "Trivy"}],
        "certificates": [{"name": "OSCP"}],
        "meta": {"version": "v1.0.0", "lastModified": "2026-11-25T09:00:00"},
    }
