"""Puts and gets with the nodes of OpenDHT, one operation after the other, and says what they took as JSON.

Its Python binding has no signed put, so these puts are unsigned, which spares it the signatures.
"""
import json
import os
import random
import sys
import threading
import time

import opendht

HOST = "127.0.0.1"
VALUE_BYTES = 320
SETTLE_SECONDS = 5
PATIENCE_SECONDS = 10
UNLIMITED = 10_000_000


def start(count):
    config = opendht.DhtConfig()
    config.setRateLimit(UNLIMITED, UNLIMITED)
    nodes = []
    for _ in range(count):
        node = opendht.DhtRunner()
        node.run(port=0, ipv4=HOST, ipv6="", config=config)
        if nodes:
            node.bootstrap(HOST, str(nodes[0].getBound().getPort()))
        nodes.append(node)
    return nodes


def put(node, key, value):
    ended = threading.Event()
    outcome = []

    def done(succeeded, _nodes):
        outcome.append(succeeded)
        ended.set()

    node.put(key, opendht.Value(value), done)
    ended.wait(PATIENCE_SECONDS)
    return outcome == [True]


def get(node, key, value):
    ended = threading.Event()
    found = []

    def heard(candidate):
        if candidate.data == value:
            found.append(candidate)
            ended.set()
            return False
        return True

    node.get(key, heard, lambda _succeeded, _nodes: ended.set())
    ended.wait(PATIENCE_SECONDS)
    return bool(found)


def timed(operation, millis):
    began = time.perf_counter()
    succeeded = operation()
    if succeeded:
        millis.append((time.perf_counter() - began) * 1000)
    return succeeded


def resident():
    with open("/proc/self/status", encoding="ascii") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS:"))


def main():
    count, puts, gets = (int(argument) for argument in sys.argv[1:4])
    nodes = start(count)
    time.sleep(SETTLE_SECONDS)
    known, put_millis, get_millis = [], [], []
    before = time.process_time()
    for _ in range(puts):
        owner, key, value = random.randrange(count), opendht.InfoHash.getRandom(), os.urandom(VALUE_BYTES)
        if timed(lambda: put(nodes[owner], key, value), put_millis):
            known.append((owner, key, value))
    put_cpu = time.process_time() - before
    before = time.process_time()
    for _ in range(gets if known else 0):
        owner, key, value = random.choice(known)
        reader = (owner + 1 + random.randrange(count - 1)) % count
        timed(lambda: get(nodes[reader], key, value), get_millis)
    get_cpu = time.process_time() - before
    print(json.dumps({
        "putMillis": put_millis,
        "getMillis": get_millis,
        "putCpuSeconds": put_cpu,
        "getCpuSeconds": get_cpu,
        "residentMebibytes": resident(),
    }), flush=True)
    os._exit(0)


main()
