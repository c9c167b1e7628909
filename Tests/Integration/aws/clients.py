"""What the fixture `aws` is: the double, the judge before it, and boto3 clients of both."""

import boto3
from botocore.config import Config

from . import ACCESS_KEY, ACCOUNT, REGION, SECRET_KEY
from .judge import Judge
from .process import Double


class AWS:
    account, region, access_key, secret_key = ACCOUNT, REGION, ACCESS_KEY, SECRET_KEY

    def __init__(self):
        self.double = Double()
        self.judge = Judge(self.double.port)
        # One for all: each reads botocore's data anew.
        self._session = boto3.session.Session()
        self._clients = {}

    def close(self):
        self.judge.close()
        self.double.close()

    def reset(self):
        """As if it were new, with the clients and connections that are there."""
        self.judge.reset()
        self.double.reset()

    @property
    def url(self):
        """Where every service is called."""
        return self.judge.url

    @property
    def environment(self):
        """What a process under test needs to call the judge instead of AWS."""
        return {
            "AWS_ENDPOINT_URL": self.url,
            "AWS_REGION": REGION,
            "AWS_ACCESS_KEY_ID": ACCESS_KEY,
            "AWS_SECRET_ACCESS_KEY": SECRET_KEY,
        }

    def client(self, service, url=None, access_key=ACCESS_KEY, secret_key=SECRET_KEY, token=None, region=REGION, **config):
        """A boto3 client that calls the judge once for each call, without retries."""
        key = (service, url, access_key, secret_key, token, region, repr(sorted(config.items())))
        if key not in self._clients:
            # One attempt: a test sees what the answer was.
            settings = {"retries": {"total_max_attempts": 1}, "s3": {"addressing_style": "path"}, "read_timeout": 20} | config
            self._clients[key] = self._session.client(
                service,
                region_name=region,
                endpoint_url=url or self.url,
                aws_access_key_id=access_key,
                aws_secret_access_key=secret_key,
                aws_session_token=token,
                config=Config(**settings),
            )
        return self._clients[key]

    def direct(self, service, **config):
        """A boto3 client of the double itself, for what a test prepares: the judge knows nothing of it, and nothing can break it."""
        return self.client(service, url=f"http://127.0.0.1:{self.double.port}", **config)
