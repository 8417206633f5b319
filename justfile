# Everyday commands. `just` comes with the development tools: python3 run.py test tests/codehealth, then
# .venv/bin/just. On Windows: .venv\Scripts\just.

set windows-shell := ["powershell.exe", "-NoLogo", "-Command"]

python := if os_family() == "windows" { "py" } else { "python3" }
bin := if os_family() == "windows" { ".venv/Scripts" } else { ".venv/bin" }

# What can be done
default:
    @{{ bin }}/just --list

# Start Supple
start *options:
    {{ python }} run.py {{ options }}

# All tests, or those named
test *options:
    {{ python }} run.py test {{ options }}

# Everything that has to hold before a change goes in: linters, types, contracts, sizes, tests, coverage
check: test

# Only the quick part of `check`, no browser and no coverage
quick:
    {{ python }} run.py test tests/codehealth

# Format, and mend what can be mended by machine
tidy:
    {{ bin }}/ruff check --fix
    {{ bin }}/ruff format
    {{ bin }}/clang-format -i src/supple/*/kernel/*.c src/supple/*/kernel/*.h

# Calibrate discs and rib cage anew: only when a source changes
calibrate:
    {{ bin }}/python benchmarks/calibrate.py

# Calibrate the nuclei in joints anew: only when a prior of theirs changes
calibrate_joint:
    {{ bin }}/python benchmarks/calibrate_joint.py

# Hold spine and joints against published numbers; writes docs/evidence
validate:
    {{ bin }}/python benchmarks/validate.py
    {{ bin }}/python benchmarks/validate_joint.py

# Side by side with peers, in one run
bench name *options:
    {{ bin }}/python benchmarks/{{ name }}.py {{ options }}

# The shapes that the player's types are made from
schema:
    {{ bin }}/python -m supple.web.schema > player/openapi.json

# The cases that the browser's player is held against
cases:
    {{ bin }}/python -m tests.unit.session.cases > player/tests/cases.json

# Lock the newest versions that pyproject.toml allows (needs uv)
lock:
    uv pip compile {{ lock_options }} --output-file requirements.lock pyproject.toml
    uv pip compile {{ lock_options }} --constraint requirements.lock --extra postgres --output-file requirements-postgres.lock pyproject.toml
    uv pip compile {{ lock_options }} --constraint requirements.lock --output-file requirements-dev.lock --group dev
    uv pip compile {{ lock_options }} --constraint requirements-dev.lock --output-file requirements-build.lock --group build

lock_options := "--quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate"
