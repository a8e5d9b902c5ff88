"""How Django knows the block `mining`."""

from django.apps import AppConfig


class MiningConfig(AppConfig):
    """The block's name and label; nothing happens at start."""

    name = "yichuang.blocks.mining"
    label = "mining"
    verbose_name = "流程挖掘 Process mining"
