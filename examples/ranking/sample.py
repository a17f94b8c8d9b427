"""Prints a text in 24-bit colours: grey levels of background and text, both tinted by warmth."""
import sys

background, text, warmth = map(int, sys.argv[1:])


def colour(kind, grey):
    red, blue = (max(0, min(255, grey + sign * warmth)) for sign in (1, -1))
    return f"\x1b[{kind};2;{red};{grey};{blue}m"


for line in ("The quick brown fox jumps over the lazy dog.", "0123456789  il1 O0 rn m  {}[]()"):
    print(f"{colour(48, background)}{colour(38, text)}  {line:46}\x1b[0m")
