import { mermaid, shorten } from './escape.js'
import type { Picture, PictureNode } from './picture.js'

/** What a label's line takes at most, in characters: a node must stay readable. */
const MOST_NAME = 63
const MOST_LINE = 120

/** The signs around a label that give a node its shape; https://mermaid.js.org/syntax/flowchart.html#node-shapes */
const SHAPES: Readonly<Record<string, readonly [string, string]>> = {
  table: ['[(', ')]'],
  'foreign table': ['[(', ')]'],
  'materialized view': ['[[', ']]'],
  view: ['([', '])'],
}

/** A picture as a Mermaid flowchart, line by line: cylinders are tables, boxes materialized views, pills views. */
export function mermaidLines({ nodes, edges }: Picture): readonly string[] {
  const id = (at: number): string => `n${at + 1}`
  const having = (test: (node: PictureNode) => boolean): readonly string[] =>
    nodes.flatMap((node, at) => (test(node) ? [id(at)] : []))
  const touched = having(({ touch }) => touch !== null && touch !== 'dropped')
  const dropped = having(({ touch }) => touch === 'dropped')
  return [
    'flowchart LR',
    ...nodes.map((node, at) => `  ${id(at)}${shaped(node)}`),
    ...edges.map(([source, reader]) => `  ${id(source)} --> ${id(reader)}`),
    ...styled('touched', 'stroke-width:3px', touched.length === nodes.length ? [] : touched),
    ...styled('dropped', 'stroke-dasharray:5 5', dropped),
  ]
}

function shaped({ kind, identity, lines }: PictureNode): string {
  const [open, close] = SHAPES[kind] ?? ['[', ']']
  const label = [shorten(identity, MOST_NAME), ...lines.map((line) => shorten(line, MOST_LINE))]
  return `${open}"${label.map(mermaid).join('<br/>')}"${close}`
}

function styled(name: string, style: string, ids: readonly string[]): readonly string[] {
  return ids.length === 0 ? [] : [`  classDef ${name} ${style}`, `  class ${ids.join(',')} ${name}`]
}
