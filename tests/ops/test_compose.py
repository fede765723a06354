"""docker-compose.yml follows the Compose Specification, and keeps to what THREAT_MODEL.md says of containers."""

import hashlib
import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.ops import compose

VENDOR = Path(__file__).parent / "vendor"
SCHEMA = VENDOR / "compose-spec.json"
SECRETS = {
    "SITE_URL": "https://hiring.example.org",
    "SECRET_KEY": "k" * 64,
    "POSTGRES_PASSWORD": "p" * 48,
    "REDIS_PASSWORD": "r" * 48,
}
SERVICES = ("migrate", "web", "worker", "beat", "postgres", "redis")
RUNNING = tuple(name for name in SERVICES if name != "migrate")


@pytest.fixture(scope="module")
def services():
    return compose.fill_in(compose.load(), SECRETS)["services"]


def test_the_vendored_schema_is_the_one_its_readme_names():
    digest = hashlib.sha256(SCHEMA.read_bytes()).hexdigest()
    assert digest in (VENDOR / "README.md").read_text()


def test_the_file_follows_the_specification():
    schema = json.loads(SCHEMA.read_text())
    Draft202012Validator.check_schema(schema)
    assert [error.message for error in Draft202012Validator(schema).iter_errors(compose.load())] == []


def test_the_schema_would_notice_a_mistake():
    file = compose.load()
    file["services"]["web"]["helthcheck"] = {}
    assert not Draft202012Validator(json.loads(SCHEMA.read_text())).is_valid(file)


def test_it_runs_web_worker_beat_and_what_they_need(services):
    assert tuple(services) == SERVICES


@pytest.mark.parametrize("name", SECRETS)
def test_nothing_starts_without_its_secrets(name):
    given = {key: value for key, value in SECRETS.items() if key != name}
    with pytest.raises(compose.Unset, match=name):
        compose.fill_in(compose.load(), given)


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_is_shut_in(services, name):
    service = services[name]
    assert service["read_only"] is True
    assert int(service["user"].partition(":")[0]) > 0
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


@pytest.mark.parametrize("name", RUNNING)
def test_every_running_service_has_a_health_check(services, name):
    check = services[name]["healthcheck"]
    assert check["test"][0] in ("CMD", "CMD-SHELL")
    assert {"interval", "timeout", "start_period", "retries"} <= check.keys()


def test_only_the_web_is_reached_from_outside_and_only_from_this_machine(services):
    published = {name: service["ports"] for name, service in services.items() if "ports" in service}
    assert published == {"web": ["127.0.0.1:8000:8000"]}
    assert compose.load()["networks"]["inside"] == {"internal": True}
    assert [services[name]["networks"] for name in ("postgres", "redis")] == [["inside"], ["inside"]]


def test_they_start_in_order(services):
    waits = {name: service.get("depends_on", {}) for name, service in services.items()}
    ready = {"condition": "service_healthy"}
    done = {"migrate": {"condition": "service_completed_successfully"}}
    assert waits == {
        "migrate": {"postgres": ready, "redis": ready},
        "web": done,
        "worker": done,
        "beat": done,
        "postgres": {},
        "redis": {},
    }


def test_every_volume_and_network_is_declared(services):
    file = compose.load()
    volumes = {
        volume.partition(":")[0] for service in services.values() for volume in service.get("volumes", [])
    }
    networks = {network for service in services.values() for network in service["networks"]}
    assert volumes == file["volumes"].keys()
    assert networks == file["networks"].keys()


def test_images_name_their_release(services):
    for name in ("postgres", "redis"):
        assert re.fullmatch(r"[a-z]+:\d+-bookworm", services[name]["image"])
