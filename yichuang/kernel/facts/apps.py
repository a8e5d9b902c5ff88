"""How Django knows the room `facts`."""

from django.apps import AppConfig


class FactsConfig(AppConfig):
    """The room's name and label; nothing happens at start."""

    name = "yichuang.kernel.facts"
    label = "facts"
    verbose_name = "事实 Facts"
