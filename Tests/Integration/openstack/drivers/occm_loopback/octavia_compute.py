"""Amphorae without Nova: no server is made, but their ports are real ones in Neutron."""

from types import SimpleNamespace

from octavia.common import clients
from octavia.compute.drivers.noop_driver import driver as noop

HOST = 'loopback'
OWNER = 'compute:loopback'


class LoopbackCompute(noop.NoopComputeDriver):
    @property
    def _network(self):
        return clients.NeutronAuth.get_neutron_client().network

    def attach_network_or_port(self, compute_id, network_id=None, ip_address=None, port_id=None):
        if port_id:
            port = self._network.update_port(port_id, device_id=compute_id, binding_host_id=HOST)
        else:
            port = self._network.create_port(
                network_id=network_id, device_id=compute_id, device_owner=OWNER, binding_host_id=HOST)
        return SimpleNamespace(net_id=port.network_id, port_id=port.id, fixed_ips=port.fixed_ips)

    def detach_port(self, compute_id, port_id):
        self._network.update_port(port_id, device_id='', binding_host_id='')

    def delete(self, compute_id):
        for port in self._network.ports(device_id=compute_id, device_owner=OWNER):
            self._network.delete_port(port.id)
