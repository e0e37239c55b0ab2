"""Vietnamese text: how it is written, compared, ordered and repaired, and how a person is told what is wrong."""
