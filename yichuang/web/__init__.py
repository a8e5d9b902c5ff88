"""The portal: pages for people, Chinese first, English second.

Never decides; it calls a door or a journey and shows what came back.
"""
