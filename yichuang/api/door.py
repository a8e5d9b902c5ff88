"""How an operation is declared: its answer, every problem it may end in, and its words, Chinese first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from ninja import Router

from yichuang.api.callers import ByKey, BySession
from yichuang.api.problems import PROBLEMS

F = TypeVar("F", bound=Callable[..., Any])
AUTH = [ByKey(), BySession()]


class Door(Router):
    """A router whose operations are declared by `read`, `make` and `do`."""

    def __init__(self, tag: str) -> None:
        super().__init__(tags=[tag], auth=AUTH)

    def read(
        self, path: str, answer: Any, zh: str, en: str, *, public: bool = False
    ) -> Callable[[F], F]:
        """A GET that changes nothing; `public`: without login."""
        return self._on("GET", path, {200: answer}, zh, en, public=public)

    def fetch(self, path: str, zh: str, en: str) -> Callable[[F], F]:
        """A GET that answers with a file, of whatever media type it is."""
        binary = {"content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}}
        return self._on("GET", path, {200: None}, zh, en, extra={"responses": {200: binary}})

    def make(
        self, path: str, answer: Any, zh: str, en: str, *, extra: dict[str, Any] | None = None
    ) -> Callable[[F], F]:
        """A POST that brings something into being: 201."""
        return self._on("POST", path, {201: answer}, zh, en, extra=extra)

    def do(
        self,
        path: str,
        answer: Any,
        zh: str,
        en: str,
        *,
        method: str = "POST",
        public: bool = False,
        extra: dict[str, Any] | None = None,
    ) -> Callable[[F], F]:
        """A deed on what exists: 200, or 204 where `answer` is None."""
        told = {204: None} if answer is None else {200: answer}
        return self._on(method, path, told, zh, en, public=public, extra=extra)

    def _on(
        self,
        method: str,
        path: str,
        answers: dict[int, Any],
        zh: str,
        en: str,
        *,
        public: bool = False,
        extra: dict[str, Any] | None = None,
    ) -> Callable[[F], F]:
        more: dict[str, Any] = {"auth": None} if public else {}

        def declare(view: F) -> F:
            self.add_api_operation(
                path,
                [method],
                view,
                response={**answers, **PROBLEMS},
                summary=zh,
                description=f"{zh}。\n\n{en}.",
                operation_id=f"{view.__module__.rpartition('.')[2]}_{view.__name__}",
                openapi_extra=extra,
                **more,
            )
            return view

        return declare
