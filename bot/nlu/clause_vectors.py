"""The vectors of a message's clauses, each encoded when it is first asked for. Knows no Rasa."""

from bot.nlu.encoder import Encoder, Encoding, Vectors


class ClauseVectors:
    """One encoding for each clause. Most messages are understood by the first, which is the whole."""

    def __init__(self, encoder: Encoder | None, texts: tuple[str, ...]) -> None:
        """Keep the texts until their vectors are needed."""
        self._encoder, self._texts = encoder, texts
        self._encodings: dict[int, Encoding] = {}

    @classmethod
    def known(cls, encoding: Encoding) -> "ClauseVectors":
        """Return the vectors of a message of one clause that was encoded before."""
        vectors = cls(None, ("",))
        vectors._encodings[0] = encoding
        return vectors

    def __len__(self) -> int:
        """Return the number of clauses."""
        return len(self._texts)

    def __getitem__(self, number: int) -> Vectors:
        """Return a clause's vector, of shape (384,). Raises IndexError."""
        return self.encoding(number).vector

    def of(self, text: str) -> Encoding:
        """Return the encoding of one of the clauses, or of any other text. Raises IndexError without an encoder."""
        if text in self._texts:
            return self.encoding(self._texts.index(text))
        if self._encoder is None:
            raise IndexError(text)
        return self._encoder.read(text)

    def encoding(self, number: int) -> Encoding:
        """Return a clause's vector with those of its word pieces. Raises IndexError."""
        if number not in self._encodings:
            if self._encoder is None:
                raise IndexError(number)
            self._encodings[number] = self._encoder.read(self._texts[number])
        return self._encodings[number]
