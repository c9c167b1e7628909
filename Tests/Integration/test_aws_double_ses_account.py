"""The account, the suppression list, bounces and configuration sets of SES in the AWS double."""

import pytest
from botocore.exceptions import ClientError


@pytest.fixture
def ses(aws):
    aws.direct("sesv2").create_email_identity(EmailIdentity="example.com")
    return aws.client("sesv2")


def send(ses, to):
    raw = b"From: a@example.com\r\n\r\nx\r\n"
    return ses.send_email(FromEmailAddress="a@example.com", Destination={"ToAddresses": to}, Content={"Raw": {"Data": raw}})


def code(call, **options):
    with pytest.raises(ClientError) as error:
        call(**options)
    return error.value.response["Error"]["Code"]


def test_get_account(aws, ses):
    send(ses, ["b@example.org", "c@example.org"])
    account = ses.get_account()
    assert account["SendQuota"] == {"Max24HourSend": 50000, "MaxSendRate": 14, "SentLast24Hours": 2}
    assert (account["SendingEnabled"], account["ProductionAccessEnabled"], account["EnforcementStatus"]) == (True, True, "HEALTHY")
    assert account["SuppressionAttributes"] == {"SuppressedReasons": ["BOUNCE", "COMPLAINT"]}


@pytest.mark.parametrize("address", ["b@example.org", "a+b@example.org", "a/b?c=%d&e@example.org", "'o.neill'@example.org"])
def test_suppressed_destinations_come_and_go(aws, ses, address):
    assert code(ses.get_suppressed_destination, EmailAddress=address) == "NotFoundException"
    ses.put_suppressed_destination(EmailAddress=address, Reason="BOUNCE")
    found = ses.get_suppressed_destination(EmailAddress=address.upper())["SuppressedDestination"]
    assert (found["EmailAddress"], found["Reason"]) == (address, "BOUNCE")
    assert found["LastUpdateTime"].year > 2000
    ses.delete_suppressed_destination(EmailAddress=address)
    assert code(ses.delete_suppressed_destination, EmailAddress=address) == "NotFoundException"
    assert code(ses.put_suppressed_destination, EmailAddress=address, Reason="DISLIKE") == "BadRequestException"
    assert aws.judge.refusals == []


def test_the_suppression_list_has_pages_and_reasons(ses):
    for number in range(5):
        ses.put_suppressed_destination(EmailAddress=f"{number}@example.org", Reason="COMPLAINT" if number % 2 else "BOUNCE")
    found, token = [], {}
    while True:
        page = ses.list_suppressed_destinations(PageSize=2, **token)
        found.append([one["EmailAddress"][0] for one in page["SuppressedDestinationSummaries"]])
        if "NextToken" not in page:
            break
        token = {"NextToken": page["NextToken"]}
    assert found == [["0", "1"], ["2", "3"], ["4"]]
    complaints = ses.list_suppressed_destinations(Reasons=["COMPLAINT"])["SuppressedDestinationSummaries"]
    assert [one["EmailAddress"][0] for one in complaints] == ["1", "3"]


def test_a_suppressed_destination_is_accepted_and_gets_nothing(aws, ses):
    ses.put_suppressed_destination(EmailAddress="Gone@example.org", Reason="BOUNCE")
    assert send(ses, ["Name <gone@EXAMPLE.org>", "b@example.org"])["MessageId"]
    assert aws.double.mails()[0]["suppressed"] == ["Name <gone@EXAMPLE.org>"]
    ses.put_account_suppression_attributes(SuppressedReasons=["COMPLAINT"])
    send(ses, ["gone@example.org"])
    assert aws.double.mails()[1]["suppressed"] == []


def test_send_bounce(aws, ses):
    bounce = {
        "OriginalMessageId": "o3vrnil0e2ic28tr",
        "BounceSender": "mailer-daemon@example.com",
        "Explanation": "no such mailbox",
        "BouncedRecipientInfoList": [{"Recipient": "b@example.com", "BounceType": "DoesNotExist"}],
    }
    assert aws.client("ses").send_bounce(**bounce)["MessageId"] == aws.double.mails()[0]["id"]
    (mail,) = aws.double.mails()
    assert (mail["kind"], mail["source"], mail["destinations"]) == ("bounce", "", ["b@example.com"])
    assert mail["content"] == bounce
    assert code(aws.client("ses").send_bounce, **bounce | {"BounceSender": "x@other.example"}) == "MessageRejected"
    assert aws.judge.refusals == []


def test_a_configuration_set_as_terraform_reads_it(ses):
    ses.create_configuration_set(ConfigurationSetName="mail", SendingOptions={"SendingEnabled": True})
    found = ses.get_configuration_set(ConfigurationSetName="mail")
    assert found["SendingOptions"] == {"SendingEnabled": True}
    assert not {"TrackingOptions", "VdmOptions", "DeliveryOptions", "SuppressionOptions"} & found.keys()
    ses.put_configuration_set_sending_options(ConfigurationSetName="mail", SendingEnabled=False)
    ses.put_configuration_set_suppression_options(ConfigurationSetName="mail", SuppressedReasons=["BOUNCE"])
    found = ses.get_configuration_set(ConfigurationSetName="mail")
    assert found["SendingOptions"] == {"SendingEnabled": False}
    assert found["SuppressionOptions"] == {"SuppressedReasons": ["BOUNCE"]}


def test_event_destinations(ses):
    ses.create_configuration_set(ConfigurationSetName="mail")
    destination = {
        "Enabled": True,
        "MatchingEventTypes": ["BOUNCE"],
        "SnsDestination": {"TopicArn": "arn:aws:sns:eu-central-1:123456789012:t"},
    }
    name = {"ConfigurationSetName": "mail", "EventDestinationName": "bounces"}
    ses.create_configuration_set_event_destination(**name, EventDestination=destination)
    found = lambda: ses.get_configuration_set_event_destinations(ConfigurationSetName="mail")["EventDestinations"]  # noqa: E731
    assert found() == [{"Name": "bounces", **destination}]
    ses.update_configuration_set_event_destination(**name, EventDestination=destination | {"Enabled": False})
    assert found()[0]["Enabled"] is False
    ses.delete_configuration_set_event_destination(**name)
    assert found() == []
