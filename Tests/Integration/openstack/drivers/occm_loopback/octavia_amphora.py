"""Amphorae that accept whatever Octavia's worker tells them, unless a test asks for trouble.

Two files are read again before each call, from the folder named by OCCM_OPENSTACK_RUN (knob.sh writes them):

octavia-delay   seconds to wait first
octavia-fail    while it exists, calls for load balancers whose name contains its text fail, and Octavia answers with
                provisioning status ERROR; an empty file means every load balancer
"""

import os
import pathlib
import time

from octavia.amphorae.drivers.noop_driver import driver as noop

RUN = pathlib.Path(os.environ['OCCM_OPENSTACK_RUN'])


def read(knob: str) -> str | None:
    try:
        return (RUN / knob).read_text().strip()
    except FileNotFoundError:
        return None


def obey_knobs(loadbalancer) -> None:
    if delay := read('octavia-delay'):
        time.sleep(float(delay))
    failing = read('octavia-fail')
    if failing is not None and failing in loadbalancer.name:
        raise RuntimeError('octavia-fail is set')


class LoopbackAmphora(noop.NoopAmphoraLoadBalancerDriver):
    def update(self, loadbalancer):
        obey_knobs(loadbalancer)
        super().update(loadbalancer)

    def update_amphora_listeners(self, loadbalancer, amphora, timeout_dict):
        obey_knobs(loadbalancer)
        super().update_amphora_listeners(loadbalancer, amphora, timeout_dict)

    def delete(self, listener):
        obey_knobs(listener.load_balancer)
        super().delete(listener)

    def post_vip_plug(self, amphora, load_balancer, *args, **kwargs):
        obey_knobs(load_balancer)
        super().post_vip_plug(amphora, load_balancer, *args, **kwargs)
