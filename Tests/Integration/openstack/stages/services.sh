# The rest of OpenStack, started together and awaited one by one.

wait_for rabbitmq accepts "${PORT[rabbitmq]}"
start_api neutron neutron.wsgi.api 8
start_api octavia octavia.wsgi.api 8 --pyargv "--config-file $CONFIG/octavia/octavia.conf"
start octavia-worker octavia-worker --config-file "$CONFIG/octavia/octavia.conf"
start_api barbican occm_loopback.barbican_wsgi 4
start_api placement placement.wsgi.api 4
start_api glance glance.wsgi.api 4
start_api nova nova.wsgi.osapi_compute 4
start nova-conductor nova-conductor --config-file "$CONFIG/nova/nova.conf"
start nova-scheduler nova-scheduler --config-file "$CONFIG/nova/nova.conf"

# nova-compute gives up for many seconds if these are not there when it starts.
wait_for placement answers "http://$HOST:${PORT[placement]}/"
wait_for_queues conductor scheduler
start nova-compute nova-compute --config-file "$CONFIG/nova/nova.conf"

wait_for neutron answers "http://$HOST:${PORT[neutron]}/"
wait_for octavia curl --fail --silent --max-time 10 "http://$HOST:${PORT[octavia]}/healthcheck"
wait_for nova answers "http://$HOST:${PORT[nova]}/"
wait_for glance answers "http://$HOST:${PORT[glance]}/"
wait_for barbican answers "http://$HOST:${PORT[barbican]}/"
# A server finds a host only once the host is in a cell and Placement knows what it has.
wait_for nova-scheduler has_rows nova_api.host_mappings
wait_for nova-compute has_rows placement.inventories
# Work posted to a queue without a consumer is lost: the load balancer or server would be pending for ever.
wait_for_queues octavia_provisioning_v2 compute.loopback
