"""How to reach the cloud, and the one idea of seeding: find by name, else create."""

import dataclasses

import openstack


@dataclasses.dataclass(frozen=True)
class Account:
    """A user, as clouds.yaml has it under `cloud`, with its roles in one project."""

    cloud: str
    user: str
    project: str
    roles: tuple[str, ...]


OPERATOR = Account('k8s', 'occm', 'k8s', ('member', 'load-balancer_member', 'creator'))
# Sees the load balancers of every project in each list: what occm must not fall for.
ADMIN = Account('admin', 'admin', 'admin', ('admin', 'load-balancer_admin'))
# Has resources with the very names of the operator's.
STRANGER = Account('stranger', 'stranger', 'other', ('member', 'load-balancer_member'))
# May read load balancers, not change them.
OBSERVER = Account('observer', 'observer', 'k8s', ('reader', 'load-balancer_observer'))
# Gets a token, and 403 from Octavia.
WITHOUT_LOAD_BALANCERS = Account('nolb', 'nolb', 'k8s', ('creator',))

ACCOUNTS = (OPERATOR, ADMIN, STRANGER, OBSERVER, WITHOUT_LOAD_BALANCERS)


class Cloud:
    def __init__(self, host: str, ports: dict[str, str], password: str, region: str):
        self.host = host
        self.ports = ports
        self.password = password
        self.region = region
        self.auth_url = self.url('keystone', '/v3')

    def url(self, service: str, path: str) -> str:
        return f'http://{self.host}:{self.ports[service]}{path}'

    def connect(self, account: Account) -> openstack.connection.Connection:
        return openstack.connect(
            auth_url=self.auth_url, region_name=self.region, username=account.user, password=self.password,
            project_name=account.project, user_domain_name='Default', project_domain_name='Default')


def ensure(find, create, name: str, **attributes):
    """The resource of that name, created with `attributes` where there is none."""
    return find(name, ignore_missing=True) or create(name=name, **attributes)
