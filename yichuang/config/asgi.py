"""The ASGI application, for sockets only; pages are twice as fast under WSGI."""

import os

from django.core.asgi import get_asgi_application

os.environ["YICHUANG_KEEP_CONNECTIONS"] = "no"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yichuang.config.settings")

application = get_asgi_application()
