# make course | make test | make test-fast | make lab | make demo | make learner | make book | make bench | make experiments | make minutes | make rehearsal | make simulation | make vllm      each sets up .venv by itself
# PYTHON=python3.12 make ...      to choose the Python
# make ... CONSTRAINTS=           for the newest releases instead of the pinned ones

SUPPORTED := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c '$(SUPPORTED)' 2>/dev/null && echo $$p && break; done)
CONSTRAINTS ?= -c constraints.txt
RUN := .venv/bin/python -m

.PHONY: course test test-fast lab bench experiments minutes rehearsal outputs constraints images simulation vllm demo learner korean book

course: .venv/ready
	@$(RUN) tools.course

# Two processes, each with whole files, in order (the longest come neither last nor alone): much of a test is one core's work.
# Then the notebooks, which use all cores by themselves; the Korean ones have the same code.
test: .venv/ready
	@$(RUN) pytest -n 2 --dist loadfile --no-loadscope-reorder tests
	@$(RUN) pytest --nbval --nbval-current-env --nbval-cell-timeout=3600 --nbval-kernel-startup-timeout=600 -m "notebook or closing" --ignore notebooks/ko tests notebooks

test-fast: .venv/ready
	@$(RUN) pytest -n 2 --dist loadfile --no-loadscope-reorder -m "not slow" tests

lab: .venv/ready
	@$(RUN) jupyter lab notebooks

# A page to ask the trained model, in the browser; FILE=my.db begins with a database of yours.
demo: .venv/ready
	@$(RUN) demo $(FILE)

# The notebooks without solutions and outputs, for a class: learner/.
learner: .venv/ready
	@$(RUN) tools.learner

# For translators: the Korean notebooks, from the English ones and notebooks/ko/*.md.
korean: .venv/ready
	@$(RUN) tools.korean_edition

# The course as web pages, in both languages: artifacts/book/html/index.html.
book: .venv/ready
	@$(RUN) tools.book

# Speed on this machine, as ratios: data/bench.json.
bench: .venv/ready
	@$(RUN) tools.bench

# What batch size, packing and over-fitting do to a score: hours of runs; goes on where it stopped: data/experiments.jsonl.
experiments: .venv/ready
	@$(RUN) experiments

# What twenty and forty minutes of training give: an hour and a quarter; goes on where it stopped: data/minutes.jsonl.
minutes: .venv/ready
	@$(RUN) tools.minutes

# The lessons with the settings of every GPU profile, on a tiny Llama, without a GPU: data/rehearsals.json.
rehearsal: .venv/ready
	@$(RUN) tools.rehearsal
	@$(RUN) tools.results

# vLLM without a GPU, in an environment of its own (3.6 GB), beside transformers serve: data/vllm.json. Needs lessons 03 and 05.
vllm: .venv-vllm/ready
	@$(RUN) tools.vllm_on_cpu

.venv-vllm/ready: .venv/ready
	@echo "Setting up .venv-vllm: some minutes and 3.6 GB, this once."
	@$(RUN) tools.vllm_on_cpu --install
	@touch $@

# The memory peak of the GPU profiles, simulated without a GPU: data/simulated_memory.json.
simulation: .venv/ready
	@$(RUN) tools.simulate_memory

# For maintainers: a run from nothing, kept as the outputs, results and figures of the repository.
outputs: .venv/ready
	@rm -rf artifacts/outputs
	@COURSE_PROFILE=cpu COURSE_ARTIFACTS=artifacts/outputs $(RUN) tools.course --ship
	@COURSE_PROFILE=cpu COURSE_ARTIFACTS=artifacts/outputs $(RUN) tools.course --store

# For maintainers: Colab's machine rebuilt from the package index (once about 8 GB), and lessons run in it.
# `.venv/bin/python -m tools.images` renews the list of its packages.
IMAGES ?= .images
images: .venv/ready
	@mkdir -p $(IMAGES)
	@IMAGES=$(IMAGES) $(RUN) pytest tests/test_images.py

# For maintainers: pin what is installed now, leaving out packages that exist for one platform only.
constraints: .venv/ready
	@grep '^#' constraints.txt > .venv/constraints.txt
	@$(RUN) pip freeze --exclude-editable | sed 's/+cpu$$//; s/+cu[0-9]*$$//' \
		| grep -viE '^(nvidia|cuda|triton|appnope|colorama)' >> .venv/constraints.txt
	@mv .venv/constraints.txt constraints.txt

# The oldest releases that requirements.txt allows: make test-fast CONSTRAINTS="-c lowest.txt"
lowest.txt: requirements.txt
	@sed -nE 's/^([A-Za-z0-9_-]+)>=([0-9.]+).*/\1==\2/p' requirements.txt > $@

.venv/ready: requirements.txt constraints.txt pyproject.toml
	@$(PYTHON) -c '$(SUPPORTED)' 2>/dev/null || { \
		echo "Python 3.11, 3.12 or 3.13 is needed: install one, or name it with PYTHON=/path/to/python3.12 make" >&2; \
		exit 1; }
	@echo "Setting up .venv: some minutes and about 2 GB, this once."
	$(PYTHON) -m venv .venv
	$(RUN) pip install -q -r requirements.txt $(CONSTRAINTS) -e .
	@touch $@
