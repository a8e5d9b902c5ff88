"""How Django knows the room `people`."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The room's name and label; nothing happens at start."""

    name = "yichuang.kernel.people"
    label = "people"
    verbose_name = "人员与组织 People"
