"""Words as a file can hold them."""

import re

NO_PLACE = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold."""
LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c]")


def printable(words: str) -> str:
    """The same with every character that a file can hold; another stands for each that it cannot."""
    return NO_PLACE.sub("\N{REPLACEMENT CHARACTER}", LINE_ENDS.sub("\n", words))
