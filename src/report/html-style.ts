/** The style of the HTML report; light or dark as the reader's system is. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --back: #ffffff; --card: #ffffff; --text: #1f2328; --faint: #59636e; --line: #d1d9e0; --code: #f3f5f7;
  --error: #cf222e; --warning: #9a6700; --notice: #0969da; --good: #1a7f37;
  --gone: #ffebe9; --new: #dafbe1; --hunk: #ddf4ff; --shadow: 0 1px 3px rgb(31 35 40 / 8%);
}
@media (prefers-color-scheme: dark) {
  :root {
    --back: #0d1117; --card: #151b23; --text: #e6edf3; --faint: #9198a1; --line: #30363d; --code: #1f2630;
    --error: #f85149; --warning: #d29922; --notice: #4493f8; --good: #3fb950;
    --gone: #3c1618; --new: #12361f; --hunk: #13233a; --shadow: none;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; max-width: 68rem; padding: 2rem 1.25rem 4rem; background: var(--back); color: var(--text);
  font: 15px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .75rem; padding-left: .9rem; border-left: .35rem solid var(--mood); }
h2 { font-size: 1.15rem; margin: 2.25rem 0 .1rem; }
h3 { font-size: 1rem; margin: 0; }
p { margin: .6rem 0; }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
code { background: var(--code); border-radius: 4px; padding: .1em .35em; font-size: .87em; overflow-wrap: anywhere; }
pre {
  background: var(--code); border: 1px solid var(--line); border-radius: 6px; padding: .7rem .9rem; margin: .5rem 0;
  overflow-x: auto; font-size: .83rem; line-height: 1.5; tab-size: 4;
}
pre span { display: block; min-width: max-content; margin: 0 -.9rem; padding: 0 .9rem; }
pre .gone { background: var(--gone); } pre .new { background: var(--new); }
pre .hunk { background: var(--hunk); color: var(--faint); }
.faint { color: var(--faint); } .file { margin: 0 0 .9rem; font-size: .87rem; color: var(--faint); overflow-wrap: anywhere; }
.counts { display: flex; flex-wrap: wrap; gap: .5rem; margin: 0 0 1rem; padding: 0; list-style: none; }
.counts li { border: 1px solid var(--line); border-radius: 2rem; padding: .1rem .8rem; font-size: .9rem; }
.counts li::before { content: "●"; margin-right: .4rem; color: var(--tone); }
article {
  background: var(--card); border: 1px solid var(--line); border-left: .25rem solid var(--tone); border-radius: 6px;
  box-shadow: var(--shadow); padding: .85rem 1.1rem; margin: .75rem 0;
}
.error { --tone: var(--error); } .warning { --tone: var(--warning); } .notice { --tone: var(--notice); } .good { --tone: var(--good); }
.failed { --mood: var(--error); } .noted { --mood: var(--warning); } .passed { --mood: var(--good); }
.facts { color: var(--faint); font-size: .87rem; margin: .25rem 0 .6rem; overflow-wrap: anywhere; }
.facts b { color: var(--tone); font-weight: 600; }
.label { font-weight: 600; margin: .9rem 0 .2rem; } .label small { font-weight: 400; color: var(--faint); }
ul { margin: .4rem 0; padding-left: 1.3rem; }
details { margin: 1.5rem 0; } summary { cursor: pointer; font-weight: 600; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin-top: .6rem; font-size: .88rem; }
th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
th { color: var(--faint); font-weight: 600; } td:last-child, th:last-child { text-align: right; white-space: nowrap; }
td:first-child { color: var(--tone); width: 1rem; } td.bad { color: var(--error); font-weight: 600; }
.views td:first-child { color: inherit; width: auto; } .views td:last-child, .views th:last-child { text-align: left; white-space: normal; }
.views code { overflow-wrap: break-word; } .views .number.number { text-align: right; white-space: nowrap; }
ol { margin: .4rem 0; padding-left: 1.6rem; }
.picture { margin-top: .8rem; font: 12px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
.picture rect { fill: var(--card); stroke: var(--line); } .picture path { fill: none; stroke: var(--line); stroke-width: 1.5; }
.picture .edge { stroke: var(--faint); }
.picture text { fill: var(--text); } .picture .note { fill: var(--faint); }
.picture .touched rect { stroke: var(--notice); stroke-width: 2.5; } .picture .dropped rect, .picture .dropped path { stroke-dasharray: 5 5; }
footer { margin-top: 2.5rem; padding-top: .9rem; border-top: 1px solid var(--line); color: var(--faint); font-size: .83rem; }
@media print { body { max-width: none; } article, pre { break-inside: avoid; } }
`
