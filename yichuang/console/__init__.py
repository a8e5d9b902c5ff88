"""The commands of bin/yichuang, each loaded only when it is called.

Never decides; it calls a door and prints what came back.
"""
