"""Everything below the services: seeded in the order of need, then written down."""

import pathlib

from seed import compute, files, load_balancing, network
from seed.cloud import ADMIN, OPERATOR, STRANGER, Cloud


def seed(cloud: Cloud, state: pathlib.Path) -> None:
    admin, operator, stranger = (cloud.connect(account) for account in (ADMIN, OPERATOR, STRANGER))

    shared = network.seed_shared(admin.network)
    tenant = network.seed_tenant(operator.network, shared['floating_network_id'])
    namesake = network.seed_namesake(stranger.network)
    image = compute.seed_shared(admin)
    servers = compute.seed_servers(operator, tenant, image)
    flavor = load_balancing.seed_flavor(admin.load_balancer)
    zone = load_balancing.seed_availability_zone(admin.load_balancer, shared['management_network_id'])
    foreign = load_balancing.seed_namesake(stranger.load_balancer, namesake['subnet_id'])

    facts = {
        'auth_url': cloud.auth_url,
        'region': cloud.region,
        'project_id': operator.current_project_id,
        'admin_project_id': admin.current_project_id,
        **shared,
        **tenant,
        'load_balancer_flavor_id': flavor.id,
        'availability_zone': zone.name,
        'servers': [server.id for server in servers],
        'stranger': {'project_id': stranger.current_project_id, **namesake, 'load_balancer_id': foreign.id},
    }
    files.write(cloud, state, facts, servers)
