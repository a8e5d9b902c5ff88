"""The WSGI application: pages and the JSON API."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yichuang.config.settings")

application = get_wsgi_application()
