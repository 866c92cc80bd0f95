import { html, shorten, visible } from './escape.js'
import type { Picture, PictureNode } from './picture.js'
import { wrapped } from './terminal-text.js'

/** Pixels. A character of the page's code font takes about `CHAR`. */
const CHAR = 7.3
const LINE = 18
const PAD = 12
const GAP_X = 56
const GAP_Y = 18

/** Characters in a line of a box. */
const MOST_NAME = 48
const MOST_NOTE = 30

interface Box {
  readonly node: PictureNode
  readonly lines: readonly string[]
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A picture as an SVG that stands alone: sources on the left, each relation one column right of what it reads. */
export function svg({ nodes, edges }: Picture): string {
  const columns = new Columns()
  const at: number[] = []
  const sized = nodes.map((node, index) => {
    const sources = edges.filter(([, reader]) => reader === index).map(([source]) => at[source] ?? -1)
    // Of views that read each other, one stands before what it reads: that line goes back.
    const column = Math.max(-1, ...sources) + 1
    at.push(column)
    const lines = linesOf(node)
    const size = { width: widthOf(lines), height: lines.length * LINE + PAD }
    return { node, lines, column, ...size, y: columns.take(column, size) }
  })
  // Lines take their own place below the boxes of the columns that they pass.
  const lanes = edges.map(([source, reader]) =>
    range((at[source] ?? 0) + 1, at[reader] ?? 0).map((column) => ({
      column,
      y: columns.take(column, { width: 0, height: 0 }),
    })),
  )
  const boxes: readonly Box[] = sized.map((box) => ({ ...box, x: columns.left(box.column) }))
  const paths = edges.map(([source, reader], index) => {
    const passed = (lanes[index] ?? []).flatMap(({ column, y }) => [
      [columns.left(column), y] as const,
      [columns.left(column) + columns.width(column), y] as const,
    ])
    return path(boxes[source], passed, boxes[reader])
  })
  return `<svg class="picture" width="${columns.totalWidth}" height="${columns.totalHeight}" role="img" aria-label="Dependency graph">
${[...paths, ...boxes.map(boxSvg)].join('\n')}
</svg>`
}

/** The columns of boxes, each as wide as its widest and as high as all in it. */
class Columns {
  readonly #all: { width: number; height: number }[] = []

  /** Adds a box below what the column holds already, and gives its top. */
  take(column: number, { width, height }: { readonly width: number; readonly height: number }): number {
    const known = this.#all[column] ?? { width: 0, height: PAD }
    this.#all[column] = { width: Math.max(known.width, width), height: known.height + height + GAP_Y }
    return known.height
  }

  width(column: number): number {
    return this.#all[column]?.width ?? 0
  }

  left(column: number): number {
    return this.#all.slice(0, column).reduce((sum, { width }) => sum + width + GAP_X, PAD)
  }

  get totalWidth(): number {
    return this.left(this.#all.length) - GAP_X + PAD
  }

  get totalHeight(): number {
    return Math.max(...this.#all.map(({ height }) => height))
  }
}

function linesOf({ identity, lines }: PictureNode): readonly string[] {
  const notes = lines.flatMap((line) => wrapped(visible(line), MOST_NOTE))
  return [shorten(visible(identity), MOST_NAME), ...notes.map((line) => shorten(line, MOST_NAME))]
}

/** East Asian characters and emoji take two columns. */
function widthOf(lines: readonly string[]): number {
  const characters = lines.map((line) => line.length + (line.match(/[\u1100-\uffdc]/g)?.length ?? 0))
  return Math.ceil(Math.max(...characters) * CHAR) + 2 * PAD
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at)
}

type Point = readonly [x: number, y: number]

/** A curve from box to box through the points, a straight line after each pair of them, with a tip. */
function path(from: Box | undefined, passed: readonly Point[], to: Box | undefined): string {
  if (from === undefined || to === undefined) return ''
  const start: Point = [from.x + from.width, from.y + from.height / 2]
  const [x, y]: Point = [to.x, to.y + to.height / 2]
  const steps = [...passed, [x, y] as const].map(([nextX, nextY], at, all) => {
    const [lastX, lastY] = all[at - 1] ?? start
    const half = GAP_X / 2
    return at % 2 === 1
      ? `L${nextX} ${nextY}`
      : `C${lastX + half} ${lastY} ${nextX - half} ${nextY} ${nextX} ${nextY}`
  })
  return `<path class="edge" d="M${start.join(' ')}${steps.join('')}M${x - 7} ${y - 4}L${x} ${y}L${x - 7} ${y + 4}"/>`
}

/** The shapes are the pull request's: materialized views have double sides, views are pills. */
function boxSvg({ node, lines, x, y, width, height }: Box): string {
  const { kind, touch } = node
  const isMaterialized = kind === 'materialized view'
  const radius = kind === 'view' ? height / 2 : isMaterialized ? 2 : 8
  const tone = touch === null ? '' : touch === 'dropped' ? ' dropped' : ' touched'
  const sides = isMaterialized ? `<path d="M${x + 5} ${y}v${height}M${x + width - 5} ${y}v${height}"/>` : ''
  const texts = lines.map(
    (line, at) =>
      `<text${at === 0 ? '' : ' class="note"'} x="${x + PAD}" y="${y + PAD / 2 + at * LINE + 13}">${html(line)}</text>`,
  )
  return `<g class="node${tone}"><title>${html(`${kind} ${node.identity}`)}</title><rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}"/>${sides}${texts.join('')}</g>`
}
