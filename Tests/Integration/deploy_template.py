"""`template.yaml` as CloudFormation would make it: transformed, and with its references resolved."""

import re
from graphlib import TopologicalSorter

from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

from aws import ACCOUNT, REGION
from postroom import ROOT

TEMPLATE = ROOT / "template.yaml"
PSEUDO = {"AWS::AccountId": ACCOUNT, "AWS::Region": REGION, "AWS::Partition": "aws"}
ARNS = {
    "AWS::S3::Bucket": ("BucketName", "arn:aws:s3:::{}"),
    "AWS::DynamoDB::Table": ("TableName", f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/{{}}"),
    "AWS::SNS::Topic": ("TopicName", f"arn:aws:sns:{REGION}:{ACCOUNT}:{{}}"),
    "AWS::SQS::Queue": ("QueueName", f"arn:aws:sqs:{REGION}:{ACCOUNT}:{{}}"),
    "AWS::Lambda::Function": ("FunctionName", f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{{}}"),
    "AWS::IAM::Role": ("RoleName", f"arn:aws:iam::{ACCOUNT}:role/{{}}"),
    # CloudFormation's ARN of a log group has the streams with it.
    "AWS::Logs::LogGroup": ("LogGroupName", f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:{{}}:*"),
    "AWS::IAM::ManagedPolicy": ("ManagedPolicyName", f"arn:aws:iam::{ACCOUNT}:policy/{{}}"),
    "AWS::SES::ReceiptRuleSet": ("RuleSetName", None),
    "AWS::SES::ConfigurationSet": ("Name", None),
    "AWS::Lambda::Permission": ("Action", None),
}
NOTHING = object()


def parsed():
    """The template, with its short forms written out."""
    return yaml_parse(TEMPLATE.read_text())


class Template:
    """The resources of a deployment with these parameters, and the defaults of others.

    What AWS names itself, such as an API, is named in `ids` by who makes it; until then it has a name that is made up.
    """

    def __init__(self, **parameters):
        template = parsed()
        self.ids = {}
        for resource in template["Resources"].values():
            if resource["Type"] == "AWS::Serverless::Function":
                # What `sam deploy` writes there when it has uploaded the zip.
                resource["Properties"]["CodeUri"] = {"Bucket": "uploads", "Key": resource["Properties"]["CodeUri"]}
        self._values = {name: str(given["Default"]) for name, given in template["Parameters"].items() if "Default" in given} | parameters
        for name, given in template["Parameters"].items():
            if given["Type"] == "CommaDelimitedList":
                self._values[name] = [part.strip() for part in self._values[name].split(",")]
        self._rules, self._conditions = template["Rules"], template["Conditions"]
        is_there = lambda part: "Condition" not in part or self._holds({"Condition": part["Condition"]})  # noqa: E731
        resources = transform(template, {}, _NoManagedPolicies())["Resources"]
        self._resources = {name: resource for name, resource in resources.items() if is_there(resource)}
        self._outputs = {name: output for name, output in template["Outputs"].items() if is_there(output)}

    def refusals(self):
        """What CloudFormation would say before it makes anything: of each rule that does not hold."""
        assertions = [one for rule in self._rules.values() for one in rule["Assertions"]]
        return [one["AssertDescription"] for one in assertions if not self._holds(one["Assert"])]

    def outputs(self):
        return {name: self._resolve(output["Value"]) for name, output in self._outputs.items()}

    def has(self, name):
        """Whether there is such a resource, with these parameters."""
        return name in self._resources

    def get(self, name):
        """The properties of a resource."""
        return self._resolve(self._resources[name]["Properties"])

    def of_type(self, type):
        """The properties of each resource of a type, by its name in the template."""
        return {name: self.get(name) for name, resource in self._resources.items() if resource["Type"] == type}

    def only(self, type):
        [properties] = self.of_type(type).values()
        return properties

    def type_of(self, name):
        return self._resources[name]["Type"]

    def order(self):
        """The names of the resources, each behind those that it refers to."""
        return list(TopologicalSorter({name: self._needed(resource) for name, resource in self._resources.items()}).static_order())

    def _needed(self, resource):
        after = resource.get("DependsOn", [])
        found = {after} if isinstance(after, str) else set(after)
        texts = [resource["Properties"]]
        while texts:
            value = texts.pop()
            if isinstance(value, dict):
                texts += value.values()
                found |= {target.split(".")[0] for key, target in value.items() if key == "Ref" and isinstance(target, str)}
                if "Fn::GetAtt" in value:
                    target = value["Fn::GetAtt"]
                    found.add(target.split(".")[0] if isinstance(target, str) else target[0])
                if isinstance(value.get("Fn::Sub"), str):
                    found |= set(re.findall(r"\$\{(\w+)", value["Fn::Sub"]))
            elif isinstance(value, list):
                texts += value
        return found & self._resources.keys()

    def _resolve(self, value):
        if isinstance(value, list):
            return [one for one in map(self._resolve, value) if one is not NOTHING]
        if not isinstance(value, dict):
            return value
        if len(value) == 1:
            [(function, argument)] = value.items()
            if function == "Ref":
                return self._reference(argument)
            if function == "Fn::GetAtt":
                return self._attribute(*(argument.split(".", 1) if isinstance(argument, str) else argument))
            if function == "Fn::Join":
                return argument[0].join(self._resolve(argument[1]))
            if function == "Fn::Split":
                return self._resolve(argument[1]).split(argument[0])
            if function == "Fn::Select":
                return self._resolve(argument[1][int(argument[0])])
            if function == "Fn::If":
                return self._resolve(argument[1 if self._holds({"Condition": argument[0]}) else 2])
            if function == "Fn::Sub":
                return re.sub(r"\$\{([^}]+)\}", lambda found: self._substitute(found[1]), argument)
            assert not function.startswith("Fn::"), f"{function} is not resolved here"
        return {key: one for key, one in ((key, self._resolve(one)) for key, one in value.items()) if one is not NOTHING}

    def _holds(self, condition):
        """Whether a condition or an assertion is true."""
        [(function, argument)] = condition.items()
        if function == "Condition":
            return self._holds(self._conditions[argument])
        if function == "Fn::Not":
            return not self._holds(argument[0])
        if function in ("Fn::And", "Fn::Or"):
            return (all if function == "Fn::And" else any)(self._holds(one) for one in argument)
        first, second = self._resolve(argument[0]), self._resolve(argument[1])
        compare = {
            "Fn::Equals": lambda: str(first) == str(second), "Fn::Contains": lambda: second in first,
            "Fn::EachMemberEquals": lambda: all(one == second for one in first), "Fn::EachMemberIn": lambda: all(one in second for one in first),
        }
        return compare[function]()

    def _substitute(self, name):
        return self._attribute(*name.split(".", 1)) if "." in name else self._reference(name)

    def _reference(self, name):
        if name == "AWS::NoValue":
            return NOTHING
        if name in PSEUDO or name in self._values:
            return PSEUDO.get(name) or self._values[name]
        type = self._resources[name]["Type"]
        if type in ("AWS::SNS::Topic", "AWS::IAM::ManagedPolicy"):
            return self._attribute(name, "Arn")
        if type == "AWS::SQS::Queue":
            return f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/{self._attribute(name, 'QueueName')}"
        if type.startswith("AWS::ApiGatewayV2::"):
            return self.ids.get(name, name.lower())
        return self._resolve(self._resources[name]["Properties"][ARNS[self._resources[name]["Type"]][0]])

    def _attribute(self, name, attribute):
        if attribute == "ApiEndpoint":
            return f"https://{self._reference(name)}.execute-api.{REGION}.amazonaws.com"
        if attribute == "QueueName":
            return self._resolve(self._resources[name]["Properties"]["QueueName"])
        assert attribute == "Arn", f"{name}.{attribute} is not resolved here"
        key, pattern = ARNS[self._resources[name]["Type"]]
        return pattern.format(self._resolve(self._resources[name]["Properties"][key]))


class _NoManagedPolicies:
    def load(self):
        return {}
