# Every target sets itself up: a virtual environment in .venv, each file checked by its hash. What runs the bot needs
# requirements-run.lock alone; what changes it, requirements.lock, which has linters, tests and the browser's driver too.
PYTHON ?= python3
PY := .venv/bin/python
RUNS := .venv/.runs
READY := .venv/.ready
INSTALL := -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps

.PHONY: demo run test coverage test-postgres check texts bench bench-postgres format lock picture

demo: $(RUNS)
	$(PY) -m bot demo

run: $(RUNS)
	$(PY) -m bot run

# One for each of two cores: what a third would gain while tests wait, it takes to import everything once more.
TESTS := -m pytest -n 2 --dist loadfile

# While you work: all but those that are marked slow.
test: $(READY)
	$(PY) $(TESTS) -m "not slow"

# Every test, watched for the branches that it takes, which makes it half as long again. Integration runs this.
# On SQLite alone: what it alone runs would not be covered on PostgreSQL.
coverage: $(READY)
	$(PY) $(TESTS) --cov --cov-report=term

# Every test on PostgreSQL; integration runs this, too.
test-postgres: $(READY)
	.ci/with-postgresql $(PY) $(TESTS)

check: $(READY)
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	$(PY) -m bot check --whole

# The catalogues of the other languages, from what templates and labels say.
texts: $(READY)
	$(PY) -m bot texts

bench: $(READY)
	$(PY) -m tests.bench

# Several processes over one PostgreSQL: kills, order, throughput.
bench-postgres: $(READY)
	.ci/with-postgresql $(PY) -m tests.bench.replicas

format: $(READY)
	.venv/bin/ruff format .
	.venv/bin/ruff check --fix .

# The picture in the README, taken by the browser test.
picture: $(READY)
	DEMO_PICTURE=bot/demo/picture.png $(PY) -m pytest tests/browser/test_walks.py -k beside

# Pins every dependency with its hashes; names no host. Wants uv, which the environment has.
PIN := .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

lock: $(READY)
	$(PIN) --group dev -o requirements.lock pyproject.toml
	$(PIN) --extra postgres --constraint requirements.lock -o requirements-run.lock pyproject.toml

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv

$(RUNS): requirements-run.lock | .venv/bin/python
	$(PY) $(INSTALL) -r requirements-run.lock
	@touch $(RUNS)

$(READY): requirements.lock | .venv/bin/python
	$(PY) $(INSTALL) -r requirements.lock
	@touch $(RUNS) $(READY)
