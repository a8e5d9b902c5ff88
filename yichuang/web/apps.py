"""How Django knows the room `web`."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The room's name and label; nothing happens at start."""

    name = "yichuang.web"
    label = "web"
    verbose_name = "门户 Web"
