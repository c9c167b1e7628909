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
    "AWS::SES::ReceiptRuleSet": ("RuleSetName", None),
}


def parsed():
    """The template, with its short forms written out."""
    return yaml_parse(TEMPLATE.read_text())


class Template:
    """The resources of a deployment with these parameters, and the defaults of others."""

    def __init__(self, **parameters):
        template = parsed()
        for resource in template["Resources"].values():
            if resource["Type"] == "AWS::Serverless::Function":
                # What `sam deploy` writes there when it has uploaded the zip.
                resource["Properties"]["CodeUri"] = {"Bucket": "uploads", "Key": resource["Properties"]["CodeUri"]}
        self._values = {name: str(given["Default"]) for name, given in template["Parameters"].items() if "Default" in given} | parameters
        for name, given in template["Parameters"].items():
            if given["Type"] == "CommaDelimitedList":
                self._values[name] = [part.strip() for part in self._values[name].split(",")]
        self._resources = transform(template, {}, _NoManagedPolicies())["Resources"]
        self._outputs = template["Outputs"]

    def outputs(self):
        return {name: self._resolve(output["Value"]) for name, output in self._outputs.items()}

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
            return [self._resolve(one) for one in value]
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
            if function == "Fn::Sub":
                return re.sub(r"\$\{([^}]+)\}", lambda found: self._substitute(found[1]), argument)
            assert not function.startswith("Fn::"), f"{function} is not resolved here"
        return {key: self._resolve(one) for key, one in value.items()}

    def _substitute(self, name):
        return self._attribute(*name.split(".", 1)) if "." in name else self._reference(name)

    def _reference(self, name):
        if name in PSEUDO or name in self._values:
            return PSEUDO.get(name) or self._values[name]
        if self._resources[name]["Type"] == "AWS::SNS::Topic":
            return self._attribute(name, "Arn")
        return self._resolve(self._resources[name]["Properties"][ARNS[self._resources[name]["Type"]][0]])

    def _attribute(self, name, attribute):
        assert attribute == "Arn", f"{name}.{attribute} is not resolved here"
        key, pattern = ARNS[self._resources[name]["Type"]]
        return pattern.format(self._resolve(self._resources[name]["Properties"][key]))


class _NoManagedPolicies:
    def load(self):
        return {}
