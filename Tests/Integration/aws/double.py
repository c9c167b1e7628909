"""The process of the double: `python -m aws.double` says its port on standard output, and ends with its standard input."""

import logging
import os
import sys
import threading

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server

from . import dynamodb, ses_v1, terraform_gaps
from .extensions import Extensions


def main():
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    for part in (ses_v1, terraform_gaps, dynamodb):
        part.install()
    application = Extensions(DomainDispatcherApplication(create_backend_app))
    server = make_server("127.0.0.1", 0, application, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_port, flush=True)
    sys.stdin.read()
    # Threads of moto may still run; nothing here is worth waiting for.
    os._exit(0)


if __name__ == "__main__":
    main()
