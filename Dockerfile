# Parley without its test tools, for amd64 and arm64: `docker build -t parley .`
FROM python:3.13-slim AS build
WORKDIR /src
COPY requirements/runtime.lock requirements/traces.lock requirements/
ARG LOCK
RUN python -m venv /opt/parley \
 && /opt/parley/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements/${LOCK:-runtime}.lock
COPY pyproject.toml README.md LICENSE ./
COPY core core
COPY storage storage
COPY scheduler scheduler
COPY gateways gateways
COPY bot bot
COPY playground playground
RUN /opt/parley/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps --no-build-isolation . \
 && /opt/parley/bin/pip uninstall --yes setuptools pip

# libfribidi shapes the letters of pictures.
FROM python:3.13-slim
RUN apt-get update && apt-get install -y --no-install-recommends libfribidi0 && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --no-create-home parley && install -d -o parley /data && install -d /run/secrets
COPY --from=build /opt/parley /opt/parley
ENV PATH=/opt/parley/bin:$PATH HOME=/data PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    PARLEY_DATABASE_URL=sqlite:////data/parley.db PARLEY_HTTP_HOST=0.0.0.0 PARLEY_LOG=json \
    PARLEY_SECRETS=/run/secrets
USER 10001
WORKDIR /data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8081/health', timeout=3)"]
CMD ["parley", "run"]
