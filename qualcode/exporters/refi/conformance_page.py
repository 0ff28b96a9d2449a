"""The page that explains the conformance set."""

from typing import Final

PAGE: Final = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>REFI-QDA conformance set</title>
<style>body{font:16px/1.5 sans-serif;max-width:44em;margin:2em auto}code{background:#eee}</style>
<h1>REFI-QDA conformance set</h1>
<p>The standard says how positions in a text are counted; programs count in several ways all the same. These
files let you test whether a program finds the words that were coded, no matter which program wrote
the file.</p>
<h2>What is here</h2>
<ul>
<li>One <code>.qdpx</code> for every way of counting: code points, UTF-16 units or bytes; a line end of CR and
LF as one or two; a byte order mark counted or not; the end of a stretch included or not. Only
<code>01</code> counts as the standard asks; the others are what a tolerant reader has to recognise.</li>
<li>The files also differ in what programs are known to differ in: <code>sources/</code> or
<code>Sources/</code>, the name of the <code>.qde</code>, GUIDs in capitals, small letters or braces, texts in
the document or beside it, several codings on one selection or several selections on one range, emoji
before, inside and after a selection, selections that end where a line does, and an empty source.</li>
<li>Beside each, a <code>.json</code> of the same name: for each source its length in characters, the
SHA-256 of its text (UTF-8, LF line ends, no byte order mark), and every segment with code, coder, the exact
words, and <code>start</code> and <code>end</code> as half-open code points of that text.</li>
<li><code>index.json</code> lists all files and how each counts.</li>
</ul>
<h2>How to use it</h2>
<ol>
<li>Import a <code>.qdpx</code> into the program.</li>
<li>Export the coded segments, with the words of each.</li>
<li>Compare them with the <code>.json</code>, as sets of code, coder and words. A right reader has every one
of them and no other; one that cannot tell how a file counts has to ask, and may not guess in silence.</li>
</ol>
<p>The texts are invented. You may use and pass on the whole set as you like.</p>
</html>
"""
