"""How Django knows the room `catalogue`."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """The room's name and label; nothing happens at start."""

    name = "yichuang.kernel.catalogue"
    label = "catalogue"
    verbose_name = "目录 Catalogue"
