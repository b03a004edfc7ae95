"""What is asked and what is answered: 500 numbers, one request for them, and 64 answers that differ.

The answers are compact JSON as rcs-sim writes it. Order, carriers, statuses and values differ from one to the next, so
that nothing can be remembered from one answer to another but its shape and the names in it. As many numbers are enabled
in one as in the other, so that totals can be checked without knowing which answers were drawn.
"""

import json
import pathlib
import random

NUMBERS = 500
BODIES = 64
ENABLED = 310  # of the 500, in every answer

# As many of each as in the decoder's benchmark.
PLAIN = ["Example Wireless"] * 2 + ["Sample Mobile US, Inc."] * 2
PLAIN += ["Another Carrier", "Cable & Voice", "Test Telecom LLC", "Regional Cellular of Nowhere"]
# A device in eight has an escape in its name and one in eight a letter beyond ASCII, as with rcs-sim: those are not read
# by their shape.
ODD = ["Northern Wireless", "Prairie Mobile", "Coastline Cellular", "Summit Telecom"]
ODD += ["Lakeside PCS", "Redwood Communications", 'Harbor & Hill "H2"', "Café Mobilé"]
STATUSES = ["ACTIVE", "ACTIVE", "INACTIVE", "UNKNOWN"]


def numbers():
    return [f"+1202{5550000 + nth}" for nth in range(NUMBERS)]


def _compact(document):
    return json.dumps(document, separators=(",", ":"), ensure_ascii=False).encode()


def request_body():
    return _compact({"deviceAddresses": numbers()})


def answers(carriers=PLAIN):
    """For each body, what it says of each number: {number: (enabled, carrier, status)}, in its order."""
    for nth in range(BODIES):
        chance = random.Random(1000 + nth)
        order = numbers()
        chance.shuffle(order)
        enabled = [True] * ENABLED + [False] * (NUMBERS - ENABLED)
        chance.shuffle(enabled)
        yield {
            number: (told, chance.choice(carriers), chance.choice(STATUSES)) for number, told in zip(order, enabled)
        }


def answer_body(answer):
    return _compact(
        {
            "devices": [
                {"deviceAddress": number, "carrierId": carrier, "carrierStatus": status, "rcsEnabled": enabled}
                for number, (enabled, carrier, status) in answer.items()
            ]
        }
    )


def write(folder: pathlib.Path, requests: int, carriers=PLAIN):
    """request.json, list.txt (the same numbers over and over) and bodies/0.json to 63.json."""
    (folder / "bodies").mkdir()
    (folder / "request.json").write_bytes(request_body())
    for nth, answer in enumerate(answers(carriers)):
        (folder / "bodies" / f"{nth}.json").write_bytes(answer_body(answer))
    once = "".join(number + "\n" for number in numbers())
    with open(folder / "list.txt", "w") as out:
        for _ in range(requests):
            out.write(once)
