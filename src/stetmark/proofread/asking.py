"""One question after another to any system: in this process for local ones, over the network for others."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from stetmark.answers.local import registry
from stetmark.answers.protocol import Question, Reply, System
from stetmark.answers.systems import guarded_name, parse_system
from stetmark.errors import ProviderError, SettingsError
from stetmark.settings import Settings

__all__ = ["DEFAULT_SYSTEM", "Asker", "open_asker"]

DEFAULT_SYSTEM = "local:stet"


class Asker:
    """A system that texts can be put to.

    Attributes:
        name: The system as the user wrote it, without `guard(…)` around it.
        remote: Where texts are sent to, empty where they stay on this machine.
    """

    name: str
    remote: str = ""

    def ask(
        self, texts: Sequence[tuple[str, str]], done: Callable[[int], None], notice: Callable[[str], None]
    ) -> list[Reply]:
        """The replies to (text, lang), in their order.

        Args:
            texts: What to ask, each with its language.
            done: Told how many texts are answered, each time one is.
            notice: Told what the user should know.
        """
        raise NotImplementedError


class _Local(Asker):
    def __init__(self, name: str) -> None:
        self.name = f"local:{name}"
        self._system = registry.load(name)

    def ask(
        self, texts: Sequence[tuple[str, str]], done: Callable[[int], None], notice: Callable[[str], None]
    ) -> list[Reply]:
        del notice
        replies = []
        for number, (text, lang) in enumerate(texts, 1):
            replies.append(Reply(outcome="complete", reply=self._system.correct(text, lang)))
            done(number)
        return replies


class _Watch:
    def __init__(self, notice: Callable[[str], None]) -> None:
        self._notice = notice

    def retried(self, system: str, why: str, wait_s: float) -> None:
        self._notice(f"{system}: {why}; again in {wait_s:.0f} s")

    def notice(self, text: str) -> None:
        self._notice(text)


class _Asked(Asker):
    def __init__(self, system: System) -> None:
        self.name = system.name
        self._system = system
        facts = system.facts()
        kind = facts.get("kind", "")
        address = str(facts.get("base_url") or facts.get("endpoint") or facts.get("url") or "")
        self.remote = "" if kind in {"local", "command", "recorded"} else address or system.name

    def ask(
        self, texts: Sequence[tuple[str, str]], done: Callable[[int], None], notice: Callable[[str], None]
    ) -> list[Reply]:
        return asyncio.run(self._ask_all(texts, done, notice))

    async def _ask_all(
        self, texts: Sequence[tuple[str, str]], done: Callable[[int], None], notice: Callable[[str], None]
    ) -> list[Reply]:
        system = self._system
        replies: list[Reply | None] = [None] * len(texts)
        n_done = 0
        try:
            await system.start(_Watch(notice))
            at_once = asyncio.Semaphore(max(1, min(system.prepare(None), len(texts))))
            hopeless = ""

            async def one(i: int) -> None:
                nonlocal n_done, hopeless
                async with at_once:
                    if hopeless:
                        return
                    text, lang = texts[i]
                    reply = await system.ask(Question(f"part {i + 1}", text, lang))
                    replies[i] = reply
                    hopeless = hopeless or (reply.error if reply.dead else "")
                    n_done += 1
                    done(n_done)

            async with asyncio.TaskGroup() as group:
                for i in range(len(texts)):
                    group.create_task(one(i))
        except BaseExceptionGroup as errors:
            raise _first(errors) from None
        finally:
            await system.close()
        if hopeless and not any(r is not None and r.outcome != "failed" for r in replies):
            raise ProviderError(hopeless, system=self.name)
        return [reply or Reply(outcome="failed", error=hopeless) for reply in replies]


def _first(errors: BaseExceptionGroup[BaseException]) -> BaseException:
    first = errors.exceptions[0]
    return _first(first) if isinstance(first, BaseExceptionGroup) else first


def open_asker(spec: str, settings: Settings | None = None) -> Asker:
    """The system that a specification names.

    `guard(SYSTEM)` is SYSTEM here: what is fixed goes through the guard anyway.

    Raises:
        SettingsError: It names nothing, or what it needs is not installed.
    """
    spec = spec.strip()
    while (inner := guarded_name(spec)) is not None:
        spec = inner
    if spec.startswith("recorded:"):
        raise SettingsError(f"{spec} answers what it was asked once, not your text")
    if spec.startswith("local:"):
        return _Local(spec.removeprefix("local:"))
    return _Asked(parse_system(spec, settings or Settings()))
