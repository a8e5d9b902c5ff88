"""How Django knows the room `outside`: only its simulated twins keep tables."""

from django.apps import AppConfig


class OutsideConfig(AppConfig):
    """The room's name and label; nothing happens at start."""

    name = "yichuang.outside"
    label = "outside"
    verbose_name = "外部系统 Outside"
