"""A sound as a WAV file: 16 bits, one channel."""

import io
import wave

import numpy as np
from numpy.typing import NDArray


def wav(samples: NDArray[np.int16], rate_hz: int) -> bytes:
    """The file's content."""
    kept = io.BytesIO()
    with wave.open(kept, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate_hz)
        file.writeframes(samples.astype("<i2").tobytes())
    return kept.getvalue()
