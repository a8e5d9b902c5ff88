"""How Django knows the room `trail`."""

from django.apps import AppConfig


class TrailConfig(AppConfig):
    """The room's name and label; at start its append-only tables are named."""

    name = "yichuang.kernel.trail"
    label = "trail"
    verbose_name = "记录 Trail"

    def ready(self) -> None:
        """Keep lines, nodes and heads of the tree as they were written."""
        from yichuang.kernel.trail.database import append_only_model, install_triggers
        from yichuang.kernel.trail.models import Line, TreeHead, TreeNode

        install_triggers(
            self,
            [
                *append_only_model(Line, once="pos", emptied=("body", "salt")),
                *append_only_model(TreeNode),
                *append_only_model(TreeHead),
            ],
        )
