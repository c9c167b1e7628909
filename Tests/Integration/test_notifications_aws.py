"""Mails of Postroom's own, from the topic to SES: what arrives, what is refused, and that a retry makes no second mail."""

import email
import email.header
import json

import pytest

from aws import faults
from notifications import OPS, SENDER, Notifications, published, recorded, registered
from postroom import ROOT

FAULTS = {
    "reset before reading": faults.reset_before_reading, "reset before sending": faults.reset_before_sending, "lost answer": faults.lost_answer,
    "500": lambda: faults.error(500), "throttled": faults.throttled,
}


@pytest.fixture
def notifications(aws):
    yield Notifications(aws)
    assert aws.judge.refusals == []


def outcomes(answer):
    return [one["outcome"] for one in answer["notifications"]]


def parts(mail):
    return {part.get_content_type(): part.get_content().replace("\r\n", "\n") for part in mail.walk() if not part.is_multipart()}


def as_read(mail, name):
    """A field as older readers decode it: the newer one of Python leaves a space between two encoded-words of a name."""
    return str(email.header.make_header(email.header.decode_header(email.message_from_bytes(mail.raw)[name])))


# MARK: WelcomeEmail


def test_a_user_is_welcomed(notifications, api):
    with notifications.start(api, "WelcomeEmail", POSTROOM_UNSUBSCRIBE="https://example.com/off?to={email}") as function:
        answer = function.answer(registered(display_name="Zoë \"Zed\" <script>\r\nBcc: victim@example.org", timestamp="2026-11-22T08:30:00Z"))
    assert outcomes(answer) == ["sent"]
    [(destinations, mail)] = notifications.sent()
    assert destinations == ["jane@example.net"]
    assert mail["From"].addresses[0].display_name == "Exämple" and mail["From"].addresses[0].addr_spec == SENDER
    assert [one.addr_spec for one in mail["To"].addresses] == ["jane@example.net"]
    assert as_read(mail, "To") == 'Zoë "Zed" <script> Bcc: victim@example.org <jane@example.net>'
    assert mail["Bcc"] is None and mail["Subject"] == 'Welcome, Zoë "Zed" <script> Bcc: victim@example.org'
    assert mail["List-Unsubscribe"] == "<https://example.com/off?to=jane%40example.net>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click" and mail["Auto-Submitted"] == "auto-generated"
    found = parts(mail)
    assert list(found) == ["text/plain", "text/html"]
    assert 'Hello Zoë "Zed" <script>' in found["text/plain"] and "jane@example.net" in found["text/plain"]
    assert "<script>" not in found["text/html"] and "Zoë &quot;Zed&quot; &lt;script&gt;" in found["text/html"]
    [call] = notifications.aws.judge.of("ses", "SendEmail")
    assert json.loads(call.body)["ConfigurationSetName"] == "postroom"
    [row] = notifications.entries().values()
    assert (row["state"], row["ses_id"]) == ("sent", answer["notifications"][0]["ses_id"])


def test_templates_of_the_user_come_from_the_bucket(notifications, api):
    files = {
        "order_shipped.subject.mustache": "Shipped: {{order}}\n", "order_shipped.txt.mustache": "{{> greeting}}{{order}} is on its way.\n",
        "order_shipped.de.subject.mustache": "Unterwegs: {{order}}", "order_shipped.de.txt.mustache": "{{order}} ist unterwegs.",
        "order_shipped.de.html.mustache": "<p>{{order}}</p>", "greeting.mustache": "Hello {{display_name}},\n\n",
    }
    for name, text in files.items():
        notifications.s3.put_object(Bucket=notifications.bucket, Key=f"templates/{name}", Body=text.encode())

    def order(id, **fields):
        return published({"event": "order_shipped", "email": "jane@example.net", "order": "A & <B>", **fields}, id)

    with notifications.start(api, "WelcomeEmail", POSTROOM_TEMPLATES=f"s3://{notifications.bucket}/templates") as function:
        assert outcomes(function.answer(order("a", display_name="Jane"))) == ["sent"]
        assert outcomes(function.answer(order("b", locale="de-AT"))) == ["sent"]
        assert outcomes(function.answer(order("c", locale="fr"))) == ["sent"]
        # What the user has no templates for is built in.
        assert outcomes(function.answer(registered(id="d"))) == ["sent"]
        assert outcomes(function.answer(recorded("sns-user-other-event"))) == ["ignored"]
    mails = [mail for _, mail in notifications.sent()]
    assert [mail["Subject"] for mail in mails] == ["Shipped: A & <B>", "Unterwegs: A & <B>", "Shipped: A & <B>", "Welcome"]
    assert parts(mails[0]) == {"text/plain": "Hello Jane,\n\nA & <B> is on its way."}
    assert parts(mails[1]) == {"text/plain": "A & <B> ist unterwegs.", "text/html": "<p>A &amp; &lt;B&gt;</p>"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Hello {{nmae}}", "nmae"), ("{{#a}}", "x.txt.mustache"), ("{{> nothing}}", "nothing"), ("{{<parent}}{{/parent}}", "x.txt.mustache"),
    ])
def test_a_template_that_is_wrong_sends_nothing_and_is_named(notifications, api, text, says):
    notifications.s3.put_object(Bucket=notifications.bucket, Key="x.subject.mustache", Body=b"x")
    notifications.s3.put_object(Bucket=notifications.bucket, Key="x.txt.mustache", Body=text.encode())
    with notifications.start(api, "WelcomeEmail", POSTROOM_TEMPLATES=f"s3://{notifications.bucket}") as function:
        failure = function.failure(published({"event": "x", "email": "jane@example.net"}))
    assert says in failure["errorMessage"] and "x.txt.mustache" in failure["errorMessage"]
    assert notifications.sent() == [] and notifications.entries() == {}


@pytest.mark.parametrize(
    "address", ["", "jane", "jane@", "@example.net", "jane@example.net\r\nBcc: victim@example.org", "a@b@c", "jane@example.net,joe@x.org", "jäne@example.net", " "])
def test_a_bad_address_is_reported_and_not_tried_again(notifications, api, address):
    with notifications.start(api, "WelcomeEmail") as function:
        answer = function.answer(registered(address))
    assert outcomes(answer) == ["refused"] and "address" in answer["notifications"][0]["reason"]
    assert notifications.sent() == []


def test_a_suppressed_address_is_reported_and_not_tried_again(notifications, api):
    notifications.ses.put_suppressed_destination(EmailAddress="jane@example.net", Reason="BOUNCE")
    with notifications.start(api, "WelcomeEmail") as function:
        answer = function.answer(registered())
        again = function.answer(registered())
    assert outcomes(answer) == ["suppressed"] and answer["notifications"][0]["reason"] == "BOUNCE"
    assert outcomes(again) == ["settledBefore"] and notifications.sent() == []


@pytest.mark.parametrize(
    "message", ["", "no JSON", "[]", "42", "null", "{}", '{"event": 1}', '{"event": "user_registered"}', '{"event": "user_registered", "email": []}', "[" * 9000, "x" * 262144])
def test_a_bad_message_is_an_error_and_sends_nothing(notifications, api, message):
    with notifications.start(api, "WelcomeEmail") as function:
        failure = function.failure(published(message))
        assert any(word in failure["errorMessage"] for word in ("message", "'event'", "'email'")) and len(failure["errorMessage"]) < 400
        assert outcomes(function.answer(registered())) == ["sent"]


def test_a_bad_record_fails_alone(notifications, api):
    event = registered("a@example.net", "a")
    event["Records"] += published("no JSON", "b")["Records"] + registered("c@example.net", "c")["Records"]
    with notifications.start(api, "WelcomeEmail") as function:
        function.failure(event)
        function.failure(event)
    assert [to for to, _ in notifications.sent()] == [["a@example.net"], ["c@example.net"]]


def test_records_of_failures_and_messages_of_queues_are_taken(notifications, api):
    plain = registered("a@example.net", "a")
    failed = {"requestContext": {"condition": "RetriesExhausted"}, "requestPayload": registered("b@example.net", "b")}
    envelope = registered("c@example.net", "c")["Records"][0]["Sns"]
    queue = {"Records": [
        {"eventSource": "aws:sqs", "messageId": str(number), "body": body}
        for number, body in enumerate([json.dumps(failed), json.dumps(envelope), "no JSON"])]}
    with notifications.start(api, "WelcomeEmail") as function:
        assert outcomes(function.answer(plain)) == ["sent"]
        assert function.answer(queue) == {"batchItemFailures": [{"itemIdentifier": "2"}]}
    assert [to for to, _ in notifications.sent()] == [["a@example.net"], ["b@example.net"], ["c@example.net"]]


# MARK: AlarmEmail


def test_an_alarm_reaches_everybody_once(notifications, api):
    event = recorded("sns-alarm-metric")
    with notifications.start(api, "AlarmEmail", POSTROOM_TIME_ZONE="Europe/Berlin") as function:
        answer = function.answer(event)
        again = function.answer(event)
    assert outcomes(answer) == ["mailed"] and [one["outcome"] for one in answer["notifications"][0]["mails"]] == ["sent", "sent"]
    assert [one["outcome"] for one in again["notifications"][0]["mails"]] == ["settledBefore"] * 2
    assert [to for to, _ in notifications.sent()] == [[one] for one in OPS]
    for _, mail in notifications.sent():
        found = parts(mail)
        assert "ErrorCount was 12, above 5 for 3 of 3 minutes" in found["text/plain"] and "ErrorCount" in found["text/html"]
        assert "04:15:00" in found["text/plain"], "in Berlin"
        assert mail["Importance"] == "high" and mail["References"]


def test_every_recorded_notification_becomes_a_mail(notifications, api):
    names = sorted(path.stem for path in (ROOT / "events").glob("sns-*.json") if not path.stem.startswith(("sns-ses-", "sns-user-")))
    assert len(names) > 20
    with notifications.start(api, "AlarmEmail", POSTROOM_TO="ops@example.org", POSTROOM_FOLD_MINUTES="0") as function:
        for name in names:
            event = recorded(name)
            event["Records"][0]["Sns"]["MessageId"] = name
            assert outcomes(function.answer(event)) == ["mailed"], name
    mails = [mail for _, mail in notifications.sent()]
    assert len(mails) == len(names)
    for name, mail in zip(names, mails):
        found = parts(mail)
        assert list(found) == ["text/plain", "text/html"] and not mail.defects, name
        assert mail["Subject"].strip() and "\n" not in mail["Subject"], name
        assert "<script" not in found["text/html"].lower() and "http-equiv=\"refresh" not in found["text/html"].lower(), name


def of_alarm(state, id, name="Errors"):
    message = json.loads(recorded("sns-alarm-metric")["Records"][0]["Sns"]["Message"])
    return published({**message, "NewStateValue": state, "AlarmName": name, "AlarmArn": f"arn:aws:cloudwatch:eu-central-1:123456789012:alarm:{name}"}, id)


def test_a_repeat_of_the_same_state_is_folded(notifications, api):
    with notifications.start(api, "AlarmEmail", POSTROOM_TO="ops@example.org") as function:
        assert outcomes(function.answer(of_alarm("ALARM", "a"))) == ["mailed"]
        assert outcomes(function.answer(of_alarm("ALARM", "b"))) == ["folded"]
        assert outcomes(function.answer(of_alarm("ALARM", "a"))) == ["mailed"], "its own retry"
        assert outcomes(function.answer(of_alarm("ALARM", "c", "Others"))) == ["mailed"]
        assert outcomes(function.answer(of_alarm("OK", "d"))) == ["mailed"]
        assert outcomes(function.answer(of_alarm("ALARM", "e"))) == ["mailed"]
    mails = [mail for _, mail in notifications.sent()]
    assert len(mails) == 4
    # One thread for each alarm.
    assert mails[0]["References"] == mails[2]["References"] == mails[3]["References"] != mails[1]["References"]
    assert mails[0]["Subject"] == mails[2]["Subject"] == mails[3]["Subject"]
    assert mails[2]["Importance"] is None


def test_routes_by_attribute_and_by_topic(notifications, api):
    settings = {
        "POSTROOM_TO": "ops@example.org", "POSTROOM_INFORMATIONAL_TO": "team@example.org",
        "POSTROOM_ROUTES": "billing=digest, deploys=informational, severity:low=informational",
    }
    with notifications.start(api, "AlarmEmail", **settings) as function:
        assert outcomes(function.answer(published("a", "a", "billing"))) == ["kept"]
        assert outcomes(function.answer(published("b", "b", "deploys"))) == ["mailed"]
        assert outcomes(function.answer(published("c", "c", severity="low"))) == ["mailed"]
        assert outcomes(function.answer(published("d", "d", "billing", route="immediate"))) == ["mailed"]
        assert outcomes(function.answer(published("e", "e", route="digest"))) == ["kept"]
        assert outcomes(function.answer(published("f", "f", route="nowhere"))) == ["mailed"]
    assert [to for to, _ in notifications.sent()] == [["team@example.org"], ["team@example.org"], ["ops@example.org"], ["ops@example.org"]]
    assert sorted(row["sk"] for row in notifications.rows("DIGEST#")) == ["I#a", "I#e"]


def test_an_event_of_eventbridge_needs_no_topic(notifications, api):
    event = json.loads(recorded("sns-eventbridge-alarm")["Records"][0]["Sns"]["Message"])
    with notifications.start(api, "AlarmEmail", POSTROOM_TO="ops@example.org") as function:
        assert outcomes(function.answer(event)) == ["mailed"]
    assert len(notifications.sent()) == 1


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"POSTROOM_FROM": ""}, "POSTROOM_FROM"), ({"POSTROOM_FROM": "nobody"}, "POSTROOM_FROM"), ({"POSTROOM_TO": ""}, "POSTROOM_TO"),
        ({"POSTROOM_TO": "ops"}, "POSTROOM_TO"), ({"POSTROOM_ROUTES": "billing"}, "POSTROOM_ROUTES"),
        ({"POSTROOM_ROUTES": "billing=never"}, "POSTROOM_ROUTES"), ({"POSTROOM_TIME_ZONE": "Mars/Olympus"}, "POSTROOM_TIME_ZONE"),
        ({"POSTROOM_TIME_ZONE": "../../etc/passwd"}, "POSTROOM_TIME_ZONE"), ({"POSTROOM_FOLD_MINUTES": "soon"}, "POSTROOM_FOLD_MINUTES"),
    ])
def test_a_setting_that_is_wrong_keeps_it_from_starting(notifications, api, settings, says):
    with notifications.start(api, "AlarmEmail", **settings):
        api.wait(lambda: api.of("init"), "a report of what is wrong")
    assert says in api.of("init")[0].json["errorMessage"]


# MARK: Whatever fails


STEPS = {
    "WelcomeEmail": [("dynamodb", "PutItem", 1), ("ses", "GetSuppressedDestination", 1), ("ses", "GetAccount", 1), ("ses", "SendEmail", 1),
                     ("dynamodb", "UpdateItem", 1)],
    "AlarmEmail": [("dynamodb", "PutItem", 1), ("dynamodb", "PutItem", 2), ("dynamodb", "PutItem", 3), ("ses", "GetSuppressedDestination", 2),
                   ("ses", "SendEmail", 1), ("ses", "SendEmail", 2), ("dynamodb", "UpdateItem", 1), ("dynamodb", "UpdateItem", 2)],
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("times", [1, 9])
@pytest.mark.parametrize(
    ("name", "service", "operation", "nth"), [(name, *step) for name, steps in STEPS.items() for step in steps], ids=lambda value: str(value))
def test_a_call_that_fails_and_is_tried_again_makes_one_mail(notifications, api, name, service, operation, nth, fault, times):
    event = registered() if name == "WelcomeEmail" else recorded("sns-alarm-metric")
    wanted = ["jane@example.net"] if name == "WelcomeEmail" else OPS
    with notifications.start(api, name, POSTROOM_UNSURE="hold") as function:
        api.wait_idle()
        notifications.aws.judge.fault(FAULTS[fault](), service, operation, nth=nth, times=times)
        for _ in range(5):
            post = function.call(event, seconds=20, wait=40)
            notifications.aws.judge.heal()
            if post.endpoint == "response":
                break
            # As after the minute that Lambda waits.
            notifications.end_leases()
    assert post.endpoint == "response", function.output
    mails = [to[0] for to, _ in notifications.sent()]
    assert len(mails) == len(set(mails))
    entries = notifications.entries()
    assert sorted(entries) == sorted(wanted)
    for address, row in entries.items():
        if row["state"] == "sent":
            assert address in mails
        else:
            # Nobody knows whether SES has it, and it is held for that.
            assert row["state"] == "failed" and "unsure" in row["reason"], row
            assert operation in ("SendEmail", "UpdateItem") or fault == "lost answer"


def test_a_mail_of_which_nobody_knows_is_sent_again_where_that_is_wanted(notifications, api):
    with notifications.start(api, "WelcomeEmail") as function:
        api.wait_idle()
        notifications.aws.judge.fault(faults.lost_answer(), "ses", "SendEmail")
        function.failure(registered(), seconds=20, wait=40)
        # The lease is on: nobody else sends meanwhile.
        assert "another attempt" in function.failure(registered())["errorMessage"]
        notifications.end_leases()
        assert outcomes(function.answer(registered())) == ["sent"]
    assert len(notifications.sent()) == 2


def test_a_mail_that_ses_refuses_is_given_up_and_reported(notifications, api):
    with notifications.start(api, "WelcomeEmail") as function:
        api.wait_idle()
        notifications.aws.judge.fault(faults.error(400, "MessageRejected", "Message contains bad content."), "ses", "SendEmail")
        answer = function.answer(registered())
    assert outcomes(answer) == ["refused"] and "refused" in answer["notifications"][0]["reason"]
    assert [row["state"] for row in notifications.entries().values()] == ["failed"]
    # Diagnostics do not say whom it was for.
    assert "jane@example.net" not in function.output
