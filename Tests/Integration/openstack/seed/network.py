"""Neutron: the operator's network with both families, two outside networks, and a stranger's namesakes."""

from seed.cloud import ensure


def seed_shared(neutron) -> dict:
    """Networks of the administrator: two to take floating IPs from, one for amphorae."""
    public = ensure(
        neutron.find_network, neutron.create_network, 'public',
        is_router_external=True, provider_network_type='flat', provider_physical_network='public')
    public_subnet = ensure(
        neutron.find_subnet, neutron.create_subnet, 'public-subnet', network_id=public.id, ip_version=4,
        cidr='203.0.113.0/24', gateway_ip='203.0.113.1', is_dhcp_enabled=False,
        allocation_pools=[{'start': '203.0.113.10', 'end': '203.0.113.250'}])
    exhausted = _seed_exhausted(neutron)
    management = ensure(neutron.find_network, neutron.create_network, 'lb-mgmt')
    ensure(
        neutron.find_subnet, neutron.create_subnet, 'lb-mgmt-subnet',
        network_id=management.id, ip_version=4, cidr='192.168.240.0/22')
    return {
        'floating_network_id': public.id,
        'floating_subnet_id': public_subnet.id,
        'exhausted_network_id': exhausted.id,
        'management_network_id': management.id,
    }


def _seed_exhausted(neutron):
    """An outside network whose only address is taken: "no free IP" on demand."""
    network = ensure(
        neutron.find_network, neutron.create_network, 'exhausted',
        is_router_external=True, provider_network_type='vxlan')
    ensure(
        neutron.find_subnet, neutron.create_subnet, 'exhausted-subnet', network_id=network.id, ip_version=4,
        cidr='198.51.100.0/29', gateway_ip='198.51.100.1', is_dhcp_enabled=False,
        allocation_pools=[{'start': '198.51.100.2', 'end': '198.51.100.2'}])
    ensure(neutron.find_port, neutron.create_port, 'exhausted-last-address', network_id=network.id)
    return network


def seed_tenant(neutron, floating_network_id: str) -> dict:
    """The cluster's network: a subnet of either family, a router to the outside, the nodes' security group."""
    network = ensure(neutron.find_network, neutron.create_network, 'k8s-net')
    subnet = ensure(
        neutron.find_subnet, neutron.create_subnet, 'k8s-subnet',
        network_id=network.id, ip_version=4, cidr='10.10.0.0/16')
    subnet6 = ensure(
        neutron.find_subnet, neutron.create_subnet, 'k8s-subnet6', network_id=network.id, ip_version=6,
        cidr='fd00:10:10::/64', ipv6_address_mode='slaac', ipv6_ra_mode='slaac')
    router = neutron.find_router('k8s-router', ignore_missing=True)
    if router is None:
        router = neutron.create_router(
            name='k8s-router', external_gateway_info={'network_id': floating_network_id})
    # Of both families: the next hop of a route must be on one of the router's subnets.
    joined = {ip['subnet_id'] for port in neutron.ports(device_id=router.id) for ip in port.fixed_ips}
    for missing in {subnet.id, subnet6.id} - joined:
        neutron.add_interface_to_router(router, subnet_id=missing)
    group = ensure(neutron.find_security_group, neutron.create_security_group, 'k8s-nodes')
    return {
        'network_id': network.id,
        'subnet_id': subnet.id,
        'subnet6_id': subnet6.id,
        'router_id': router.id,
        'security_group_id': group.id,
    }


def seed_namesake(neutron) -> dict:
    """The same names and the same range in another project."""
    network = ensure(neutron.find_network, neutron.create_network, 'k8s-net')
    subnet = ensure(
        neutron.find_subnet, neutron.create_subnet, 'k8s-subnet',
        network_id=network.id, ip_version=4, cidr='10.10.0.0/16')
    return {'network_id': network.id, 'subnet_id': subnet.id}
