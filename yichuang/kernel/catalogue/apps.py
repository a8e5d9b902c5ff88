"""How Django knows the room `catalogue`."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """The room's name and label; at start its immutable tables are named."""

    name = "yichuang.kernel.catalogue"
    label = "catalogue"
    verbose_name = "目录 Catalogue"

    def ready(self) -> None:
        """Keep what was published and adopted as it was."""
        from yichuang.kernel.catalogue.models import AdoptionSet, DictionaryVersion, PublishedPack
        from yichuang.kernel.trail.api import append_only_model, install_triggers

        install_triggers(
            self,
            [
                *append_only_model(DictionaryVersion),
                *append_only_model(PublishedPack),
                *append_only_model(AdoptionSet),
            ],
        )
