"""Pages that are published: how they look; nothing is loaded from elsewhere."""

from __future__ import annotations

from engine.reports.markup import Markup
from engine.reports.markup import element

LOOK = Markup("""
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; font: 1.0625rem/1.55 system-ui, -apple-system, "Segoe UI", sans-serif;
  color: #0b0c0c; background: #fff; overflow-wrap: break-word; }
header, main, footer { max-width: 62rem; margin: 0 auto; padding: 0 1rem; }
main { padding-bottom: 2rem; }
header { padding-top: .75rem; padding-bottom: .5rem; border-bottom: 4px solid #1d70b8; }
footer { margin-top: 1rem; padding-top: 1rem; padding-bottom: 2rem; color: #505a5f;
  border-top: 1px solid #b1b4b6; font-size: .9375rem; overflow-wrap: anywhere; }
.book { font-weight: bold; font-size: 1.125rem; margin: 0; }
.skip { position: absolute; left: -100rem; }
.skip:focus { position: static; display: inline-block; padding: .3rem .6rem; }
nav ul { list-style: none; margin: .5rem 0; padding: 0; display: flex; flex-wrap: wrap;
  gap: .25rem 1.25rem; }
nav a { display: inline-block; padding: .25rem 0; }
a[aria-current] { font-weight: bold; color: #0b0c0c; text-decoration: none; }
a { color: #1a65a6; text-underline-offset: .15em; }
a:hover { color: #003078; text-decoration-thickness: .18em; }
a:visited { color: #4c2c92; }
a:focus, input:focus, button:focus, summary:focus, .scroll:focus { outline: 3px solid #0b0c0c;
  background: #fd0; color: #0b0c0c; }
form.search { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end;
  margin: .5rem 0 1rem; }
form.search label { display: block; font-size: .9375rem; }
input, button { font: inherit; padding: .35rem .6rem; border: 2px solid #0b0c0c; }
input { width: 15rem; max-width: 100%; background: #fff; color: #0b0c0c; }
button { background: #0b0c0c; color: #fff; }
h1, h2, h3 { text-wrap: balance; }
h1 { font-size: 2rem; line-height: 1.25; margin: 1.5rem 0 1rem; }
h2 { font-size: 1.5rem; line-height: 1.25; margin: 2.5rem 0 .75rem; padding-top: .5rem;
  border-top: 2px solid #0b0c0c; }
h3 { font-size: 1.1875rem; line-height: 1.25; margin: 1.75rem 0 .5rem; }
h4, h5, h6 { font-size: 1.0625rem; margin: 1.25rem 0 .25rem; }
p, dd { max-width: 44rem; margin: .5rem 0; }
li { max-width: 44rem; margin: .3rem 0; }
dt { font-weight: bold; margin-top: .5rem; }
dd { margin: 0 0 .25rem 1rem; }
code { font: .9375em/1.45 ui-monospace, "Cascadia Mono", monospace; overflow-wrap: anywhere; }
blockquote { margin: .5rem 0; padding-left: 1rem; border-left: 4px solid #b1b4b6;
  max-width: 44rem; }
.origin, .small { color: #505a5f; font-size: .9375rem; }
.facts { display: flex; flex-wrap: wrap; gap: .15rem 1.25rem; list-style: none; padding: 0;
  margin: .35rem 0; color: #505a5f; font-size: .9375rem; }
.facts li { margin: 0; }
table { border-collapse: collapse; margin: 1rem 0; }
caption { text-align: left; font-weight: bold; padding: .25rem 0; }
th, td { text-align: left; vertical-align: top; padding: .4rem 1rem .4rem 0;
  border-bottom: 1px solid #b1b4b6; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
ol.clauses { list-style: none; margin: 1rem 0; padding: 0; border-top: 1px solid #b1b4b6; }
ol.clauses > li { display: grid; grid-template-columns: minmax(0, 5fr) minmax(0, 7fr);
  gap: .25rem 1.5rem; max-width: none; margin: 0; padding: .75rem 0;
  border-bottom: 1px solid #b1b4b6; }
ol.clauses p { margin: 0 0 .25rem; }
ol.clauses > li.branch > :first-child { padding-left: 1.5rem; }
.scroll { overflow-x: auto; }
.scroll tbody th { min-width: 9rem; }
.pair { display: flex; flex-wrap: wrap; gap: 0 2rem; align-items: flex-start; }
.pair > * { flex: 1 1 20rem; min-width: 0; }
figure { margin: 1rem 0; max-width: 44rem; }
figcaption { color: #505a5f; font-size: .9375rem; }
svg { display: block; width: 100%; max-width: 36rem; height: auto; }
summary { cursor: pointer; padding: .25rem 0; }
.made-up { border: 3px solid #0b0c0c; padding: .5rem .75rem; font-weight: bold; }
@media (max-width: 40rem) {
  body { font-size: 1rem; }
  h1 { font-size: 1.625rem; }
  h2 { font-size: 1.3125rem; }
  ol.clauses > li { grid-template-columns: minmax(0, 1fr); }
  th, td { padding-right: .5rem; font-size: .9375rem; }
}
@media print {
  @page { margin: 15mm; }
  body { font-size: 10.5pt; }
  header nav, .skip, form.search, .way { display: none; }
  header { border-bottom: 1pt solid #000; }
  header, main, footer { max-width: none; padding: 0; }
  a { color: #000; text-decoration: none; }
  h1, h2, h3, h4, caption, summary { break-after: avoid; break-inside: avoid; }
  li, tr, figure, .scroll { break-inside: avoid; }
  .scroll { overflow: visible; }
  tbody:first-of-type tr:first-child { break-before: avoid; }
  details::details-content { content-visibility: visible; }
}
""")
"""Text and links stand out from the white by at least 4.5 to 1, edges of fields by 3 to 1."""


def whole_page(title: str, *body: str | None, style: str = "") -> str:
    """A page with its head; the body has its own header, main part and footer."""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", title),
        element("style", Markup(LOOK + style)),
    )
    skip = element("a", "Skip to the content", href="#content", class_="skip")
    html = element("html", head, element("body", skip, *body), lang="en")
    return f"<!DOCTYPE html>\n{html}"
