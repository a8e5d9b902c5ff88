"""How Django knows the block `notices`."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """The block's name and label; nothing happens at start."""

    name = "yichuang.blocks.notices"
    label = "notices"
    verbose_name = "消息 Notices"
