"""What is wrong with a file: an English sentence, and what it takes to say it in the languages of staff."""

from typing import Any, Self


class Complaint(str):
    """A sentence; `sentence` is it with its gaps, which `content/complaints.yaml` has in every language of staff."""

    __slots__ = ("after", "sentence", "values")
    sentence: str
    values: dict[str, Any]
    after: str

    def __new__(cls, sentence: str, said: str | None = None, /, **values: Any) -> Self:
        """`said` is the English form, where the gaps do not make it."""
        complaint = super().__new__(cls, sentence.format(**values) if said is None else said)
        complaint.sentence = sentence
        complaint.values = values
        complaint.after = ""
        return complaint

    def __getnewargs_ex__(self) -> tuple[tuple[str, str], dict[str, Any]]:
        """For another process."""
        return (self.sentence, str(self)), self.values

    def __add__(self, after: str) -> "Complaint":
        """The same of something named behind it."""
        longer = Complaint(self.sentence, str.__add__(self, after), **self.values)
        longer.after = self.after + after
        return longer
