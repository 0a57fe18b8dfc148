"""What keeps an endpoint from doing what it was told."""


class Trouble(Exception):
    """`code` is for programs and never renamed: one of the server's (docs/protocol.md) or of docs/endpoint.md. `sentence` is
    for people.
    """

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


def trouble_in(group: BaseExceptionGroup[BaseException]) -> Trouble:
    """The first trouble of tasks that ended together. Raises the group itself when anything else is in it."""
    troubles, others = group.split(Trouble)
    if troubles is None or others is not None:
        raise group
    one: BaseException = troubles
    while isinstance(one, BaseExceptionGroup):
        one = one.exceptions[0]
    assert isinstance(one, Trouble)  # noqa: S101  as split
    return one
