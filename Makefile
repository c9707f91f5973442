# The two commands: `make demo` and `make test`. Each sets up what it needs; a second run sets nothing up again.
.PHONY: demo test check fast lint docs samples bench clean setup-tests faults scale-out mutation

PY := .venv/bin/python

demo:
	@scripts/setup
	@.venv/bin/chuhe audit sample_docs/round/inbox --registers sample_docs/round/registers --as-of 2026-05-21 --out demo-out
	@echo "Report: $(CURDIR)/demo-out/report.html"

test: setup-tests lint
	@$(PY) -m pytest -m "not slow" -n 2
	@$(PY) -m pytest -m slow

fast: setup-tests
	@$(PY) -m pytest -m "not slow" -n 2

lint: setup-tests
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@.venv/bin/lint-imports

setup-tests:
	@scripts/setup --tests

check: test

docs: setup-tests
	@$(PY) docs/make_rules.py

samples: setup-tests
	@rm -rf sample_docs/round/inbox sample_docs/round/registers
	@$(PY) -m sample_docs.generator --committed --out sample_docs/round

bench: setup-tests
	@$(PY) -m bench.samples --audit demo-out/audit.json --truth sample_docs/round/truth.json
	@$(PY) -m bench.check_speed

clean:
	rm -rf .venv demo-out .mypy_cache .ruff_cache .pytest_cache .hypothesis

# Kills, full disks, bombs, mutants, three nights: about an hour. Results go into docs/reliability.md.
faults: setup-tests
	@$(PY) -m bench.faults

# Two workers, PostgreSQL and Redis; one worker is killed. About three minutes.
scale-out: setup-tests
	@$(PY) -m bench.scale_out

# which mutants of the rules no test notices (about ten minutes)
mutation: setup-tests
	@$(PY) -m bench.mutation
