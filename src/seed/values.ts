import type { Column } from './tables.js'

/** A column's value in a row, counted from 0, as text that the column's type reads. */
export type Values = (row: number) => string

/** Times of day at which a day ends elsewhere, so that what depends on the time zone shows. */
const MOMENTS = ['03:30:00', '12:15:00', '22:45:00']

/** Values of types that have no category of their own. */
const OF_TYPE: Readonly<Record<string, Values>> = {
  uuid: (row) => `00000000-0000-4000-8000-${String(row + 1).padStart(12, '0')}`,
  json: () => '{}',
  jsonb: () => '{}',
  hstore: () => '',
  bytea: (row) => `\\x0${row + 1}`,
  xml: () => '<a/>',
  macaddr: (row) => `08:00:2b:01:02:0${row + 1}`,
  macaddr8: (row) => `08:00:2b:01:02:03:04:0${row + 1}`,
  point: (row) => `(${row + 1},${row + 1})`,
  line: (row) => `{1,${row + 1},0}`,
  circle: (row) => `<(1,1),${row + 1}>`,
}

/**
 * What a column's type takes, another one for each row. Numbers begin at 1, as sequences do, and texts look like numbers: what a
 * later migration makes of them (a foreign key, another type) mostly holds. `step` sets later columns apart from earlier ones.
 */
export function plain(column: Column, step = 0): Values {
  const { category, base, type, labels, inner } = column
  const length = /^vector\((\d+)\)$/.exec(type)?.[1]
  if (length !== undefined)
    return (row) =>
      `[${Array(Number(length))
        .fill(row + 1)
        .join(',')}]`
  const own = OF_TYPE[base]
  if (category === 'A') {
    const item = plain({ ...column, category: inner ?? 'S', inner: null })
    return (row) => `{"${item(row)}"}`
  }
  if (category === 'R') {
    const item = plain({ ...column, category: inner ?? 'N', inner: null })
    return (row) => `["${item(row)}","${item(row)}"]`
  }
  if (labels !== null && labels.length > 0) return (row) => labels[row % labels.length] ?? ''
  switch (category) {
    case 'B':
      return (row) => String(row % 2 === 0)
    case 'D':
      return (row) => `2024-0${row + 1}-${String(row + 1 + step).padStart(2, '0')} ${MOMENTS[row % 3]}`
    case 'T':
      return (row) => `${row + 1 + step} hours`
    case 'I':
      return (row) => `10.0.0.${row + 1}`
    case 'G':
      return own ?? ((row) => `(0,0),(${row + 1},1)`)
    case 'N':
    case 'S':
      return (row) => String(row + 1 + step * 10)
    default:
      return own ?? ((row) => String(row + 1))
  }
}

/** Values that the checks on a column may take where they refuse the plain ones, likely ones first. */
export function candidates(column: Column): readonly Values[] {
  const { checks, category } = column
  if (checks === '') return [plain(column)]
  const texts = [...checks.matchAll(/'((?:[^']|'')*)'/g)].map(([, text = '']) => text.replaceAll("''", "'"))
  const numbers = [...checks.replaceAll(/'(?:[^']|'')*'/g, '').matchAll(/(?<![\w.])-?\d+(?:\.\d+)?/g)].map(
    Number,
  )
  const literals = category === 'N' ? [...numbers.map(String), ...texts] : texts
  const inTurn: readonly Values[] =
    literals.length > 0 ? [(row) => literals[row % literals.length] ?? ''] : []
  return [
    plain(column),
    ...inTurn,
    ...literals.slice(0, 3).map((text) => () => text),
    ...ofCategory(column, numbers),
  ]
}

function ofCategory({ category }: Column, numbers: readonly number[]): readonly Values[] {
  if (category === 'N')
    return [
      (row) => String(Math.max(0, ...numbers) + row + 1),
      (row) => `0.${row + 1}`,
      (row) => String(-row - 1),
    ]
  if (category !== 'S') return []
  const lengths = [...new Set(numbers)].filter((length) => length > 0 && length <= 200).slice(0, 3)
  return [
    (row) => `${row + 1}@example.org`,
    (row) => `https://example.org/${row + 1}`,
    (row) => 'abc'.charAt(row % 3),
    (row) => 'ABC'.charAt(row % 3),
    ...lengths.flatMap((length): Values[] => [
      (row) => String(row + 1).padStart(length, '0'),
      (row) => String(row + 1).padStart(length, 'A'),
    ]),
  ]
}
