"""Kinds of node, each in a file. A block brings a kind of its own through `bring_kind`, wired by config."""

from yichuang.kernel.cases.kinds.registry import Kind, bring_kind, kind_of

__all__ = ["Kind", "bring_kind", "kind_of"]
