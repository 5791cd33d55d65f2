"""How is a model behind an endpoint asked, from the question to an outcome, retries included?"""

from __future__ import annotations

import asyncio
import hashlib
import random
from typing import Any
from weakref import WeakValueDictionary

import aiohttp
import msgspec

from stetmark.answers.endpoints import http
from stetmark.answers.endpoints.limiter import Limiter
from stetmark.answers.endpoints.outcomes import CapSpent, outcome_of
from stetmark.answers.endpoints.output_cap import estimate_tokens
from stetmark.answers.endpoints.prices import Price, find_price
from stetmark.answers.endpoints.request import Request
from stetmark.answers.endpoints.request_error import RequestError, body_wait, classify, find_error, status_in
from stetmark.answers.endpoints.retry import backoff_s, wait_from
from stetmark.answers.endpoints.wire import Parsed, ReportedError, Unreadable, decode
from stetmark.answers.protocol import Question, Reply, Stopped, Watcher
from stetmark.errors import AuthenticationError, ProviderError
from stetmark.settings import Settings

__all__ = ["EndpointSystem"]

#: A web page in place of an answer is asked again this often; then, if no answer ever came, the address is
#: wrong. From an endpoint that has answered it is a passing trouble like others.
STRAY_ATTEMPTS = 2

_limiters: WeakValueDictionary[tuple[Any, ...], Limiter] = WeakValueDictionary()


class EndpointSystem:
    """A model behind an endpoint: preset or `[systems.NAME]`, model, prompt and parameters.

    Args:
        request: What is sent, and where to.
        settings: The environment with the key.
        concurrency: How many questions at once, when the user says so; else found out from the preset's most.
    """

    def __init__(self, request: Request, settings: Settings, *, concurrency: int | None = None) -> None:
        self.request = request
        self.name = request.name
        self.model = request.model
        self.remote = str(request.url.with_query(None))
        preset = request.preset
        self.concurrency = concurrency or preset.concurrency
        self._policy = preset.retry
        self._words = preset.errors
        self._env = settings.env
        self._secret = settings.secret(*preset.key_env)
        self._limiter = Limiter(self.concurrency)
        self._price: Price | None = find_price(
            preset.name, self.model, request.base_url, settings, free=preset.free
        )
        self._session: aiohttp.ClientSession | None = None
        self._watcher: Watcher | None = None
        self._last: tuple[Question, bytes] | None = None
        self._rng = random.Random()  # not seeded: jitter is not to be the same everywhere
        self._ever_ok = self._draining = False
        self._idle: set[asyncio.Task[Any]] = set()
        self._begun: dict[str, Any] = {}
        self._served: set[str] = set()

    # -- what a System is ------------------------------------------------------------------------------

    def facts(self) -> dict[str, Any]:
        """Say what is asked of whom, with which prompt and at what price; never the key."""
        price = msgspec.to_builtins(self._price) if self._price else None
        return {**self.request.facts(), "price": price}

    def key(self, question: Question) -> str:
        """Return the hash of endpoint, model, full body, prompt, text and repeat."""
        request = self.request
        prompt = request.prompt_for(question.lang)
        begun = self._begun.get(prompt.name)
        if begun is None:
            begun = self._begun[prompt.name] = hashlib.sha256(
                msgspec.json.encode((str(request.url), self.model, prompt.text))
            )
        whole = begun.copy()
        whole.update(self._body(question))
        whole.update(msgspec.json.encode((question.source, question.repeat)))
        return whole.hexdigest()[:32]

    def estimate_usd(self, question: Question) -> float | None:
        """Return what one attempt may cost at most."""
        if self._price is None:
            return None
        prompt = self.request.prompt_for(question.lang).fill(question.source)
        return self._price.at_most_usd(estimate_tokens(prompt) + 16, self.request.cap_for(question.source))

    def estimate_tokens(self, question: Question) -> tuple[int, int]:
        """Return about how many tokens go in and come out, thinking left out."""
        prompt = self.request.prompt_for(question.lang).fill(question.source)
        return estimate_tokens(prompt), estimate_tokens(question.source)

    def likely_usd(self, question: Question) -> float | None:
        """Return what one answer is likely to cost, thinking left out; None when the price is unknown."""
        return self._price.at_most_usd(*self.estimate_tokens(question)) if self._price else None

    def check(self) -> None:
        """Make sure that there is what asking needs.

        Raises:
            AuthenticationError: The key is not set, or cannot be one.
        """
        names = self.request.preset.key_env
        if names and self._secret is None and not self.request.preset.free:
            raise AuthenticationError(
                f"{' or '.join(names)} is not set",
                system=self.name,
                hint=f"Run export {names[0]}=… and try again.",
            )
        if self._secret and not (self._secret.reveal().isascii() and self._secret.reveal().isprintable()):
            raise AuthenticationError(
                f"{self._secret.name} contains a character that cannot be in a key",
                system=self.name,
                hint="Set it again.",
            )

    async def start(self, watcher: Watcher) -> None:
        """Open the session; nothing is sent."""
        self._watcher = watcher
        headers = self.request.headers(self._secret.reveal() if self._secret else "")
        self._session = http.open_session(self.request.base_url, self._env, self._policy, headers)
        if retired := self.request.retired():
            watcher.notice(f"{self.name}: {retired}")

    def prepare(self, concurrency: int | None) -> int:
        """Take the user's word on how many questions at once; without it, begin low and find out.

        Raises:
            AuthenticationError: The key is not set, or cannot be one.
        """
        self.check()
        most = concurrency or self.concurrency
        # Systems that ask one model with one key share its limits, whatever else sets them apart.
        key_name = self._secret.name if self._secret else ""
        shared = (id(asyncio.get_running_loop()), self.request.base_url, key_name, self.model)
        fresh = Limiter(most, None if concurrency else min(most, 8))
        self._limiter = _limiters.setdefault(shared, fresh)
        return most

    async def close(self) -> None:
        """Close the session."""
        if self._session:
            await self._session.close()

    async def ask(self, question: Question) -> Reply:
        """Put one question, again where that may help, and say what came of it."""
        tries = _Tries()
        body = self._body(question)
        wait = 0.0
        while True:
            since = await self._wait_turn(wait)
            tries.n += 1
            try:
                begin = asyncio.get_running_loop().time()
                parsed, _ = await self.exchange(body)
                self._look_for_cuts(question, parsed, len(body))
                outcome, why = outcome_of(parsed, self.request.preset.finish, question.source)
                self._limiter.more()
                self._ever_ok = True
                latency = asyncio.get_running_loop().time() - begin
                return self._reply(parsed, outcome, self.mask(why), tries, latency)
            except CapSpent:
                raised = self._raise_cap(question, tries)
                if raised is None:
                    return self._reply(parsed, "truncated", "", tries, None)
                body, wait = raised, 0.0
            except RequestError as error:
                error.message = self.mask(error.message)
                found = self._again(error, tries, since)
                if found is None:
                    return self._failed(error, tries)
                wait = found
            finally:
                self._limiter.release()

    async def _wait_turn(self, wait_s: float) -> float:
        """Wait before the next attempt, then for a slot; returns when it was got.

        Raises:
            Stopped: The run is to end.
        """
        task = asyncio.current_task()
        if self._draining or task is None:
            raise Stopped
        self._idle.add(task)
        try:
            if wait_s:
                await asyncio.sleep(wait_s)
            return await self._limiter.acquire()
        except asyncio.CancelledError:
            if self._draining and task.cancelling() == 1:
                task.uncancel()
                raise Stopped from None
            raise
        finally:
            self._idle.discard(task)

    def drain(self) -> None:
        """Give back the questions that wait for a slot or for another attempt."""
        self._draining = True
        for task in tuple(self._idle):
            task.cancel()

    # -- one attempt -----------------------------------------------------------------------------------

    async def exchange(self, body: bytes) -> tuple[Parsed, http.Exchange]:
        """Send one request and read the response.

        Raises:
            RequestError: No answer came of it, classified.
        """
        if self._session is None:
            raise ProviderError("was not started", system=self.name)
        collector = self.request.wire.collector()
        try:
            exchange = await http.post(self._session, self.request.url, body, collector, policy=self._policy)
        except ReportedError as reported:
            error = self._classified(200, reported.codes, reported.message, {}, reported.wait)
            error.partial = collector.parsed().text
            if error.kind == "fatal" and error.partial and not reported.codes:
                error.kind = "retry"  # it had begun to answer, so the request was right
            raise error from None
        except RequestError as error:
            if error.status is None or error.status < 400:
                raise
            raise self._from_status(error) from None
        return collector.parsed(), exchange

    def _from_status(self, error: RequestError) -> RequestError:
        """Classify a response whose status is not a success, by its body where that says more."""
        raw = error.raw
        headers: Any = error.headers
        try:
            found = find_error(decode(raw)) if raw.strip() else None
        except Unreadable:
            found = None
        codes, message = found or ((), raw[:200].decode("utf-8", "replace").strip())
        wait = body_wait(raw)
        return self._classified(
            error.status, codes, message or f"status {error.status}", headers, wait, raw=raw
        )

    def _classified(
        self,
        status: int | None,
        codes: tuple[str, ...],
        message: str,
        headers: Any,
        wait: str,
        *,
        raw: bytes = b"",
    ) -> RequestError:
        effective = status_in(codes) if status == 200 else status
        kind, code = classify(self._words, status=effective, codes=codes, message=message)
        wait_s = wait_from(headers, wait) if kind in {"rate", "retry"} else None
        return RequestError(
            kind,
            message,
            status=status,
            code=code,
            wait_s=wait_s,
            billed=status == 200,
            raw=raw,
            headers=headers,
        )

    # -- what follows from it --------------------------------------------------------------------------

    def _again(self, error: RequestError, tries: _Tries, since: float) -> float | None:
        """Return how long to wait before the next attempt; None when there is to be none."""
        tries.billed += error.billed
        policy = self._policy
        if error.kind == "stray" and not self._ever_ok:
            tries.n_stray += 1
            again = tries.n_stray <= STRAY_ATTEMPTS
            if not again:
                error.kind = "dead"
        elif error.kind == "rate":
            tries.n_rate += 1
            again = tries.n_rate < policy.rate_attempts
        else:
            tries.n_retry += 1
            again = error.kind in {"retry", "stray"} and tries.n_retry < policy.attempts
        if not again:
            return None
        n = tries.n_rate if error.kind == "rate" else tries.n
        wait = backoff_s(policy, n, error.wait_s, self._rng)
        if self._watcher:
            self._watcher.retried(self.name, str(error), wait)
        if error.kind == "rate":
            # The whole endpoint pauses: everybody else would only be turned away too.
            self._limiter.less(since, wait)
            return self._rng.uniform(0, min(wait, 1.0)) * 0.1
        return wait

    def _raise_cap(self, question: Question, tries: _Tries) -> bytes | None:
        """Return the body with a cap four times as high, once; None when that cannot be."""
        if tries.raised:
            return None
        tries.raised = True
        tries.billed += 1
        cap = self.request.cap_for(question.source)
        raised = min(4 * cap, self.request.preset.max_output or 4 * cap)
        if raised <= cap:
            return None
        if self._watcher:
            self._watcher.retried(
                self.name, f"the output cap of {cap} tokens was spent on thinking; raised to {raised}", 0.0
            )
        return self.request.body(question, cap=raised)

    def _failed(self, error: RequestError, tries: _Tries) -> Reply:
        return Reply(
            outcome="filtered" if error.kind == "filtered" else "failed",
            reply=error.partial,
            finish_reason=error.finish_reason,
            error=str(error),
            attempts=tries.n,
            maybe_billed=tries.billed,
            dead=error.kind == "dead",
        )

    def _reply(self, parsed: Parsed, outcome: Any, why: str, tries: _Tries, latency_s: float | None) -> Reply:
        served = f"{parsed.model}@{parsed.host}" if parsed.host else parsed.model
        if served and served not in self._served:
            self._note_served(parsed, served)
        cost = parsed.cost_usd
        if cost is None and self._price:
            cost = 0.0 if self.request.preset.free else self._price.cost_usd(parsed.usage)
        return Reply(
            outcome=outcome,
            reply=parsed.text,
            reasoning=parsed.reasoning,
            finish_reason=parsed.finish,
            usage=parsed.usage,
            cost_usd=cost,
            served_model=served,
            error=why,
            attempts=tries.n,
            latency_s=latency_s,
            maybe_billed=tries.billed,
        )

    def _note_served(self, parsed: Parsed, served: str) -> None:
        self._served.add(served)
        if parsed.model and parsed.model != self.model and self._watcher:
            self._watcher.notice(f"{self.name}: requested {self.model}, served by {served}")

    def _look_for_cuts(self, question: Question, parsed: Parsed, n_bytes: int) -> None:
        """Tell once if texts cannot come back whole, or prompts arrive cut: both look like a bad model."""
        most, counted = self.request.preset.max_output, parsed.usage and parsed.usage.input_tokens
        if self._watcher is None:
            return
        if most and 0.8 * estimate_tokens(question.source) > most:
            self._watcher.notice(
                f"{self.name}: can output at most {most} tokens, too few for some of these texts"
            )
        # No tokenizer packs twelve bytes of running text into a token.
        if counted and n_bytes > 12 * counted + 1000:
            self._watcher.notice(
                f"{self.name}: reports only {counted} input tokens for a request of {n_bytes} bytes;"
                " its context window may be truncating prompts (Ollama's default does)"
            )

    def _body(self, question: Question) -> bytes:
        # key() and ask() follow each other for the same question.
        if self._last is None or self._last[0] is not question:
            self._last = (question, self.request.body(question))
        return self._last[1]

    @property
    def has_key(self) -> bool:
        """Whether a key is set; never which."""
        return self._secret is not None

    def mask(self, text: str) -> str:
        """Return a provider's words without the key or its echo."""
        return self._secret.mask(text) if self._secret else text


class _Tries:
    """What one question has been through."""

    def __init__(self) -> None:
        self.n = self.n_retry = self.n_rate = self.n_stray = self.billed = 0
        self.raised = False
