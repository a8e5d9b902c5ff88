"""How Django knows the room `api`."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The room's name and label; nothing happens at start."""

    name = "yichuang.api"
    label = "api"
    verbose_name = "接口 API"
