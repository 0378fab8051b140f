"""Requests to a chat service over kept HTTP/1.1 connections: as much of HTTP as the bot needs, and no more."""
