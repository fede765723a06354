# One image for web, worker and beat; docker-compose.yml says which. Nothing is written outside /data and /tmp.
FROM python:3.13-slim-bookworm AS build
WORKDIR /build
COPY requirements/main.txt requirements/main.txt
RUN python -m venv /venv \
 && /venv/bin/pip install --no-cache-dir --require-hashes --only-binary :all: -r requirements/main.txt

FROM python:3.13-slim-bookworm
RUN apt-get update \
 && apt-get install --yes --no-install-recommends catdoc tesseract-ocr \
 && rm -rf /var/lib/apt/lists/*
RUN groupadd --system --gid 10001 greenflag \
 && useradd --system --uid 10001 --gid 10001 --no-create-home --home-dir /tmp greenflag \
 && install -d -o 10001 -g 10001 -m 700 /data
COPY --from=build /venv /venv
WORKDIR /app
COPY manage.py CHANGELOG.md LICENSE ./
COPY recruiting recruiting
COPY rubrics rubrics
COPY candidates candidates
COPY templates templates
COPY static static
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DATA=/data \
    PORT=8000
RUN python -m compileall -q recruiting rubrics candidates
USER 10001:10001
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=15s --start-period=60s --retries=3 CMD ["python", "manage.py", "alive", "web"]
CMD ["gunicorn", "recruiting.wsgi", "--worker-class", "gthread", "--workers", "2", "--threads", "8", "--worker-tmp-dir", "/dev/shm", "--no-control-socket"]
