"""wait_for_queues.py BROKER QUEUE…: returns once each RabbitMQ queue has a consumer, fails after five minutes."""

import sys
import time

import amqp


def has_consumer(broker: str, queue: str) -> bool:
    try:
        with amqp.Connection(broker, 'guest', 'guest') as connection:
            return connection.channel().queue_declare(queue, passive=True).consumer_count > 0
    except (amqp.NotFound, OSError):
        return False


def main(broker: str, queues: list[str]) -> None:
    deadline = time.monotonic() + 300
    for queue in queues:
        while not has_consumer(broker, queue):
            if time.monotonic() > deadline:
                sys.exit(f'error: nothing listens on the queue {queue}')
            time.sleep(0.2)


main(sys.argv[1], sys.argv[2:])
