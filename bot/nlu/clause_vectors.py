"""The vectors of a message's clauses, each encoded when it is first asked for. Knows no Rasa."""

from bot.nlu.encoder import Encoder, Vectors


class ClauseVectors:
    """One vector of shape (384,) for each clause. Most messages are understood by the first, which is the whole."""

    def __init__(self, encoder: Encoder | None, texts: tuple[str, ...]) -> None:
        """Keep the texts until their vectors are needed."""
        self._encoder, self._texts = encoder, texts
        self._vectors: dict[int, Vectors] = {}

    @classmethod
    def known(cls, vector: Vectors) -> "ClauseVectors":
        """Return the vectors of a message of one clause that was encoded before."""
        vectors = cls(None, ("",))
        vectors._vectors[0] = vector
        return vectors

    def __len__(self) -> int:
        """Return the number of clauses."""
        return len(self._texts)

    def __getitem__(self, number: int) -> Vectors:
        """Return a clause's vector. Raises IndexError."""
        if number not in self._vectors:
            if self._encoder is None:
                raise IndexError(number)
            self._vectors[number] = self._encoder.encode([self._texts[number]])[0]
        return self._vectors[number]
