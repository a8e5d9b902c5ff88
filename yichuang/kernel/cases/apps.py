"""How Django knows the room `cases`."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """The room's name and label; nothing happens at start."""

    name = "yichuang.kernel.cases"
    label = "cases"
    verbose_name = "办件 Cases"
