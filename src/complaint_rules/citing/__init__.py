"""Where rules are written: every rule of a page with its citation, and what a citation names in its document.

`written` finds the rules, `places` what their citations mean in a document whose headings are known, `maps` where
these headings stand: the map and the index beside a profile.
"""
