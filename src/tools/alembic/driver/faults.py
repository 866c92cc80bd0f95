"""What is wrong with the project's set-up."""


class Fault(Exception):
    """The project's set-up is wrong; the text is one sentence for its user."""


class Refused(Fault):
    """A connection that must not be made."""
