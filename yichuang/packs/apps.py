"""How Django knows the room `packs`."""

from django.apps import AppConfig


class PacksConfig(AppConfig):
    """The room's name and label; nothing happens at start."""

    name = "yichuang.packs"
    label = "packs"
    verbose_name = "事项包 Packs"
