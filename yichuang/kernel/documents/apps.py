"""How Django knows the room `documents`."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """The room's name and label; nothing happens at start."""

    name = "yichuang.kernel.documents"
    label = "documents"
    verbose_name = "材料与证照 Documents"
