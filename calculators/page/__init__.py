"""From typed text to an answer, and from an answer to HTML or plain text. Knows no loans."""
