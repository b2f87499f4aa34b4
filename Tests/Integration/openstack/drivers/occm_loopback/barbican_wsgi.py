"""Barbican's API, configured from OS_BARBICAN_CONFIG_DIR: its own module looks nowhere but in /etc/barbican."""

import os

from oslo_config import cfg
from paste import deploy

folder = os.environ['OS_BARBICAN_CONFIG_DIR']
cfg.find_config_files = lambda *args, **kwargs: [os.path.join(folder, 'barbican.conf')]

import barbican.api.app  # noqa: E402,F401  reads its configuration while it is imported

application = deploy.loadapp('config:' + os.path.join(folder, 'barbican-api-paste.ini'))
