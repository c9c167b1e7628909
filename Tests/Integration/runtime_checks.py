"""Rules for what a runtime sends, each for one request or one line."""

import json
import re
import time

ERROR_TYPE = re.compile(r"(Runtime|Function)\.[A-Z][a-zA-Z]+")
"""Lambda replaces any other: `fatalerror.go` in its Runtime Interface Emulator."""

MAXIMUM_BODY = 6_291_556
"""6 MiB and 100 bytes."""

MAXIMUM_ERROR = 256 * 1024
"""More than anybody reads of an error."""

UNITS = {
    "Seconds", "Microseconds", "Milliseconds", "Bytes", "Kilobytes", "Megabytes", "Gigabytes", "Terabytes", "Bits", "Kilobits", "Megabits",
    "Gigabits", "Terabits", "Percent", "Count", "Bytes/Second", "Kilobytes/Second", "Megabytes/Second", "Gigabytes/Second",
    "Terabytes/Second", "Bits/Second", "Kilobits/Second", "Megabits/Second", "Gigabits/Second", "Terabits/Second", "Count/Second", "None",
}  # fmt: skip


def check_error_json(body):
    """`{"errorType", "errorMessage", "stackTrace", "cause"}`; returns it."""
    assert len(body) <= MAXIMUM_ERROR, f"the error has {len(body)} bytes"
    try:
        error = json.loads(body.decode())
    except ValueError as problem:
        raise AssertionError(f"the error is no JSON ({problem}): {body[:500]!r}") from None
    assert isinstance(error, dict), error
    assert ERROR_TYPE.fullmatch(error.get("errorType", "")), error
    assert isinstance(error.get("errorMessage"), str), error
    assert isinstance(error.get("stackTrace"), list) and isinstance(error.get("cause"), list), error
    for cause in error["cause"]:
        assert isinstance(cause["errorType"], str) and isinstance(cause["errorMessage"], str), error
    return error


def check_error(request):
    """A POST to `/error` or `/init/error`: body and headers say the same."""
    error = check_error_json(request.body)
    assert request.header("Lambda-Runtime-Function-Error-Type") == error["errorType"], request
    if request.header("Lambda-Runtime-Function-XRay-Error-Cause") is not None:
        check_cause(request)
    return error


def check_cause(request):
    """The exceptions that an error shows in X-Ray: what the function itself threw has to have them."""
    cause = request.header("Lambda-Runtime-Function-XRay-Error-Cause")
    assert cause, f"there is no cause for X-Ray: {request}"
    assert len(cause.encode()) <= 64 * 1024, f"the cause for X-Ray has {len(cause)} bytes"
    exceptions = json.loads(cause)["exceptions"]
    assert exceptions, cause
    for exception in exceptions:
        assert isinstance(exception["type"], str) and isinstance(exception["message"], str), cause
    return exceptions


def check_emf(line):
    """A line in CloudWatch's embedded metric format.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
    """
    metadata = line["_aws"]
    assert isinstance(metadata["Timestamp"], int) and abs(metadata["Timestamp"] / 1000 - time.time()) < 600, line
    assert metadata["CloudWatchMetrics"], line
    names = set()
    for directive in metadata["CloudWatchMetrics"]:
        assert isinstance(directive["Namespace"], str) and 1 <= len(directive["Namespace"]) <= 1024, line
        assert not directive["Namespace"].startswith("AWS/"), line
        assert isinstance(directive["Dimensions"], list), line
        for dimensions in directive["Dimensions"]:
            assert isinstance(dimensions, list) and len(dimensions) <= 30, line
            for dimension in dimensions:
                assert isinstance(line[dimension], str) and 1 <= len(line[dimension]) <= 1024, f"{dimension} in {line}"
        assert 1 <= len(directive["Metrics"]) <= 100, line
        for metric in directive["Metrics"]:
            assert set(metric) <= {"Name", "Unit", "StorageResolution"}, line
            assert metric.get("Unit", "None") in UNITS, line
            assert metric.get("StorageResolution", 60) in (1, 60), line
            values = line[metric["Name"]]
            values = values if isinstance(values, list) else [values]
            assert 1 <= len(values) <= 100, line
            assert all(isinstance(value, int | float) and not isinstance(value, bool) for value in values), f"{metric['Name']} in {line}"
            # Printable ASCII, and each name once.
            assert re.fullmatch(r"[ -~]{1,255}", metric["Name"]) and metric["Name"].strip() and metric["Name"] not in names, line
            names.add(metric["Name"])
    return names


def check_log(line):
    """A line of the JSON log."""
    assert {"timestamp", "level", "message", "functionName", "functionVersion", "coldStart"} <= set(line), line
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", line["timestamp"]), line
    assert line["level"] in ("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"), line
    assert isinstance(line["message"], str), line
    assert (line["functionName"], line["functionVersion"]) == ("contract", "7"), line
    assert isinstance(line["coldStart"], bool), line
    assert isinstance(line.get("metadata", {}), dict), line


def names_status(line, status):
    """Whether a log line, as JSON or as text, has this status as a number of its own."""
    if isinstance(line, dict):
        line = json.dumps([line["message"], line.get("metadata", {})])
    return re.search(rf"(?<![\d.]){status}(?!\.?\d)", line) is not None
