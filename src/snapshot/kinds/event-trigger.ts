import { sortedArray } from '../fragments.js'
import type { Kind } from '../kind.js'
import { functionName, outside } from '../outside.js'

export const eventTrigger: Kind = {
  kinds: ['event trigger'],
  slot: 'event trigger',
  scope: 'database',
  sql: () =>
    outside({
      kind: 'event trigger',
      catalog: 'pg_event_trigger',
      name: 'x.evtname',
      owner: 'evtowner',
      properties: `'event', x.evtevent, 'function', ${functionName('x.evtfoid')}, 'tags', ${sortedArray('x.evttags')},
    'enabled', case x.evtenabled when 'O' then 'yes' when 'D' then 'no' when 'R' then 'replica' when 'A' then 'always' end`,
    }),
}
