# The whole interface for people. `make help` lists it.

POSTROOM_SMTP_PORT ?= 1025
POSTROOM_HTTP_PORT ?= 8025
POSTROOM_DATA ?= .postroom

# One build configuration for everything: the tests use the program that people run.
BUILD = swift build -c release
PROGRAM = .build/release/postroom

.DEFAULT_GOAL := help
.PHONY: help run test build package size reproducible bench-runtime bench-aws bench-mime bench-forwarding documentation setup setup-package lint format clean fuzz soak soak-expiry soak-forwarding soak-mime eval-extraction

help: ## list what make can do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: build ## set up what is missing, build, and run Postroom on this machine
	@exec $(PROGRAM) dev --smtp-port $(POSTROOM_SMTP_PORT) --http-port $(POSTROOM_HTTP_PORT) --data '$(POSTROOM_DATA)' --catch-all

test: ## set up what is missing, and run every check and test
	@scripts/test

build: setup ## build the program
	@echo "Building (the first time takes a few minutes)"
	@log=$$(mktemp); $(BUILD) --product postroom --quiet >"$$log" 2>&1 || { cat "$$log"; rm -f "$$log"; exit 1; }; rm -f "$$log"

package: setup-package ## package the functions for Lambda into dist/*.zip; FUNCTION=Echo packages one
	@scripts/package '$(FUNCTION)'

size: setup-package ## what each library adds to the packaged functions; FUNCTION=Echo for one
	-@scripts/package '$(FUNCTION)'
	@scripts/package-size '$(FUNCTION)'

reproducible: setup-package ## build what is committed in two clones, and compare the zips byte for byte
	@scripts/package-twice

bench-runtime: package ## compare the packaged Echo with other runtimes; RECORD=1 writes docs/measurements/runtime.md
	@python3 Benchmarks/runtime/bench.py $(if $(RECORD),--record docs/measurements/runtime.md)

bench-aws: package ## what a delivered mail costs, beside Python; RECORD=1 writes docs/measurements/aws.md
	@scripts/setup test
	@.venv/bin/python Benchmarks/aws/bench.py $(if $(RECORD),--record docs/measurements/aws.md)

documentation: ## the MIME library documented by DocC, in .build/documentation
	@scripts/documentation

bench-mime: ## compare the mail parser with others; QUICK=1, STRICT=1, MAIL_CORPUS=dir, RECORD=1 writes docs/measurements/mime.md
	@scripts/setup bench-mime
	@python3 Benchmarks/mime/bench.py $(if $(QUICK),--quick) $(if $(STRICT),--strict) $(if $(RECORD),--record docs/measurements/mime.md)

bench-forwarding: build ## what forwarding damages and costs, beside other designs; MAILS=2000, QUICK=1, RECORD=1 writes docs/measurements/forwarding.md
	@scripts/setup test
	@.venv/bin/python Benchmarks/forwarding/bench.py $(if $(MAILS),--mails $(MAILS)) $(if $(QUICK),--quick) $(if $(RECORD),--record docs/measurements/forwarding.md)

setup: ## install the Debian packages that the build needs
	@scripts/setup build

setup-package:
	@scripts/setup package

fuzz: setup ## feed made up input to what reads bytes from outside: SECONDS=60 for each target
	@scripts/fuzz $(or $(SECONDS),60)

soak: setup ## run the contract tests of the runtime many times: RUNS=100, JOBS=1 at a time
	@scripts/setup test
	@swift build -c release --product RuntimeContractBootstrap --quiet
	@scripts/soak-runtime $(or $(RUNS),100) $(or $(JOBS),1)

soak-expiry: package ## sweep 10,000 ended mailboxes while things fail: MAILBOXES=10000
	@scripts/setup test
	@POSTROOM_EXPIRY_MAILBOXES=$(or $(MAILBOXES),10000) .venv/bin/python -m pytest Tests/Integration/test_expiry_aws.py -k many_mailboxes -q -p no:cacheprovider

soak-forwarding: build package ## forward mails that Python writes from random trees: MAILS=2000; and those of others where POSTROOM_CORPUS is set
	@scripts/setup test
	@POSTROOM_GENERATED_MAILS=$(or $(MAILS),2000) .venv/bin/python -m pytest Tests/Integration/test_forwarding_fidelity.py -q -s -p no:cacheprovider

soak-mime: setup ## read mails that Python writes from random trees: MAILS=10000
	@scripts/setup test
	@swift build -c release --product MIMEProbe --quiet
	@POSTROOM_GENERATED_MAILS=$(or $(MAILS),10000) .venv/bin/python -m pytest Tests/Integration/test_mime_generated.py -q -p no:cacheprovider

eval-extraction: setup ## precision and recall of codes and links: DIR=Tests/Extraction/mails, TOTALS=1 for totals alone; MAIL_CORPUS=dir lists what is found there
	@swift build -c release --product ExtractionProbe --quiet
	@.build/release/ExtractionProbe evaluate $(or $(DIR),Tests/Extraction/mails) $(if $(TOTALS),--totals)
	@$(if $(MAIL_CORPUS),.build/release/ExtractionProbe scan '$(MAIL_CORPUS)')

lint: ## check the code's style
	@swift format lint --strict --parallel --recursive Package.swift Benchmarks Core Functions Local Tests

format: ## put the code into the project's style
	@swift format --in-place --parallel --recursive Package.swift Benchmarks Core Functions Local Tests

clean: ## remove what was built; mails in .postroom stay
	@rm -rf .build .venv dist
