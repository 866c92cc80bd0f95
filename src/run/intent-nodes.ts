import type { IndexStmt, Node, ObjectType, RangeVar } from 'libpg-query'
import type { Intent, WrittenName } from '../model/intent.js'
import { columnsOf, columnsOfIndex, columnsOfTable } from './intent-columns.js'

/** An intent as its statement tells it; flags that are off are left out. */
export type Part = Pick<Intent, 'act' | 'kind' | 'target'> & Partial<Intent>

/** The kinds of object by the parser's names for them. */
const KINDS: Readonly<Partial<Record<ObjectType, string>>> = {
  OBJECT_AGGREGATE: 'aggregate',
  OBJECT_COLLATION: 'collation',
  OBJECT_DOMAIN: 'type',
  OBJECT_EVENT_TRIGGER: 'event trigger',
  OBJECT_EXTENSION: 'extension',
  OBJECT_FDW: 'foreign data wrapper',
  OBJECT_FOREIGN_SERVER: 'server',
  OBJECT_FOREIGN_TABLE: 'foreign table',
  OBJECT_FUNCTION: 'function',
  OBJECT_INDEX: 'index',
  OBJECT_MATVIEW: 'materialized view',
  OBJECT_POLICY: 'policy',
  OBJECT_PROCEDURE: 'procedure',
  OBJECT_PUBLICATION: 'publication',
  OBJECT_ROUTINE: 'function',
  OBJECT_RULE: 'rule',
  OBJECT_SCHEMA: 'schema',
  OBJECT_SEQUENCE: 'sequence',
  OBJECT_STATISTIC_EXT: 'statistics object',
  OBJECT_TABLE: 'table',
  OBJECT_TRIGGER: 'trigger',
  OBJECT_TYPE: 'type',
  OBJECT_VIEW: 'view',
}

function kindOf(type: ObjectType | undefined): string {
  return (type === undefined ? undefined : KINDS[type]) ?? 'object'
}

/** What one statement says; nothing for those that make, change or drop no object. */
export function intentsOf(node: Node): readonly Part[] {
  if ('CreateTableAsStmt' in node) {
    const { into, objtype, if_not_exists: conditional = false, query } = node.CreateTableAsStmt
    const columns = columnsOf(query, into?.colNames)
    return create(kindOf(objtype), into?.rel, {
      conditional,
      withNoData: into?.skipData ?? false,
      ...columns,
    })
  }
  if ('CreateStmt' in node) {
    const { relation, if_not_exists: conditional = false } = node.CreateStmt
    return create('table', relation, { conditional, ...columnsOfTable(node.CreateStmt) })
  }
  if ('ViewStmt' in node)
    return create('view', node.ViewStmt.view, { replaces: node.ViewStmt.replace ?? false })
  if ('IndexStmt' in node) return readIndex(node.IndexStmt)
  if ('CreateExtensionStmt' in node) {
    const { extname: name = '', if_not_exists: conditional = false } = node.CreateExtensionStmt
    return [{ act: 'create', kind: 'extension', target: { schema: null, name }, conditional }]
  }
  if ('RefreshMatViewStmt' in node) {
    const { relation, concurrent = false, skipData = false } = node.RefreshMatViewStmt
    if (relation === undefined) return []
    const target = ofRange(relation)
    return [
      { act: 'refresh', kind: 'materialized view', target, concurrently: concurrent, withNoData: skipData },
    ]
  }
  return 'DropStmt' in node ? readDrop(node.DropStmt) : readAlter(node)
}

function readIndex(index: IndexStmt): readonly Part[] {
  const {
    idxname: name,
    relation,
    if_not_exists: conditional = false,
    concurrent = false,
    unique = false,
  } = index
  if (name === undefined || relation === undefined) return []
  const on = ofRange(relation)
  // An index stands in its relation's schema.
  const target = { schema: on.schema, name }
  const partial = index.whereClause !== undefined
  const flags = { conditional, concurrently: concurrent, unique, partial, ...columnsOfIndex(index) }
  return [{ act: 'create', kind: 'index', target, on, ...flags }]
}

function create(kind: string, relation: RangeVar | undefined, flags: Partial<Intent>): readonly Part[] {
  if (relation === undefined || relation.relpersistence === 't') return []
  return [{ act: 'create', kind, target: ofRange(relation), ...flags }]
}

/** Kinds that are named after the relation they hang on: `DROP TRIGGER name ON relation`. */
const HANGING = new Set(['trigger', 'rule', 'policy'])

function readDrop({
  objects = [],
  removeType,
  behavior,
  missing_ok: conditional = false,
  concurrent,
}: Extract<Node, { DropStmt: unknown }>['DropStmt']): readonly Part[] {
  const kind = kindOf(removeType)
  return objects.flatMap((object): readonly Part[] => {
    const names = namesIn(object)
    const hangs = HANGING.has(kind)
    const target = written(hangs ? names.slice(-1) : names)
    if (target === null) return []
    const on = hangs ? written(names.slice(0, -1)) : null
    const cascade = behavior === 'DROP_CASCADE'
    return [{ act: 'drop', kind, target, on, cascade, conditional, concurrently: concurrent ?? false }]
  })
}

function readAlter(node: Node): readonly Part[] {
  if ('RenameStmt' in node) {
    const { renameType, relation, object, newname = '', subname } = node.RenameStmt
    const named = relation === undefined ? written(namesIn(object)) : ofRange(relation)
    if (named === null) return []
    if (subname !== undefined && relation !== undefined)
      return [
        {
          act: 'rename',
          kind: renameType === 'OBJECT_COLUMN' ? 'column' : kindOf(renameType),
          target: { schema: null, name: subname },
          on: named,
          becomes: newname,
        },
      ]
    return [{ act: 'rename', kind: kindOf(renameType), target: named, becomes: newname }]
  }
  if ('AlterObjectSchemaStmt' in node) {
    const { objectType, relation, object, newschema = '' } = node.AlterObjectSchemaStmt
    const named = relation === undefined ? written(namesIn(object)) : ofRange(relation)
    return named === null
      ? []
      : [{ act: 'move', kind: kindOf(objectType), target: named, becomes: newschema }]
  }
  if (!('AlterTableStmt' in node) || node.AlterTableStmt.relation === undefined) return []
  const { relation, cmds = [], objtype } = node.AlterTableStmt
  const on = ofRange(relation)
  const inside = cmds.flatMap((command): readonly Part[] => {
    if (!('AlterTableCmd' in command)) return []
    const { subtype, name, behavior, missing_ok: conditional = false } = command.AlterTableCmd
    const kind =
      subtype === 'AT_DropColumn' ? 'column' : subtype === 'AT_DropConstraint' ? 'constraint' : null
    if (kind === null || name === undefined) return []
    const target = { schema: null, name }
    return [{ act: 'drop', kind, target, on, cascade: behavior === 'DROP_CASCADE', conditional }]
  })
  return [{ act: 'alter', kind: kindOf(objtype), target: on }, ...inside]
}

function ofRange({ schemaname, relname = '' }: RangeVar): WrittenName {
  return { schema: schemaname ?? null, name: relname }
}

/** The parts of a name wherever the parser holds them: a list, a type's or a function's name, or a bare string. */
function namesIn(object: Node | undefined): readonly string[] {
  if (object === undefined) return []
  if ('String' in object) return [object.String.sval ?? '']
  if ('List' in object) return (object.List.items ?? []).flatMap(namesIn)
  if ('TypeName' in object) return (object.TypeName.names ?? []).flatMap(namesIn)
  if ('ObjectWithArgs' in object) return (object.ObjectWithArgs.objname ?? []).flatMap(namesIn)
  return []
}

function written(names: readonly string[]): WrittenName | null {
  const name = names.at(-1)
  return name === undefined ? null : { schema: names.at(-2) ?? null, name }
}
