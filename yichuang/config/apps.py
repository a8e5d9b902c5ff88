"""How Django knows the room `config`; when all rooms stand, it wires them together."""

from django.apps import AppConfig


class WiringConfig(AppConfig):
    """The last application to become ready."""

    name = "yichuang.config"
    label = "config"
    verbose_name = "配置 Config"

    def ready(self) -> None:
        """Connect protocols with those who fulfil them."""
        from yichuang.config.wiring import wire

        wire()
