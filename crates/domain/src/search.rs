//! What a case can be found by: pinyin initials of names, surnames read right.
