import { pythonType } from '../thing.js'
import { type Maker, pair, WORD } from './draft.js'

export const constraint: Maker = ({ random, model, visible }, thing) => {
  if (thing.kind !== 'table') return null
  const numbers = thing.columns.filter(({ type }) => ['integer', 'bigint', 'numeric(10,2)'].includes(type))
  const { name: column } = random.pick(numbers)
  const name = `k_${model.next()}`
  const alter = `ALTER TABLE {${thing.id}}`
  const drop = `${alter} DROP CONSTRAINT ${name}`
  const how = random.pick(['check', 'unnamed', 'unique', 'foreign'])
  const columns = [column]
  if (how === 'check') {
    const valid = random.chance(0.2) ? ' NOT VALID' : ''
    return {
      ...pair(`constraint ${name}`, `${alter} ADD CONSTRAINT ${name} CHECK (${column} > 0)${valid}`, drop),
      columns,
    }
  }
  if (how === 'unique') {
    const deferrable = random.chance(0.3) ? ' DEFERRABLE INITIALLY DEFERRED' : ''
    return {
      ...pair(`constraint ${name}`, `${alter} ADD CONSTRAINT ${name} UNIQUE (${column})${deferrable}`, drop),
      columns,
    }
  }
  if (how === 'unnamed') {
    if (thing.name.startsWith('"') || !thing.canBeRemade) return null
    const generated = `${thing.name}_${column}_check`
    return {
      ...pair(
        `constraint unnamed ${column}`,
        `${alter} ADD CHECK (${column} < 1000)`,
        `${alter} DROP CONSTRAINT ${generated}`,
      ),
      columns,
    }
  }
  const others = model
    .all('table')
    .filter(
      (one) =>
        visible(one) &&
        one.id !== thing.id &&
        one.define.sql.includes('CREATE TABLE') &&
        one.define.sql.includes('integer PRIMARY KEY'),
    )
  if (
    others.length === 0 ||
    !['integer', 'bigint'].includes(numbers.find(({ name: one }) => one === column)?.type ?? '')
  )
    return null
  const other = random.pick(others)
  if (model.above(thing.id).includes(other)) return null
  const action = random.pick(['', ' ON DELETE CASCADE', ' ON UPDATE SET NULL'])
  return {
    ...pair(
      `constraint ${name}`,
      `${alter} ADD CONSTRAINT ${name} FOREIGN KEY (${column}) REFERENCES {${other.id}} (id)${action}`,
      drop,
    ),
    columns,
    needs: [other.id],
  }
}

export const column: Maker = ({ random, model }, thing) => {
  if (thing.plainParent || (thing.kind !== 'table' && thing.kind !== 'partitioned')) return null
  const name = `d${model.next()}`
  const type = random.pick(['integer', 'text', 'bigint', 'boolean'])
  const rest = random.pick(['', '', ' NOT NULL DEFAULT NULL', ' GENERATED ALWAYS AS (id * 2) STORED'])
  const text = rest.includes('NOT NULL') ? ` NOT NULL DEFAULT ${type === 'boolean' ? 'true' : "'1'"}` : rest
  const spelled = text.includes('GENERATED') ? `bigint${text}` : `${type}${text}`
  const drafted = pair(
    `column ${name}`,
    `ALTER TABLE {${thing.id}} ADD COLUMN ${name} ${spelled}`,
    `ALTER TABLE {${thing.id}} DROP COLUMN ${name}`,
  )
  if (text !== '') return drafted
  const added = `sa.Column("${name}", ${pythonType(type)})`
  return {
    ...drafted,
    make: { ...drafted.make, python: `op.add_column({${thing.id}!}, ${added}{${thing.id}@})` },
    drop: { ...drafted.drop, python: `op.drop_column({${thing.id}!}, "${name}"{${thing.id}@})` },
  }
}

/** Settings of a column that leave its values alone. */
export const columnSetting: Maker = ({ random }, thing) => {
  const kinds = ['table', 'view', 'materialized view']
  if (!kinds.includes(thing.kind)) return null
  const { name, type } = random.pick(thing.columns)
  const alter = `ALTER ${WORD[thing.kind]} {${thing.id}} ALTER COLUMN ${name}`
  const columns = [name]
  if (thing.kind !== 'view' && random.chance(0.4))
    return {
      ...pair(
        `statistics ${name}`,
        `${alter} SET STATISTICS ${random.int(1, 99)}`,
        `${alter} SET STATISTICS -1`,
      ),
      columns,
    }
  if (thing.kind === 'materialized view' || name === 'id' || !['integer', 'bigint', 'text'].includes(type))
    return null
  return {
    ...pair(
      `default ${name}`,
      `${alter} SET DEFAULT ${type === 'text' ? "'x'" : random.int(1, 9)}`,
      `${alter} DROP DEFAULT`,
    ),
    columns,
  }
}

export const trigger: Maker = ({ random, model, visible }, thing) => {
  const functions = model.all('trigger function').filter(visible)
  if (!['table', 'partitioned'].includes(thing.kind) || thing.plainParent || functions.length === 0)
    return null
  const name = `tg_${model.next()}`
  const when = random.pick(['BEFORE INSERT', 'AFTER UPDATE OF id', 'AFTER INSERT OR DELETE'])
  const { id } = random.pick(functions)
  return {
    ...pair(
      `trigger ${name}`,
      `CREATE TRIGGER ${name} ${when} ON {${thing.id}} FOR EACH ROW EXECUTE FUNCTION {${id}}()`,
      `DROP TRIGGER ${name} ON {${thing.id}}`,
    ),
    needs: [id],
  }
}

export const onTrigger: Maker = ({ random }, thing) => {
  const triggers = thing.extras.filter(({ key }) => key.startsWith('trigger '))
  if (triggers.length === 0 || thing.kind === 'partitioned') return null
  const { key } = random.pick(triggers)
  const name = key.split(' ')[1] ?? ''
  const alter = `ALTER TABLE {${thing.id}}`
  return {
    ...pair(`disabled ${name}`, `${alter} DISABLE TRIGGER ${name}`, `${alter} ENABLE TRIGGER ${name}`),
    on: key,
  }
}

export const policy: Maker = ({ random, model }, thing) => {
  if (thing.kind !== 'table') return null
  const name = `p_${model.next()}`
  const made = `CREATE POLICY ${name} ON {${thing.id}} FOR SELECT TO pg_monitor USING (id > ${random.int(1, 9)})`
  return pair(`policy ${name}`, made, `DROP POLICY ${name} ON {${thing.id}}`)
}

export const rule: Maker = ({ model }, thing) => {
  if (thing.kind !== 'table' && thing.kind !== 'view') return null
  const name = `r_${model.next()}`
  const made = `CREATE RULE ${name} AS ON DELETE TO {${thing.id}} DO INSTEAD NOTHING`
  return pair(`rule ${name}`, made, `DROP RULE ${name} ON {${thing.id}}`)
}

export const sequenceDefault: Maker = ({ random, model, visible }, thing) => {
  const sequences = model.all('sequence').filter(visible)
  const columns = thing.columns.filter(
    ({ name, type }) => name !== 'id' && ['integer', 'bigint'].includes(type),
  )
  if (thing.kind !== 'table' || sequences.length === 0 || columns.length === 0) return null
  const { id } = random.pick(sequences)
  const { name } = random.pick(columns)
  const alter = `ALTER TABLE {${thing.id}} ALTER COLUMN ${name}`
  return {
    ...pair(`default ${name}`, `${alter} SET DEFAULT nextval('{${id}}')`, `${alter} DROP DEFAULT`),
    needs: [id],
    columns: [name],
  }
}
