"""Writes down what the cloud is: cloud.conf, clouds.yaml, facts.json, nodes.yaml."""

import json
import pathlib

from seed.cloud import ACCOUNTS, OPERATOR, Cloud


def write(cloud: Cloud, state: pathlib.Path, facts: dict, servers: list) -> None:
    (state / 'facts.json').write_text(json.dumps(facts, indent=2) + '\n')
    (state / 'nodes.yaml').write_text('---\n'.join(_node(server) for server in servers))
    for name, text in (('cloud.conf', _cloud_conf(cloud, facts)), ('clouds.yaml', _clouds_yaml(cloud))):
        (state / name).write_text(text)
        (state / name).chmod(0o600)


def _cloud_conf(cloud: Cloud, facts: dict) -> str:
    return f'''\
[Global]
auth-url={cloud.auth_url}
region={cloud.region}
username={OPERATOR.user}
password={cloud.password}
tenant-name={OPERATOR.project}
domain-name=Default

[LoadBalancer]
enabled=true
lb-provider=amphora
subnet-id={facts['subnet_id']}
network-id={facts['network_id']}
floating-network-id={facts['floating_network_id']}
create-monitor=true

[Route]
router-id={facts['router_id']}
'''


def _clouds_yaml(cloud: Cloud) -> str:
    return 'clouds:\n' + ''.join(
        f'''\
  {account.cloud}:
    region_name: {cloud.region}
    identity_api_version: 3
    auth:
      auth_url: {cloud.auth_url}
      username: {account.user}
      password: {cloud.password}
      project_name: {account.project}
      user_domain_name: Default
      project_domain_name: Default
''' for account in ACCOUNTS)


def _node(server) -> str:
    """A Kubernetes Node as the cluster would have it, its IPv4 address first."""
    addresses = sorted(
        (item for network in server.addresses.values() for item in network), key=lambda item: item['version'])
    return f'''\
apiVersion: v1
kind: Node
metadata:
  name: {server.name}
spec:
  providerID: openstack:///{server.id}
status:
  addresses:
''' + ''.join(
        f'''\
    - type: InternalIP
      address: "{item['addr']}"
''' for item in addresses) + f'''\
    - type: Hostname
      address: {server.name}
  conditions:
    - type: Ready
      status: "True"
'''
