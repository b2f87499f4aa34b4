import argparse
import pathlib

from seed import identity, resources
from seed.cloud import Cloud

parser = argparse.ArgumentParser(prog='seed')
parser.add_argument('stage', choices=['identity', 'resources'])
parser.add_argument('--state', type=pathlib.Path, required=True)
parser.add_argument('--host', required=True)
parser.add_argument('--port', metavar='SERVICE=PORT', dest='ports', action='append', required=True)
parser.add_argument('--password', required=True)
parser.add_argument('--region', required=True)
arguments = parser.parse_args()

ports = dict(port.split('=') for port in arguments.ports)
cloud = Cloud(arguments.host, ports, arguments.password, arguments.region)
if arguments.stage == 'identity':
    identity.seed(cloud)
else:
    resources.seed(cloud, arguments.state)
