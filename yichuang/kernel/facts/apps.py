"""How Django knows the room `facts`; statements and looks are guarded against change."""

from django.apps import AppConfig


class FactsConfig(AppConfig):
    """The room's name and label; at start it asks for the triggers of its append-only tables."""

    name = "yichuang.kernel.facts"
    label = "facts"
    verbose_name = "事实 Facts"

    def ready(self) -> None:
        """Keep statements and looks append-only."""
        from yichuang.kernel.facts.models import FactRow, LookRow
        from yichuang.kernel.trail.api import append_only_model, install_triggers

        install_triggers(self, [*append_only_model(FactRow), *append_only_model(LookRow)])
