"""Pictures of every screen and state, made offscreen from sample rows: `./run shots --out DIR`.

A module in this package joins in by having `SHOTS`, a tuple of `Shot`. A builder takes nothing and answers
the widget to picture, with sample display rows; it is called once per theme, with the theme already on.
"""
