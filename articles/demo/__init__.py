"""A small invented paper, to show the newsroom with something in it. All words and pictures were made for it."""
