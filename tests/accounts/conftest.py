"""What tests of accounts share."""

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher


@pytest.fixture
def hashings(db, member, settings, monkeypatch) -> list[int]:
    """One entry per Argon2 hashing from here on: the length of the password hashed. `member` has such a hash."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    member.set_password("correct horse battery staple")
    member.save()
    done: list[int] = []
    real = {name: getattr(Argon2PasswordHasher, name) for name in ("encode", "verify")}

    def count(name):
        def run(self, password, *args):
            done.append(len(password))
            return real[name](self, password, *args)

        return run

    for name in real:
        monkeypatch.setattr(Argon2PasswordHasher, name, count(name))
    return done
