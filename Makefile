# Two commands are all that most people need: make run, make test.
# What they install stays inside this folder; a second run installs nothing again.

PYTHON ?= python3
PORT ?= 8000
DATA ?= data/demo
export PORT DATA

.PHONY: help run test faults bench lighthouse openapi released format lock wheel clean

help:
	@echo 'make run [PORT=8000] [DATA=data/demo]   install, build, and serve a demo township'
	@echo 'make test      every check: linters, types, API on SQLite and PostgreSQL, PWA, journeys in Chromium'
	@echo 'make faults    kill the server again and again under load (the long form)'
	@echo 'make bench     measure'
	@echo 'make lighthouse  open the first screen of each role in a slowed browser, and say how good it is'
	@echo 'make openapi   write openapi.yaml and the types of the PWA from the code'
	@echo 'make released  keep openapi.yaml as the released document, which later ones may not break'
	@echo 'make format    order imports and format the code'
	@echo 'make lock      lock the newest Python packages that pyproject.toml admits'
	@echo 'make wheel     build one wheel, API and PWA together, into dist/'
	@echo 'make clean     remove what was installed and built here; data stays'

run test faults bench lighthouse openapi released format lock wheel:
	@command -v $(PYTHON) >/dev/null || { echo 'Python 3.11 or newer is needed, and $(PYTHON) was not found.' >&2; exit 1; }
	@exec $(PYTHON) -m tools $@

clean:
	rm -rf .make .venv build dist contract/node_modules pwa/dist pwa/node_modules bench/first_screens/node_modules .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find api bench migrations tests tools -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
