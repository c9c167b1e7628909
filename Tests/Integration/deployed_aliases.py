"""The functions that forward, on what was deployed to the AWS double, by whatever means."""

import copy
import json
import time
import urllib.request
from email import message_from_bytes
from urllib.parse import urlsplit

from deployed_functions import Deployed, mapping
from deployment import ALIAS_DOMAINS
from forwarding import ALIAS, MAIL, TARGET, Forwarding, bounced, of_ses, outcomes
from inbound import event, from_queue, on_failure
from postroom import ROOT

DAY = 24 * 60 * 60_000
# What no call of the function needs: Lambda uses these in its name, and with the last one S3 says of a mail that is not there that it is not.
NOT_CALLED = {
    "logs:CreateLogStream", "logs:PutLogEvents", "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "s3:ListBucket"}
PARTITIONS = {"FWD#*", "TGT#*", "ALIAS#*", "RAW#*", "REPLY#*", "SECRET#forwarding"}


class DeployedAliases(Deployed, Forwarding):
    """A deployment whose domains of aliases are verified, which no template does."""

    def __init__(self, aws, system):
        super().__init__(aws, system)
        self.ssm, self.ses = aws.direct("ssm"), aws.direct("sesv2")
        variables = system["functions"]["AliasForward"]["environment"]
        self.prefix, self.deferred, self.failed = (variables[f"POSTROOM_{name}"] for name in ("RAW_PREFIX", "QUEUE", "FAILED_QUEUE"))
        known = {one["IdentityName"] for one in self.ses.list_email_identities()["EmailIdentities"]}
        for domain in set(ALIAS_DOMAINS) - known:
            self.ses.create_email_identity(EmailIdentity=domain)

    def mail(self, id, *recipients, days=0, content=MAIL, source=None, **verdicts):
        """SES receives a mail so many days ago: the object is there, and this is the event."""
        self.put_mail(self.prefix + id, content)
        received = event(id, *recipients)
        mail, receipt = received["Records"][0]["ses"]["mail"], received["Records"][0]["ses"]["receipt"]
        mail["timestamp"] = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(time.time() - days * 86_400))
        mail["source"] = source or mail["source"]
        for name, status in verdicts.items():
            receipt[f"{name}Verdict"] = {"status": status}
        return received

    def sent_of(self, id):
        return [mail for mail in self.sent() if mail["tags"]["postroom-mail"] == id]

    def mapped(self):
        """The queue whose messages Lambda gives to the function, and the function, as the mapping has them."""
        mapped = mapping(self.aws, "alias-forward")
        name = mapped["EventSourceArn"].rpartition(":")[2]
        return self.sqs.get_queue_url(QueueName=name)["QueueUrl"], mapped["FunctionArn"].rpartition(":")[2]

    def waiting(self):
        """Messages of the mapped queue, taken out of it, whenever they are due."""
        queue, _ = self.mapped()
        attributes = self.sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["All"])["Attributes"]
        assert int(attributes["ApproximateNumberOfMessages"]) + int(attributes["ApproximateNumberOfMessagesDelayed"]) > 0, attributes
        bodies = [json.loads(call.body) for call in self.aws.judge.of("sqs", "SendMessage") if call.status == 200]
        self.sqs.purge_queue(QueueUrl=queue)
        # The template makes URLs of its own.
        name = queue.rpartition("/")[2]
        return [json.loads(body["MessageBody"]) for body in bodies if body["QueueUrl"].rpartition("/")[2] == name]

    def let_pass(self, key, *attributes):
        """As if the time were over until which a raw mail is kept for something, and the sweep comes to it now."""
        minute = int(time.time() // 60) - 10
        row = {"pk": {"S": f"RAW#{key}"}, "sk": {"S": "META"}}
        sets = "".join(f", {name} = :past" for name in attributes)
        values = {":pk": {"S": f"EXP#{minute}#0"}, ":sk": {"S": key}, **({":past": {"N": "1"}} if attributes else {})}
        self.dynamodb.update_item(
            TableName=self.table, Key=row, UpdateExpression=f"SET exp_pk = :pk, exp_sk = :sk{sets}", ExpressionAttributeValues=values)
        self.dynamodb.put_item(TableName=self.table, Item={"pk": {"S": "SWEEP"}, "sk": {"S": "META"}, "minute": {"N": str(minute - 1)}})

    def sweep(self, api):
        """How many raw mails went."""
        with self.start(api, "MailboxExpiry") as process:
            return process.answer(json.loads((ROOT / "events" / "eventbridge-schedule.json").read_text()))["raw_mails"]

    def objects(self, id):
        return [one["Key"] for one in self.s3.list_objects_v2(Bucket=self.bucket, Prefix=self.prefix + id).get("Contents", [])]

    def row(self, key):
        return self.dynamodb.get_item(TableName=self.table, Key={"pk": {"S": f"RAW#{key}"}, "sk": {"S": "META"}}).get("Item", {})


# MARK: AliasForward


def check_that_mail_is_forwarded(deployment, api):
    """With nothing but what was deployed: its settings, and what its role allows; and the role allows no more than is used."""
    judge = deployment.aws.judge
    _add_aliases(deployment)
    judge.reset()
    with deployment.start(api, "AliasForward") as function:
        _forward(deployment, function)
        _settle(deployment, function)
        _defer(deployment, function)
        _give_up(deployment, function)
        _go_back(deployment, function)
    # What an alias of the table needs, which is allowed too where they are in Parameter Store.
    alias = {"pk": {"S": "ALIAS#example.com"}, "sk": {"S": "hello"}, "value": {"S": json.dumps(TARGET)}}
    deployment.dynamodb.put_item(TableName=deployment.table, Item=alias)
    with deployment.start(api, "AliasForward", POSTROOM_ALIASES="dynamodb") as function:
        assert outcomes(function.answer(deployment.mail("table", ALIAS))) == [(ALIAS, TARGET, "sent", 1)]
    assert judge.refusals == []
    denied, unused = deployment.compare("AliasForward")
    assert denied == [] and {action for action, _ in unused} == NOT_CALLED, (denied, unused)
    _check_conditions(deployment)


def _add_aliases(deployment):
    deployment.add_alias("hello", TARGET)
    deployment.add_alias("bounces", {"targets": ["gone@gmail.com"], "owner": "owner@x.org"})
    deployment.add_alias("broken", "{broken")
    deployment.add_alias("lost", "{broken")
    # So many that no transaction has them all, to whom nothing has to be sent.
    deployment.add_alias("many", {"targets": [f"t{number}@x.org" for number in range(110)], "blocked": ["jane@ex.org"]})
    deployment.add_alias("answers", {"targets": [TARGET], "reply_to": "alias"})
    deployment.ssm.put_parameter(Name=f"/postroom/aliases/{ALIAS_DOMAINS[1]}/hello", Value=TARGET, Type="String", Overwrite=True)


def _forward(deployment, function):
    other = f"hello@{ALIAS_DOMAINS[1]}"
    # The first one that asks makes the secret.
    answer = function.answer(deployment.mail("f1", ALIAS, other, "box@postroom.test"))
    assert outcomes(answer) == [("box@postroom.test", None, "notMine", None), (ALIAS, TARGET, "sent", 1), (other, TARGET, "sent", 1)]
    assert len(deployment.rows("SECRET#")) == 1
    mails = deployment.sent_of("f1")
    assert [(mail["source"], mail["destinations"], mail["configuration_set"]) for mail in mails] == [
        (ALIAS, [TARGET], "postroom-forward"), (other, [TARGET], "postroom-forward")]
    answer = function.answer(deployment.mail("f2", f"many@{ALIAS_DOMAINS[0]}"))
    assert {one[2] for one in outcomes(answer)} == {"refused"} and len(outcomes(answer)) == 110
    # The author's address does not fit into a reply address: a token stands for it.
    content = MAIL.replace(b"jane@ex.org", b"Jane.With.A.Name.As.Long.As.This.One.Is@a-long-domain.example.org")
    function.answer(deployment.mail("f3", f"answers@{ALIAS_DOMAINS[0]}", content=content))
    [mail] = deployment.sent_of("f3")
    reply_to = message_from_bytes(deployment.raw(mail))["Reply-To"]
    reply = f"From: {TARGET}\r\nTo: {reply_to}\r\nSubject: Re: Hello\r\n\r\nYes.\r\n".encode()
    passing = {name: "PASS" for name in ("spf", "dkim", "dmarc")}
    answer = function.answer(deployment.mail("f4", reply_to, content=reply, source=TARGET, **passing))
    assert [(one[1], one[2]) for one in outcomes(answer)] == [
        ("Jane.With.A.Name.As.Long.As.This.One.Is@a-long-domain.example.org", "sent")], answer


def _settle(deployment, function):
    """SNS publishes what SES says to the function that the subscription names."""
    [mail, *_] = deployment.sent_of("f1")
    [row] = [row for row in deployment.ledger("f1") if row["sk"] == "E#" + mail["tags"]["postroom-entry"]]
    deployment.dynamodb.update_item(
        TableName=deployment.table, Key={"pk": {"S": row["pk"]}, "sk": {"S": row["sk"]}}, UpdateExpression="SET #s = :s REMOVE ses_id",
        ExpressionAttributeNames={"#s": "state"}, ExpressionAttributeValues={":s": {"S": "sending"}})
    sends = of_ses("Send", mail)
    arn, *subscriber = deployment.system["forwarding"]["subscription"]
    assert subscriber == ["lambda", f"arn:aws:lambda:{deployment.aws.region}:{deployment.aws.account}:function:postroom-alias-forward", False]
    deployment.aws.direct("sns").publish(TopicArn=arn, Message=sends["Records"][0]["Sns"]["Message"])
    published = deployment.aws.double.published()[-1]
    assert published["function"] == "postroom-alias-forward"
    sends["Records"][0]["Sns"] |= {"TopicArn": arn, "Message": published["message"]}
    function.answer(sends)
    assert {(row["state"], row.get("ses_id") is not None) for row in deployment.ledger("f1")} == {("sent", True)}
    # And what came back is a failure.
    function.answer(deployment.mail("f5", f"bounces@{ALIAS_DOMAINS[0]}"))
    [mail] = deployment.sent_of("f5")
    function.answer(bounced(mail))
    assert deployment.states("f5") == [("gone@gmail.com", "failed")]
    assert [row["bounces"] for row in deployment.rows("TGT#gone@gmail.com")] == ["1"]


def _defer(deployment, function):
    """What is put off comes out of the queue that is mapped to the function."""
    queue, name = deployment.mapped()
    assert queue.rpartition("/")[2] == "postroom-forward" and name == "postroom-alias-forward"
    address = f"broken@{ALIAS_DOMAINS[0]}"
    assert outcomes(function.answer(deployment.mail("f6", address))) == [(address, None, "deferred", None)]
    [body] = deployment.waiting()
    deployment.add_alias("broken", TARGET)
    assert function.answer(deployment.due(body)) == {"batchItemFailures": []}
    assert deployment.states("f6") == [(TARGET, "sent")]


def _give_up(deployment, function):
    """What was put off for too long, and an event that failed thrice, lie aside; both can be given back by the mapped queue."""
    address = f"lost@{ALIAS_DOMAINS[0]}"
    mail = deployment.mail("f7", address)
    function.answer(mail)
    last = [body for body in deployment.waiting() if body["mail"]["ses_message_id"] == "f7"][-1]
    function.answer(deployment.due(last, attempt=99))
    assert [row["state"] for row in deployment.ledger("f7")] == ["failed"]
    [body] = deployment.given_up()
    assert body["mail"]["ses_message_id"] == "f7"
    deployment.add_alias("lost", TARGET)
    assert function.answer(from_queue(body)) == {"batchItemFailures": []}
    assert deployment.states("f7") == [(TARGET, "sent")]
    destination = deployment.system["functions"]["AliasForward"]["asynchronous"][2].rpartition(":")[2]
    assert destination == deployment.failed.rpartition("/")[2]
    assert function.answer(from_queue(on_failure(deployment.mail("f8", ALIAS)))) == {"batchItemFailures": []}
    assert deployment.states("f8") == [(TARGET, "sent")]


def _go_back(deployment, function):
    address = f"nobody@{ALIAS_DOMAINS[0]}"
    assert outcomes(function.answer(deployment.mail("f9", address, spf="PASS"))) == [(address, None, "refused", None)]
    assert [mail["kind"] for mail in deployment.aws.double.mails()].count("bounce") == 1


def _check_conditions(deployment):
    """Each partition that the role may change or read is one that the function uses."""
    used = {key for call in deployment.aws.judge.calls for key in call.context.get("dynamodb:LeadingKeys", [])}
    shapes = {key if key.startswith("SECRET#") else key.partition("#")[0] + "#*" for key in used}
    assert shapes == PARTITIONS
    granted = set()
    for statement in map(json.loads, deployment.system["functions"]["AliasForward"]["statements"]):
        granted |= set(statement.get("Condition", {}).get("ForAllValues:StringLike", {}).get("dynamodb:LeadingKeys", []))
    assert granted == PARTITIONS


# MARK: HeldMail


def check_that_a_held_mail_is_found(deployment, api):
    """From the owner's notice by the route of the API to the function, and on to the mail in S3."""
    judge, address = deployment.aws.judge, f"kept@{ALIAS_DOMAINS[0]}"
    deployment.add_alias("kept", {"targets": [TARGET], "owner": "owner@x.org"})
    before = len(deployment.sent(notices=True))
    with deployment.start(api, "AliasForward") as function:
        assert outcomes(function.answer(deployment.mail("kept", address, virus="FAIL"))) == [(address, None, "quarantined", None)]
    [notice] = deployment.sent(notices=True)[before:]
    text = message_from_bytes(deployment.raw(notice)).get_payload(decode=True).decode()
    [link] = [line for line in text.splitlines() if line.startswith("https://")]
    token = urlsplit(link).path.removeprefix("/held/")
    name = _behind(deployment, link, "GET /held/{token}")
    assert name == deployment.system["functions"]["HeldMail"]["name"]
    recorded = json.loads((ROOT / "events" / "http-api-held-mail.json").read_text().replace("TOKEN", token))
    judge.reset()
    with deployment.start(api, "HeldMail") as function:
        answer = function.answer(recorded)
        assert answer["statusCode"] == 302, answer
        with urllib.request.urlopen(answer["headers"]["Location"], timeout=30) as mail:
            assert mail.read() == MAIL and mail.headers["Content-Type"] == "message/rfc822"
        other = copy.deepcopy(recorded)
        other["rawPath"], other["pathParameters"]["token"] = f"/held/{token[:-4]}AAAA", f"{token[:-4]}AAAA"
        assert function.answer(other)["statusCode"] == 404
    assert judge.refusals == []
    denied, unused = deployment.compare("HeldMail")
    assert denied == [] and {action for action, _ in unused} == {"logs:CreateLogStream", "logs:PutLogEvents"}, (denied, unused)


def _behind(deployment, link, route):
    """The function that the API calls for a route, when the link leads to the API."""
    gateway = deployment.aws.direct("apigatewayv2")
    [api] = gateway.get_apis()["Items"]
    assert urlsplit(link).hostname.partition(".")[0] == api["ApiId"]
    [target] = [one["Target"] for one in gateway.get_routes(ApiId=api["ApiId"])["Items"] if one["RouteKey"] == route]
    integration = gateway.get_integration(ApiId=api["ApiId"], IntegrationId=target.removeprefix("integrations/"))
    return integration["IntegrationUri"].rpartition(":")[2]


# MARK: both kinds of addresses


def check_that_a_mail_for_a_mailbox_and_an_alias_stays_until_both_are_done(deployment, api, is_alias_first):
    """Each of the two functions leaves the other's recipient alone, and its mail: the sweep deletes it when neither needs it any more."""
    id = "both-a" if is_alias_first else "both-m"
    box, key = deployment.add_mailbox(id), deployment.prefix + id
    mail = deployment.mail(id, box, ALIAS, days=1)

    def store():
        with deployment.start(api, "SESInbound") as process:
            [answered] = process.answer(mail)["mails"]
        assert [(one["recipient"], one["outcome"]) for one in answered["recipients"]] == [(box, "stored"), (ALIAS, "notMine")]

    def forward():
        with deployment.start(api, "AliasForward") as process:
            answered = outcomes(process.answer(mail))
        assert answered == [(box, None, "notMine", None), (ALIAS, TARGET, "sent", 1)]

    deployment.add_alias("hello", TARGET)
    first, second = (forward, store) if is_alias_first else (store, forward)
    first()
    # Even where the mailbox ends before the mail is forwarded, and the sweep looks as soon as it can.
    if not is_alias_first:
        deployment.end(box)
    deployment.let_pass(key)
    assert deployment.sweep(api) == 0 and deployment.objects(id) == [key]
    second()
    if is_alias_first:
        deployment.end(box)
    row = {name: int(value["N"]) for name, value in deployment.row(key).items() if "N" in value}
    received = int(time.time() * 1000) - DAY
    assert abs(row["forwarding_until"] - received - 30 * DAY) < DAY / 2 and abs(row["pending_until"] - received - 15 * DAY) < DAY / 2
    # The mailbox's time is over, and that in which SESInbound's event may be given back; the alias's mail can be given back for longer.
    deployment.let_pass(key, "pending_until")
    assert deployment.sweep(api) == 0 and deployment.objects(id) == [key] and deployment.messages(box) == []
    deployment.let_pass(key, "forwarding_until")
    assert deployment.sweep(api) == 1 and deployment.objects(id) == []
