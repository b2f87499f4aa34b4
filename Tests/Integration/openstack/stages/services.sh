# The rest of OpenStack, started together and awaited one by one.

wait_until RabbitMQ 90 accepts "${PORT[rabbitmq]}"
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
wait_until Placement 120 answers "http://$HOST:${PORT[placement]}/"
wait_for_queues conductor scheduler
start nova-compute nova-compute --config-file "$CONFIG/nova/nova.conf"

wait_until Neutron 180 answers "http://$HOST:${PORT[neutron]}/"
wait_until Octavia 180 curl --fail --silent --max-time 10 "http://$HOST:${PORT[octavia]}/healthcheck"
wait_until Nova 180 answers "http://$HOST:${PORT[nova]}/"
wait_until Glance 60 answers "http://$HOST:${PORT[glance]}/"
wait_until Barbican 60 answers "http://$HOST:${PORT[barbican]}/"
# A server finds a host only once the host is in a cell and Placement knows what it has.
wait_until 'the host in a cell' 90 has_rows nova_api.host_mappings
wait_until "the host's inventory" 90 has_rows placement.inventories
# Work posted to a queue without a consumer is lost, and its load balancer pending for ever.
wait_for_queues octavia_provisioning_v2
