"""What is asked and what is answered: 500 numbers, one request for them, and 64 answers that differ.

The answers are compact JSON as rcs-sim writes it. Order, carriers, statuses and values differ from one to the next, so
that nothing can be remembered from one answer to another but its shape and the names in it. As many numbers are enabled
in one as in the other, so that totals can be checked without knowing which answers were drawn.
"""

import csv
import json
import pathlib
import random

NUMBERS = 500
BODIES = 64
ENABLED = 310  # of the 500, in every answer

# As many of each as in the decoder's benchmark.
PLAIN = ["Example Wireless"] * 2 + ["Sample Mobile US, Inc."] * 2
PLAIN += ["Another Carrier", "Cable & Voice", "Test Telecom LLC", "Regional Cellular of Nowhere"]
# A device in eight has an escape in its carrier's name and one in eight a letter beyond ASCII, as with rcs-sim: those
# are not read by their shape.
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


def write(folder: pathlib.Path, carriers=PLAIN):
    """request.json, and bodies/0.json to 63.json."""
    (folder / "bodies").mkdir()
    (folder / "request.json").write_bytes(request_body())
    for nth, answer in enumerate(answers(carriers)):
        (folder / "bodies" / f"{nth}.json").write_bytes(answer_body(answer))


def write_list(path: pathlib.Path, requests: int):
    """The same numbers over and over, one on a line."""
    once = "".join(number + "\n" for number in numbers())
    with open(path, "w") as out:
        for _ in range(requests):
            out.write(once)


def check_rows(answers_file: pathlib.Path, requests: int, carriers=PLAIN):
    """Whether each row is there once, and says of its number what an answer said: the same answer for each 500 rows
    that were written together. Returns what is wrong, or nothing."""
    said = {}
    for nth, answer in enumerate(answers(carriers)):
        for number, words in answer.items():
            said.setdefault((number, *words), set()).add(nth)
    asked = numbers()
    seen = bytearray(requests * NUMBERS)
    drawn = set()
    with open(answers_file, newline="", encoding="utf-8") as file:
        rows = csv.DictReader(file)
        possible = set()
        for at, row in enumerate(rows):
            index = int(row["row"]) - 1
            if not 0 <= index < len(seen) or seen[index] or row["number"] != asked[index % NUMBERS]:
                return f"row {row} is out of place"
            seen[index] = 1
            enabled = {"true": True, "false": False}.get(row["rcs_enabled"])
            told_by = said.get((row["number"], enabled, row["carrier_id"], row["carrier_status"]), set())
            possible = told_by if at % NUMBERS == 0 else possible & told_by
            if not possible or row["outcome"] != ("enabled" if enabled else "not_enabled"):
                return f"row {row} is in no answer that fits the rows before it"
            if at % NUMBERS == NUMBERS - 1:
                drawn |= possible
    if not all(seen):
        return f"{len(seen) - sum(seen)} rows are missing"
    if len(drawn) != BODIES:
        return f"{len(drawn)} of the {BODIES} answers were given"
    return None
