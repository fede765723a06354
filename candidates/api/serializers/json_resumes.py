from typing import Any

from rest_framework import serializers


class ProfileOut(serializers.Serializer):
    url = serializers.CharField()


class BasicsOut(serializers.Serializer):
    name = serializers.CharField(required=False)
    label = serializers.CharField(required=False)
    email = serializers.CharField(required=False)
    phone = serializers.CharField(required=False)
    profiles = ProfileOut(many=True, required=False)


class WorkOut(serializers.Serializer):
    name = serializers.CharField(required=False, help_text="The employer.")
    position = serializers.CharField(required=False)
    startDate = serializers.CharField(required=False, help_text="YYYY-MM or YYYY.")  # noqa: N815 - theirs
    endDate = serializers.CharField(required=False, help_text="Not there while it lasts.")  # noqa: N815 - theirs


class SkillOut(serializers.Serializer):
    name = serializers.CharField(help_text="As the resume writes it.")


class MetaOut(serializers.Serializer):
    version = serializers.CharField()
    lastModified = serializers.CharField(help_text="When the resume was received.")  # noqa: N815 - theirs


class JsonResumeOut(serializers.Serializer):
    """Members that the resume says nothing about are not there."""

    basics = BasicsOut(required=False)
    work = WorkOut(many=True, required=False)
    skills = SkillOut(many=True, required=False)
    certificates = SkillOut(many=True, required=False)
    meta = MetaOut()

    example: dict[str, Any] = {
        "basics": {"name": "Kim Novak", "label": "DevSecOps engineer", "email": "kim.novak@example.org"},
        "work": [{"name": "Northwind", "position": "DevSecOps engineer", "startDate": "2022-01"}],
        "skills": [{"name": "Trivy"}],
        "certificates": [{"name": "OSCP"}],
        "meta": {"version": "v1.0.0", "lastModified": "2026-11-25T09:00:00"},
    }
