"""What a reader of codes raises when a value cannot be read."""


class UnreadableError(Exception):
    """A value has no reading. Carries a stable code and a sentence in Chinese and English, without the value."""

    def __init__(self, code: str, zh: str, en: str) -> None:
        super().__init__(en)
        self.code = code
        self.zh = zh
        self.en = en
