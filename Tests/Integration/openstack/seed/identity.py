"""Users, roles and the catalog: what the other services need before they start."""

from seed.cloud import ACCOUNTS, ADMIN, Account, Cloud, ensure

# name, type, path of the endpoint
SERVICES = (
    ('neutron', 'network', ''),
    ('octavia', 'load-balancer', ''),
    ('nova', 'compute', '/v2.1'),
    ('placement', 'placement', ''),
    ('glance', 'image', ''),
    ('barbican', 'key-manager', ''),
)


def seed(cloud: Cloud) -> None:
    identity = cloud.connect(ADMIN).identity
    service_accounts = [Account('', name, 'service', ('admin', 'service')) for name, _, _ in SERVICES]
    for account in (*ACCOUNTS, *service_accounts):
        _seed_account(identity, account, cloud.password)
    # Octavia's policies name them; nobody has them.
    for role in ('load-balancer_global_observer', 'load-balancer_quota_admin'):
        ensure(identity.find_role, identity.create_role, role)
    for name, service_type, path in SERVICES:
        _seed_endpoints(identity, name, service_type, cloud.url(name, path), cloud.region)


def _seed_account(identity, account: Account, password: str) -> None:
    project = ensure(identity.find_project, identity.create_project, account.project, domain_id='default')
    user = ensure(
        identity.find_user, identity.create_user, account.user,
        password=password, domain_id='default', default_project_id=project.id)
    for role in account.roles:
        identity.assign_project_role_to_user(
            project, user, ensure(identity.find_role, identity.create_role, role))


def _seed_endpoints(identity, name: str, service_type: str, url: str, region: str) -> None:
    service = ensure(identity.find_service, identity.create_service, name, type=service_type)
    present = {endpoint.interface for endpoint in identity.endpoints(service_id=service.id)}
    for interface in {'public', 'internal', 'admin'} - present:
        identity.create_endpoint(
            service_id=service.id, interface=interface, region_id=region, url=url)
