# One command per need; `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help run test check bench lock

PYTHON ?= python3
PORT ?= 8501
SIZES ?= 100000
UV := uv==0.13.9
BIN := .venv/bin
# Set-up is done again when this changes: the pins, the project's own metadata, or the place it lies in.
KEY := $(shell { cat requirements.txt pyproject.toml; echo "$(CURDIR)"; } | sha256sum | cut -c1-16)
READY := .venv/ready-$(KEY)

help:  ## list the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | awk -F '\t' '{printf "make %-8s%s\n", $$1, $$2}'

run: $(READY)  ## set up, build the table from seeds/, open the dashboard on http://127.0.0.1:8501 (PORT=... for another)
	@$(BIN)/python -m etl build seeds --out data || test $$? -eq 1
	$(BIN)/python -m streamlit run dashboard/app.py --server.address 127.0.0.1 --server.port $(PORT) --server.headless true

test: $(READY)  ## set up and run the tests (ARGS="-k dates" for some)
	$(BIN)/python -m pytest $(ARGS)

check: $(READY)  ## set up and look for mistakes without running anything
	$(BIN)/python -m ruff check .

bench: $(READY)  ## measure reading beside others, the dashboard beside plain programs (SIZES="100000 1000000")
	$(BIN)/python -m uv pip install --quiet --python $(BIN)/python dash==4.4.1
	$(BIN)/python benchmarks/measure.py $(SIZES)
	$(BIN)/python benchmarks/extraction.py

lock: $(READY)  ## resolve pyproject.toml into requirements.txt anew
	$(BIN)/python -m uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --upgrade --quiet \
		--no-annotate --custom-compile-command "make lock" --output-file requirements.txt

$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || { rm -rf .venv; \
		echo "the venv module is missing; on Debian: apt-get install python3-venv"; exit 1; }
	@rm -f .venv/ready-*
	@# uv installs in seconds what takes pip a minute and a half; where it has no wheel, pip does
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check $(UV) \
		&& $(BIN)/python -m uv pip install --quiet --python $(BIN)/python -r requirements.txt \
		&& $(BIN)/python -m uv pip install --quiet --python $(BIN)/python --no-deps -e . \
		|| { echo "uv did not manage; trying pip" \
		&& $(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt \
		&& $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .; }
	@touch $@
