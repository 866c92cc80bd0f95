import { expect, test } from '@jest/globals'
import type { InventoryView } from '../../src/model/inventory.js'
import { inventoryTable } from '../../src/report/inventory-table.js'
import { view } from './build.js'

/** A table of one view: its cells by column. */
function cells(changes: Partial<InventoryView>): Readonly<Record<string, string>> {
  const { columns, rows } = inventoryTable([view('public.v', changes)]) ?? { columns: [], rows: [] }
  const texts = (rows[0] ?? []).map((items) =>
    items
      .map(({ name, note }) => [...(name ? [`<${name}>`] : []), ...(note ? [note] : [])].join(' '))
      .join(', '),
  )
  return Object.fromEntries(columns.map(({ title }, at) => [title, texts[at] ?? '']))
}

const names = (count: number): readonly string[] => Array.from({ length: count }, (_, at) => `n${at}`)

test.each<[changes: Partial<InventoryView>, column: string, text: string | undefined]>([
  [{}, 'Materialized view', '<public.v>'],
  [{ revision: null }, 'Made by', ''],
  [{}, 'Indexes', '<idx_daily_usage_user_date> (unique)'],
  [{ indexes: [] }, 'Indexes', 'none'],
  [{ populated: false }, 'Populated', 'no'],
  [{}, 'Concurrent refresh', 'yes'],
  [{ concurrently: false, because: 'it is not populated' }, 'Concurrent refresh', 'no: it is not populated'],
  [{ reads: names(7) }, 'Reads', '<n0>, <n1>, <n2>, <n3>, <n4>, and 2 more'],
  [{}, 'Rows', undefined],
  [{ rows: 0 }, 'Rows', '0'],
  [{ rows: 1_234_567 }, 'Rows', '1,234,567'],
  [{ bytes: 8_192 }, 'Size', '8192 bytes'],
  [{ bytes: 16_384 }, 'Size', '16 kB'],
  [{ bytes: 5 * 1024 ** 3 }, 'Size', '5120 MB'],
  [{ bytes: 99_999 * 1024 ** 4 }, 'Size', '99999 TB'],
])('%j: %s', (changes, column, text) => {
  expect(cells(changes)[column]).toBe(text)
})

test('no view, no table', () => {
  expect(inventoryTable([])).toBeNull()
})
