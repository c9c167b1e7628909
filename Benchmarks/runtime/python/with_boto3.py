"""Echo in Python, with the clients that a function for mail has. They are made at import, as AWS recommends."""

import boto3

S3 = boto3.client("s3")
SES = boto3.client("sesv2")
DYNAMODB = boto3.client("dynamodb")


def handler(event, context):
    return {"message": event["message"], "requestId": context.aws_request_id}
