import { expect, test } from '@jest/globals'
import { pictureOf } from '../../src/report/picture.js'
import { svg } from '../../src/report/svg.js'
import { relation, result, view } from './build.js'
import { SITUATIONS } from './situations.js'

interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

function draw(dependencies: readonly ReturnType<typeof relation>[]): string {
  const picture = pictureOf(result({ dependencies, materializedViews: [view('c')] }))
  return picture === null || typeof picture === 'string' ? '' : svg(picture)
}

function boxesOf(drawing: string): readonly Rectangle[] {
  return [...drawing.matchAll(/<rect x="(.+?)" y="(.+?)" width="(.+?)" height="(.+?)"/g)].map((found) => {
    const [x = NaN, y = NaN, width = NaN, height = NaN] = found.slice(1).map(Number)
    return { x, y, width, height }
  })
}

const overlap = (a: Rectangle, b: Rectangle): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

const GRAPHS = {
  'a chain with a short cut': [
    relation('table', 'a'),
    relation('view', 'b', ['a'], 'created'),
    relation('materialized view', 'c', ['b'], 'dropped'),
    relation('view', 'd', ['a', 'c']),
  ],
  'many on one': [relation('table', 'a'), ...['b', 'c', 'd'].map((name) => relation('view', name, ['a']))],
  'views that read each other': [relation('view', 'a', ['b']), relation('view', 'b', ['a'])],
  'one alone': [relation('materialized view', 'c')],
}

test.each(Object.entries(GRAPHS))('%s: each relation has its place in the drawing', (_, relations) => {
  const drawing = draw(relations)
  const boxes = boxesOf(drawing)
  const [, width = NaN, height = NaN] = (/width="(.+?)" height="(.+?)"/.exec(drawing) ?? []).map(Number)
  expect(boxes).toHaveLength(relations.length)
  expect(boxes.filter((box) => boxes.some((other) => other !== box && overlap(box, other)))).toEqual([])
  expect(boxes.filter((box) => box.x + box.width > width || box.y + box.height > height)).toEqual([])
  expect(drawing.match(/class="edge"/g)?.length ?? 0).toBe(relations.flatMap(({ reads }) => reads).length)
  expect(drawing).not.toContain('NaN')
})

test('a relation stands right of what it reads', () => {
  const [a, b, c, d] = boxesOf(draw(GRAPHS['a chain with a short cut'])).map(({ x }) => x)
  expect([a, b, c, d]).toEqual([a, b, c, d].toSorted((one = 0, other = 0) => one - other))
})

test('names are text and nothing else', () => {
  const picture = pictureOf(SITUATIONS['hostile-names']?.result ?? result())
  const drawing = picture === null || typeof picture === 'string' ? '' : svg(picture)
  const elements = [...new Set([...drawing.matchAll(/<([a-z]+)/g)].map(([, name]) => name))]
  expect(elements.sort()).toEqual(['g', 'path', 'rect', 'svg', 'text', 'title'])
})
