"""What does a run cost the client?  Ours beside bare aiohttp, the openai SDK and lm-eval, in one go.

Each client is a process of its own that asks a local server (its own process, raw asyncio, so that it is
never the slow part). Reported per client: wall, answers a second while asking, CPU per answer of the whole
process (start-up and all), efficiency (ideal wall / wall of asking), memory. Ours counts everything: asked,
validated, stored durably, scored; 160 words, 5 misspellings, each item ten times. The others only ask.

    python bench/run.py                  # quick: 2,000 requests
    python bench/run.py --full           # 2,000 and 20,000, 0 and 200 ms, 64 and 256 at once
"""

from __future__ import annotations

import argparse
import asyncio
import importlib.util
import itertools
import json
import multiprocessing
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

WORDS = (
    "the quick survey of small rivers shows that most of them carry less water in late summer than they did "
    "a generation ago and that the towns along their banks have begun to notice"
).split()
REFERENCE = " ".join(WORDS * 5)[:900]
#: 160 words with 5 planted misspellings; every item is asked ten times, as a run with several repeats does.
PLANTED = (
    ("survey", "survye"),
    ("rivers", "rivres"),
    ("water", "watre"),
    ("begun", "begn"),
    ("notice", "notcie"),
)
REPEATS = 10
SOURCE = REFERENCE
for right, wrong in PLANTED:
    SOURCE = SOURCE.replace(right, wrong, 1)
CHUNKS = 60


def _reply(*, stream: bool) -> bytes:
    head = {"id": "chatcmpl-1", "created": 1, "model": "bench", "object": "chat.completion"}
    usage = {"prompt_tokens": 200, "completion_tokens": 180, "total_tokens": 380}
    if not stream:
        message = {"role": "assistant", "content": REFERENCE}
        body = json.dumps(
            {**head, "choices": [{"index": 0, "message": message, "finish_reason": "stop"}], "usage": usage}
        ).encode()
        return b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (
            len(body),
            body,
        )
    size = len(REFERENCE) // CHUNKS + 1
    events = [
        {
            **head,
            "choices": [{"index": 0, "delta": {"content": REFERENCE[at : at + size]}, "finish_reason": None}],
        }
        for at in range(0, len(REFERENCE), size)
    ]
    events += [
        {**head, "choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]},
        {**head, "choices": [], "usage": usage},
    ]
    lines = [b"data: " + json.dumps(event).encode() + b"\n\n" for event in events] + [b"data: [DONE]\n\n"]
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(line), line) for line in lines) + b"0\r\n\r\n"
    return (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks
    )


class Server(asyncio.Protocol):
    """As little as can be: read to the end of a request, wait, write what was made before."""

    delay_s = 0.0
    whole, streamed = _reply(stream=False), _reply(stream=True)

    def connection_made(self, transport):
        self.transport, self.buffer = transport, b""

    def data_received(self, data):
        self.buffer += data
        while (end := self.buffer.find(b"\r\n\r\n")) >= 0:
            head = self.buffer[:end].lower()
            at = head.find(b"content-length:")
            length = int(head[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
            if len(self.buffer) < end + 4 + length:
                return
            body, self.buffer = self.buffer[end + 4 : end + 4 + length], self.buffer[end + 4 + length :]
            answer = self.streamed if b'"stream":true' in body.replace(b" ", b"") else self.whole
            if self.delay_s:
                asyncio.get_running_loop().call_later(self.delay_s, self.send, answer)
            else:
                self.send(answer)

    def send(self, answer):
        if not self.transport.is_closing():
            self.transport.write(answer)


def serve(delay_s, pipe):
    async def main():
        Server.delay_s = delay_s
        server = await asyncio.get_running_loop().create_server(Server, "127.0.0.1", 0, backlog=1024)
        pipe.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(main())


# -- clients: each runs n requests, c at once, and prints nothing --------------------------------


def ours(n, c, port, stream):
    from stetmark.answers.running.runner import run_sync
    from stetmark.answers.systems import parse_systems
    from stetmark.records import GoldEdit, Item, Manifest
    from stetmark.scoring.run import score_run
    from stetmark.settings import Settings
    from stetmark.store import RunFolder

    edits = tuple(
        GoldEdit(start=SOURCE.index(wrong), end=SOURCE.index(wrong) + len(wrong), replacement=right)
        for right, wrong in PLANTED
    )
    items = (
        Item(id=f"i{k}", source=SOURCE, reference=REFERENCE, edits=edits, lang="en")
        for k in range(n // REPEATS)
    )
    settings = Settings(presets={"vllm": {"base_url": f"http://127.0.0.1:{port}/v1"}})
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as path:
        folder = RunFolder.create(
            Path(path) / "run", Manifest(stetmark="0", created="", items_sha256="x"), items
        )
        systems = parse_systems([f"vllm:bench?stream={'on' if stream else 'off'}"], settings)
        begin = time.monotonic()
        result = run_sync(systems, None, folder, concurrency=c, repeats=REPEATS)
        asked = time.monotonic() - begin
        assert (result.n_asked, result.n_failed) == (n, 0), result
        if not os.environ.get("BENCH_NO_SCORE"):
            score_run(folder, workers=1)
    return asked


def bare_aiohttp(n, c, port, stream):
    """aiohttp and json, nothing checked, nothing kept."""
    import aiohttp

    body = {
        "model": "bench",
        "messages": [{"role": "user", "content": SOURCE}],
        "max_tokens": 800,
        "stream": stream,
    }

    async def main():
        left = iter(range(n))
        url = f"http://127.0.0.1:{port}/v1/chat/completions"
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:

            async def work():
                for _ in left:
                    async with session.post(url, json=body) as response:
                        if not stream:
                            assert (await response.json())["choices"][0]["finish_reason"] == "stop"
                            continue
                        text = []
                        async for line in response.content:
                            if line.startswith(b"data: {"):
                                choices = json.loads(line[6:])["choices"]
                                if choices:
                                    text.append(choices[0]["delta"].get("content", ""))
                        assert "".join(text) == REFERENCE

            await asyncio.gather(*(work() for _ in range(c)))

    begin = time.monotonic()
    asyncio.run(main())
    return time.monotonic() - begin


def openai_sdk(n, c, port, stream):
    """The openai SDK, as its documentation shows it, limits raised to the concurrency."""
    import openai

    async def main():
        left = iter(range(n))
        async with openai.AsyncOpenAI(api_key="x", base_url=f"http://127.0.0.1:{port}/v1") as client:

            async def work():
                for _ in left:
                    messages = [{"role": "user", "content": SOURCE}]
                    answer = await client.chat.completions.create(
                        model="bench", messages=messages, stream=stream
                    )
                    if stream:
                        async for _chunk in answer:
                            pass

            await asyncio.gather(*(work() for _ in range(c)))

    begin = time.monotonic()
    asyncio.run(main())
    return time.monotonic() - begin


def lm_eval(n, c, port, stream):
    """lm-eval's own API model class, generate_until, cache off."""
    del stream
    from lm_eval.api.instance import Instance
    from lm_eval.models.openai_completions import LocalChatCompletion

    model = LocalChatCompletion(
        base_url=f"http://127.0.0.1:{port}/v1/chat/completions",
        model="bench",
        num_concurrent=c,
        tokenizer_backend=None,
    )
    asks = [
        Instance("generate_until", {}, (json.dumps([{"role": "user", "content": SOURCE}]), {"until": []}), k)
        for k in range(n)
    ]
    begin = time.monotonic()
    assert len(model.generate_until(asks, disable_tqdm=True)) == n
    return time.monotonic() - begin


CLIENTS = {"bare aiohttp": bare_aiohttp, "stetmark": ours, "openai SDK": openai_sdk, "lm-eval": lm_eval}
NEEDS = {"openai SDK": "openai", "lm-eval": "lm_eval"}


def measure(client, n, c, port, stream, pipe):
    begin = time.monotonic()
    asked = CLIENTS[client](n, c, port, stream)
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime
    pipe.send({"wall": time.monotonic() - begin, "asked": asked, "cpu": cpu, "rss_mb": own.ru_maxrss / 1024})


def once(client, n, c, delay_s, stream):
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    server = context.Process(target=serve, args=(delay_s, there), daemon=True)
    server.start()
    port = here.recv()
    process = context.Process(target=measure, args=(client, n, c, port, stream, there))
    process.start()
    process.join()
    server.terminate()
    server.join()
    return here.recv() if process.exitcode == 0 and here.poll() else None


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--clients", default=",".join(CLIENTS))
    parser.add_argument("-n", type=int, nargs="*")
    parser.add_argument("-c", type=int, nargs="*")
    parser.add_argument("--delay-ms", type=float, nargs="*")
    parser.add_argument("--stream", choices=["on", "off", "both"], default="both")
    given = parser.parse_args()
    sizes = given.n or ([2_000, 20_000] if given.full else [2_000])
    delays = given.delay_ms if given.delay_ms is not None else [0, 200]
    streams = {"on": [True], "off": [False], "both": [False, True]}[given.stream]
    print(
        "CPU and throughput (tp) beside bare aiohttp, the limit here; eff: beside the server's delay\n"
        f"{'CPU x':>6} {'tp x':>5}  {'client':14} {'n':>6} {'c':>4} {'ms':>4} {'stream':6} {'wall s':>7}"
        f" {'req/s':>7} {'CPU ms':>7} {'eff':>5} {'MB':>5}"
    )
    clients = [
        client
        for client in given.clients.split(",")
        if client not in NEEDS or importlib.util.find_spec(NEEDS[client]) is not None
    ]
    for n, c, delay, stream in itertools.product(
        sizes, given.c or ([64, 256] if given.full else [64]), delays, streams
    ):
        compare(clients, n, c, delay, stream=stream)


def compare(clients, n, c, delay, *, stream):
    base = None
    for client in clients:
        if client == "lm-eval" and stream:
            continue
        found = once(client, n, c, delay / 1000, stream)
        if found is None:
            print(f"{'':13} {client:14} {n:6} {c:4}  failed")
            continue
        ideal, cpu = n / c * delay / 1000, found["cpu"] / n * 1000
        base = base or (cpu, found["asked"])
        print(
            f"{cpu / base[0]:6.2f} {base[1] / found['asked']:5.2f}  "
            f"{client:14} {n:6} {c:4} {delay:4.0f} {'yes' if stream else 'no':6} {found['wall']:7.2f}"
            f" {n / found['asked']:7.0f} {cpu:7.3f} {ideal / found['asked']:5.2f} {found['rss_mb']:5.0f}",
            flush=True,
        )


if __name__ == "__main__":
    sys.exit(main())
