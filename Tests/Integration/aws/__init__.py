"""AWS for the tests: a double of its services, a judge of signatures in front of it, and what reads the calls that were made.

The double is moto's server in a process of its own, with what it lacks (`double`, and the modules that it installs). The judge (`judge`) is
what a client talks to: it recomputes every signature with botocore, keeps a record of each call, and breaks calls where a test asks for it.
"""

ACCOUNT = "123456789012"
REGION = "eu-central-1"
ACCESS_KEY = "AKIDOFTHETESTS000001"
SECRET_KEY = "secret/of+the/tests/that+opens=nothing00"
