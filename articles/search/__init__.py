"""Which stories answer a reader's question? One interface over two thin back ends.

questions    what a reader asks for: terms, phrases, "or", "-not"
backend      which of postgres and sqlite this database is: both say the same in their own SQL
index        the words of editions, kept in the transaction that publishes them; desk side
finding      the stories that answer a question at a moment, a page at a time; public side
marking      where in a story's text the words stand that were asked for
views        the page
"""
