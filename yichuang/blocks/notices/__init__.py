"""Telling people and programs: messages inside the portal, webhooks to partners.

Never decides what is told; a message sent twice under one key is one message.
"""
