"""What goes wrong, done on purpose, and what it costs those who talk.

`make faults` does one fault after the other, keeps what it measured, and writes docs/reliability.md; `make faults FAULT="F11 F12"` does
those again. A fault is a module with a docstring that says what was done (the page quotes it), `async def run(folder: Path) ->
Sequence[Figure]`, and its line in `__main__.FAULTS`. Figures are made by `tests.bench.result`: `worst` of the stated runs, with what a
control gave `beside`.
"""
