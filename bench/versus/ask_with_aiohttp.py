"""ask_with_aiohttp.py URL CA-FILE REQUEST-FILE REQUESTS CONNECTIONS: asks, parses each answer, counts who is enabled.

Written as one would write it: a session with a pool of connections, json, a loop over the devices.
"""

import asyncio
import json
import os
import ssl
import sys

import aiohttp


async def ask(session, url, body, left, total):
    headers = {"api-key": os.environ["RCS_API_KEY"], "content-type": "application/json"}
    while left:
        left.pop()
        async with session.post(url, data=body, headers=headers) as response:
            response.raise_for_status()
            devices = json.loads(await response.read())["devices"]
            total["devices"] += len(devices)
            total["enabled"] += sum(device["rcsEnabled"] for device in devices)


async def main(url, ca_file, request_file, requests, connections):
    with open(request_file, "rb") as file:
        body = file.read()
    left = [None] * int(requests)
    total = {"devices": 0, "enabled": 0}
    connector = aiohttp.TCPConnector(limit=int(connections), ssl=ssl.create_default_context(cafile=ca_file))
    async with aiohttp.ClientSession(connector=connector) as session:
        await asyncio.gather(*(ask(session, url, body, left, total) for _ in range(int(connections))))
    print(json.dumps(total))


asyncio.run(main(*sys.argv[1:]))
