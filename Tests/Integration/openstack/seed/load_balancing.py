"""Octavia: a flavor, an availability zone, and a load balancer that only looks like ours."""

import json

# What occm calls the load balancer of Service "web-service" in namespace "default" of a cluster named "kubernetes".
NAMESAKE = 'kube_service_kubernetes_default_web-service'


def seed_flavor(octavia):
    for flavor in octavia.flavors(name='small'):
        return flavor
    profile = octavia.create_flavor_profile(
        name='small', provider_name='amphora', flavor_data=json.dumps({'loadbalancer_topology': 'SINGLE'}))
    return octavia.create_flavor(name='small', flavor_profile_id=profile.id, is_enabled=True)


def seed_availability_zone(octavia, management_network_id: str):
    for zone in octavia.availability_zones(name='az1'):
        return zone
    profile = octavia.create_availability_zone_profile(
        name='az1', provider_name='amphora',
        availability_zone_data=json.dumps({'management_network': management_network_id}))
    return octavia.create_availability_zone(
        name='az1', availability_zone_profile_id=profile.id, is_enabled=True)


def seed_namesake(octavia, subnet_id: str):
    for balancer in octavia.load_balancers(name=NAMESAKE):
        return balancer
    balancer = octavia.create_load_balancer(name=NAMESAKE, vip_subnet_id=subnet_id)
    return octavia.wait_for_load_balancer(balancer.id, interval=0.5, wait=300)
