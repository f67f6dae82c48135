# The commands of the project, one line each: what they do is in tools/.
PYTHON311 = "$$(tools/find-python)"
.DEFAULT_GOAL = help
# Compiled Python is kept in var/, whatever the machine says: else each process would compile all of it anew.
unexport PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX = $(CURDIR)/var/pycache
.PHONY: help run setup train test prove lint format bench check-content check-answers accept-answers ask teams-playground teams-check teams-package lock clean

help:  ## show this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 18

run: trained  ## start the assistant and print its address; Ctrl-C stops it
	@.venv/bin/python -m tools.run

setup: python  ## make both environments, or bring them up to date
	@exec $(PYTHON311) -m tools.setup

train: setup  ## train the model, even when nothing changed
	@.venv/bin/python -m tools.train

test: trained  ## run every test
	@.venv/bin/python -m tools.test

prove: trained  ## run every test with the full figures
	@.venv/bin/python -m tools.test --prove

lint: setup  ## check style and types
	@.venv/bin/python -m tools.lint

format: setup  ## put the code into the project's format
	@.venv/bin/python -m ruff check --fix-only --quiet . && .venv/bin/python -m ruff format .

bench: trained  ## measure beside stock Rasa and a passage search; make bench ONLY=public, own, whole, search, latency or api
	@.venv/bin/python -m tools.bench $(if $(ONLY),--only $(ONLY)) $(foreach name,$(WITHOUT),--without $(name))

check-content: setup  ## check the articles of knowledge/, and that no known question lost its answer
	@.venv/bin/python -m tools.content --answers

check-answers: trained  ## ask all known questions; name those that now get another answer
	@.venv/bin/python -m tools.answers

accept-answers: trained  ## say "yes, I meant that" to what check-answers names
	@.venv/bin/python -m tools.answers --yes-i-meant-that

ask: trained  ## ask the assistant, and see why it answers so: make ask, or make ask Q="when is pay day"
	@.venv/bin/python -m tools.ask

teams-playground: trained  ## start the assistant with Microsoft's Agents Playground: make teams-playground PERSON=demo-manager
	@$(if $(PERSON),PERSON=$(PERSON)) .venv/bin/python -m tools.teams.playground

teams-check: setup  ## say what the settings still lack for Microsoft Teams
	@.venv/bin/python -m bot.gateway.teams check

teams-package: setup  ## build and check the app package for Microsoft Teams
	@.venv/bin/python -m tools.teams.package

lock: setup  ## choose the newest versions that requirements/*.in allow, and pin them
	@.venv/bin/python -m tools.lock

clean:  ## remove what was generated, the environments too
	@rm -rf var .venv .venv-rasa .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage .coverage.*
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: python trained
python:
	@tools/find-python >/dev/null

trained: setup
	@.venv/bin/python -m tools.train --if-stale
