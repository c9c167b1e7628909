"""Echo in Python: awslambdaric and nothing else."""


def handler(event, context):
    return {"message": event["message"], "requestId": context.aws_request_id}
