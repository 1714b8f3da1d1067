"""Mail and text messages as rows: written with what they tell of, sent afterwards, each at least once.

A letter's Message-ID follows from its row, so that a copy sent by a server that died in between is known as a
copy. `queue` writes letters, `sender` hands them over, `rendering` makes the words, `links` what is in them
to follow, `timing` says when they may go.
"""
