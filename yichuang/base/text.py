"""A text in both languages of the platform: Chinese first, English second."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """What a person reads. `en` may be empty where only Chinese is law; then Chinese is shown."""

    zh: str
    en: str = ""

    def show(self, lang: str = "zh") -> str:
        """The text in `lang` ("zh" or "en"), Chinese where there is no English."""
        return self.en if lang.startswith("en") and self.en else self.zh

    def __str__(self) -> str:
        return self.zh

    def filled(self, **values: object) -> Text:
        """The text with `{name}` places filled in both languages."""
        return Text(self.zh.format(**values), self.en.format(**values))
