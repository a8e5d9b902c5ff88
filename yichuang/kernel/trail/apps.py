"""How Django knows the room `trail`."""

from django.apps import AppConfig


class TrailConfig(AppConfig):
    """The room's name and label; nothing happens at start."""

    name = "yichuang.kernel.trail"
    label = "trail"
    verbose_name = "记录 Trail"
