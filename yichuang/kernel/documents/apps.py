"""How Django knows the room `documents`; what was issued is guarded against change."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """The room's name and label; at start it asks for the triggers of its append-only tables."""

    name = "yichuang.kernel.documents"
    label = "documents"
    verbose_name = "材料与证照 Documents"

    def ready(self) -> None:
        """Keep issued papers, notices and their history append-only."""
        from yichuang.kernel.documents import models
        from yichuang.kernel.trail.api import append_only_model, install_triggers

        guarded = (
            models.File,
            models.TemplateText,
            models.PaperRow,
            models.StatusChange,
            models.Copy,
            models.NoticeRow,
            models.Served,
        )
        install_triggers(self, [t for model in guarded for t in append_only_model(model)])
