import type pg from 'pg'
import type { Size } from '../model/data.js'
import { RELATION, toldOfEach } from './told.js'

const SIZES = `select pg_catalog.jsonb_build_object('rows', count(*),
  'bytes', pg_catalog.pg_total_relation_size($1::pg_catalog.regclass)) from ${RELATION}`

/** How much relations hold, by their names as SQL needs them. */
export function readSizes(
  client: pg.Client,
  relations: readonly string[],
): Promise<ReadonlyMap<string, Size>> {
  return toldOfEach(client, SIZES, relations)
}
