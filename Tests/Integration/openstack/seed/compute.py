"""Nova: three servers that are a cluster's nodes."""

from seed.cloud import ensure

NODES = {'node-1': '10.10.0.11', 'node-2': '10.10.0.12', 'node-3': '10.10.0.13'}


def seed_shared(admin):
    """A flavor and an image, for everybody. Returns the image."""
    ensure(admin.compute.find_flavor, admin.compute.create_flavor, 'm1.tiny', ram=64, vcpus=1, disk=1)
    return ensure(
        admin.image.find_image, admin.image.create_image, 'empty',
        data=b'\0' * 1024, container_format='bare', disk_format='raw', visibility='public')


def seed_servers(operator, tenant: dict, image) -> list:
    flavor = operator.compute.find_flavor('m1.tiny', ignore_missing=False)
    servers = []
    for name, address in NODES.items():
        # A port of its own gives each node a known address, and Neutron adds the IPv6 one.
        port = ensure(
            operator.network.find_port, operator.network.create_port, name, network_id=tenant['network_id'],
            security_group_ids=[tenant['security_group_id']],
            fixed_ips=[{'subnet_id': tenant['subnet_id'], 'ip_address': address}])
        servers.append(ensure(
            operator.compute.find_server, operator.compute.create_server, name,
            flavor_id=flavor.id, image_id=image.id, networks=[{'port': port.id}]))
    return [operator.compute.wait_for_server(server, interval=0.5, wait=300) for server in servers]
