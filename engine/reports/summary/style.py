"""How a report looks: the GOV.UK Design System's layout and components, in few rules.

Its font is for services on GOV.UK only, and so is its crest: neither is here. Sizes,
spaces and colours are the system's; all words have a contrast of at least 4.5 to 1.
"""

from __future__ import annotations

STYLE = """
*, *::before, *::after { box-sizing: border-box; }
html { background: #f3f2f1; }
body { margin: 0; background: #fff; color: #0b0c0c; font-family: Arial, sans-serif;
  font-size: 16px; line-height: 25px; -webkit-text-size-adjust: 100%; }
a { color: #1d70b8; text-decoration-thickness: 1px; text-underline-offset: 3px; }
a:hover { color: #003078; text-decoration-thickness: 3px; }
a:focus, [tabindex]:focus { outline: 3px solid #0b0c0c; }
a:focus { background: #fd0; color: #0b0c0c; }
.skip { position: absolute; left: -999em; }
.skip:focus { position: static; display: block; padding: 10px 15px; }
.header { background: #0b0c0c; color: #fff; border-bottom: 10px solid #1d70b8; }
.width { max-width: 990px; margin: 0 auto; padding: 0 15px; }
.header .width { padding-top: 10px; padding-bottom: 10px; font-weight: bold; }
main { display: block; padding: 30px 0; }
h1 { font-size: 32px; line-height: 35px; margin: 0 0 30px; }
h2 { font-size: 24px; line-height: 29px; margin: 50px 0 15px; padding-top: 15px;
  border-top: 1px solid #b1b4b6; }
h3 { font-size: 19px; line-height: 25px; margin: 30px 0 10px; }
p, ul, dl { margin: 0 0 15px; max-width: 660px; }
ul { padding-left: 20px; }
li { margin-bottom: 5px; }
.hint { color: #505a5f; }
.warning { display: flex; gap: 15px; align-items: flex-start; font-weight: bold;
  margin: 0 0 30px; }
.warning span { flex: none; width: 35px; height: 35px; border-radius: 50%;
  background: #0b0c0c; color: #fff; text-align: center; font-size: 30px;
  line-height: 35px; }
nav ul { list-style: none; padding: 0; }
nav li { padding-left: 25px; }
nav li::before { content: "\\2014"; color: #505a5f; float: left; margin-left: -25px; }
.summary { border-top: 1px solid #b1b4b6; }
.summary div { border-bottom: 1px solid #b1b4b6; padding: 10px 0; }
.summary dt { font-weight: bold; }
.summary dd { margin: 0; overflow-wrap: anywhere; }
.figure { margin: 0 0 40px; break-inside: avoid-page; }
.chart svg { display: block; width: 100%; max-width: 480px; height: auto;
  margin-bottom: 20px; }
.scroll { overflow-x: auto; margin-bottom: 15px; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
.narrow { max-width: 660px; }
caption { text-align: left; font-weight: bold; margin-bottom: 10px; }
th, td { text-align: left; vertical-align: top; padding: 10px 15px 10px 0;
  border-bottom: 1px solid #b1b4b6; }
th:last-child, td:last-child { padding-right: 0; }
.number, .whole { white-space: nowrap; }
.number { text-align: right; }
th.number { white-space: normal; }
tbody th { font-weight: normal; min-width: 130px; }
tbody th.group { font-weight: bold; padding-top: 20px; }
.wide th, .wide td { font-size: 14px; line-height: 20px; padding-right: 10px; }
.rounds th, .rounds td { font-size: 14px; line-height: 20px; padding-right: 10px; }
.rounds tbody th { min-width: 90px; }
.rounds tbody th, .rounds tbody td { border-bottom: 0; padding-top: 0; padding-bottom: 5px; }
.rounds tbody .first th, .rounds tbody .first td { padding-top: 10px;
  border-top: 1px solid #b1b4b6; }
.rounds tbody .group { padding-top: 20px; }
.rounds .change th, .rounds .change td { font-weight: bold; }
.rounds .part th, .rounds .part td { color: #505a5f; }
.told { display: block; color: #505a5f; }
@media (min-width: 641px) {
  body { font-size: 19px; }
  .width { padding: 0 30px; }
  h1 { font-size: 48px; line-height: 50px; margin-bottom: 50px; }
  h2 { font-size: 36px; line-height: 40px; }
  h3 { font-size: 24px; line-height: 30px; }
  table, .chart + .scroll, .hint { font-size: 16px; line-height: 20px; }
  .rounds.narrow th, .rounds.narrow td { font-size: 16px; }
  .summary div { display: flex; }
  .summary dt { width: 30%; flex: none; }
}
@media (min-width: 900px) {
  .beside { display: grid; grid-template-columns: 480px minmax(0, 1fr); gap: 30px;
    align-items: start; }
}
@media print {
  html, body { background: #fff; font-size: 12pt; line-height: 15pt; }
  .header { background: none; color: #0b0c0c; border-bottom: 2pt solid #0b0c0c; }
  .skip, nav { display: none; }
  .width { max-width: none; padding: 0; }
  .scroll { overflow: visible; }
  .warning span { background: none; color: #0b0c0c; border: 2pt solid #0b0c0c;
    line-height: 29px; }
  .chart svg { max-height: 195mm; }
  h1, h2, h3, caption { break-after: avoid; break-inside: avoid; }
  tr, svg { break-inside: avoid; }
  tbody:first-of-type tr:first-child { break-before: avoid; }
  table { font-size: 10pt; line-height: 12pt; }
  th, td { padding-top: 4pt; padding-bottom: 4pt; }
  .wide th, .wide td { font-size: 7pt; line-height: 8pt; padding: 2pt;
    overflow-wrap: anywhere; }
  .wide tbody th { min-width: 60pt; }
  .broad { page: broad; }
}
@page { size: A4; margin: 15mm; }
@page broad { size: A4 landscape; }
"""
