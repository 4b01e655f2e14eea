"""The drill: clients on their rounds, and a killer who waits for so much progress and kills the server in the middle."""

import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from tests.faults.clients import Client, Delivery, Line
from tests.faults.plan import Layout, Round, Whereabouts
from tests.faults.progress import Progress
from tests.faults.server import Server
from tests.faults.township import Township

CLIENTS = 16
SEED = 20261123


@dataclass(frozen=True)
class Record:
    """What the clients know when it is over. repeats: the answers of everything acknowledged, asked once more."""

    layout: Layout
    deliveries: list[Delivery]
    repeats: list[tuple[Delivery, int, bytes]]
    unfinished: int


def run_drill(
    server: Server, township: Township, layout: Layout, *, kills: int, pace: int, limit: float
) -> Record:
    """Kill the server again and again under clients at work, let them finish, and ask everything once more.

    pace: at most so many requests or answers come between two deaths. limit: seconds after which the drill has failed;
    it ends by itself even then.
    """
    progress = Progress(limit)
    whereabouts = Whereabouts(township, layout)
    clients = [
        Client(server, township, Round(township, layout, whereabouts, SEED, number), progress)
        for number in range(CLIENTS)
    ]
    for client in clients:
        client.start()
    try:
        _kill_again_and_again(server, progress, kills, pace)
        progress.await_more("answers", CLIENTS // 2)
    finally:
        progress.over.set()
        for client in clients:
            client.join(max(progress.time_left(), 1))
    deliveries = [delivery for client in clients for delivery in client.deliveries]
    unfinished = sum(client.is_alive() for client in clients)
    return Record(layout, deliveries, _ask_again(server, township, deliveries), unfinished)


def _kill_again_and_again(server: Server, progress: Progress, kills: int, pace: int) -> None:
    dice = random.Random(SEED)
    for number in range(kills):
        # Now between an answer and what follows it, now with a request just on its way.
        progress.await_more("requests" if number % 2 else "answers", dice.randint(1, pace))
        server.kill()
        server.start()


def _ask_again(
    server: Server, township: Township, deliveries: list[Delivery]
) -> list[tuple[Delivery, int, bytes]]:
    def ask(delivery: Delivery) -> tuple[Delivery, int, bytes]:
        line = Line(server.port, township)
        try:
            return delivery, *line.send(delivery.errand)
        finally:
            line.hang_up()

    with ThreadPoolExecutor(CLIENTS) as pool:
        return list(pool.map(ask, [delivery for delivery in deliveries if delivery.acknowledged]))
