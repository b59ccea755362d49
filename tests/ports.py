"""Ports for servers whose address has to be told before they listen."""

import socket


def free_port() -> int:
    """One that nobody is given for a minute, as it has just been used; it is to be had by its number."""
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as client:
        client.connect(server.getsockname())
        accepted, _ = server.accept()
        accepted.close()  # the side that closes first keeps the port
        return int(server.getsockname()[1])
