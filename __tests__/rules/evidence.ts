import { objectKey, type CatalogObject, type Json, type Snapshot } from '../../src/model/catalog.js'
import type { Intent } from '../../src/model/intent.js'
import type { Added, Altered, Change, Removed, Replaced } from '../../src/model/change.js'
import type {
  HistoryEvidence,
  LegEvidence,
  Past,
  RevisionEvidence,
  WalkEvidence,
} from '../../src/model/evidence.js'
import type { Revision } from '../../src/model/history.js'
import type { Leg, Statement, StepError } from '../../src/model/step.js'
import { RULES } from '../../src/rules/all.js'
import type { Draft } from '../../src/rules/rule.js'

type Properties = Readonly<Record<string, Json>>

let oid = 16384

/** `object('index', 'public.idx', { definition: '…' }, daily)`: the parent is given as an object. */
export function object(
  kind: string,
  identity: string,
  properties: Properties = {},
  parent?: CatalogObject,
): CatalogObject {
  const [schema, name] = [identity.split('.')[0] ?? null, identity.split('.').at(-1) ?? identity]
  const relations = ['table', 'view', 'materialized view', 'index', 'sequence']
  return {
    kind,
    identity,
    schema,
    name: name.replaceAll('"', ''),
    slot: relations.includes(kind) ? 'relation' : kind,
    parent: parent === undefined ? null : objectKey(parent.kind, parent.identity),
    oid: oid++,
    properties,
    minor: {},
  }
}

/** The materialized view of the examples, and its index. */
export const DAILY = object('materialized view', 'public.daily_usage_matview', {
  definition: ' SELECT user_id\n   FROM public.message_usages;',
  populated: true,
  owner: 'app',
})
export const DAILY_INDEX = object(
  'index',
  'public.idx_daily_usage_user_date',
  {
    definition: 'CREATE INDEX idx_daily_usage_user_date ON public.daily_usage_matview USING btree (user_id)',
    valid: true,
  },
  DAILY,
)

export const added = (one: CatalogObject, children: readonly Change[] = []): Added => ({
  type: 'added',
  object: one,
  children,
})

export const removed = (one: CatalogObject, children: readonly Change[] = []): Removed => ({
  type: 'removed',
  object: one,
  children,
})

export const replaced = (before: CatalogObject, after: CatalogObject): Replaced => ({
  type: 'replaced',
  before,
  object: after,
  children: [],
})

/** The object comes back with other properties; a property given as undefined is gone. */
export function altered(
  before: CatalogObject,
  now: Readonly<Record<string, Json | undefined>>,
  children: readonly Change[] = [],
  minor = false,
): Altered {
  const differences = Object.entries(now).map(([property, value]) => ({
    property,
    old: before.properties[property] ?? before.minor[property] ?? null,
    new: value ?? null,
    minor,
  }))
  const after = { ...before, oid: oid++, properties: { ...before.properties, ...now } as Properties }
  return { type: 'altered', before, object: after, recreated: true, differences, children }
}

export function snapshot(...objects: readonly CatalogObject[]): Snapshot {
  return { objects: new Map(objects.map((one) => [objectKey(one.kind, one.identity), one])) }
}

export const REVISION: Revision = {
  id: 'r2',
  message: 'Daily usage',
  file: 'migrations/versions/r2_daily_usage.py',
  downRevisions: ['r1'],
  dependsOn: [],
  branchLabels: [],
  upgrade: { line: 10, endLine: 20 },
  downgrade: { line: 23, endLine: 30 },
  downgradeShape: 'code',
  irreversible: null,
  ignores: [],
}

export function error(parts: Partial<StepError> = {}): StepError {
  return {
    type: 'ProgrammingError',
    message: 'relation "x" does not exist',
    sqlstate: '42P01',
    detail: null,
    hint: null,
    statement: null,
    line: null,
    traceback: '',
    ...parts,
  }
}

const NO_INTENTS = { all: [], opaque: [] }

/** Nothing was told before. */
export const NO_PAST: Past = {
  makerOf: () => null,
  placeOf: () => null,
  takerOf: () => null,
  lostReadiness: () => false,
  refreshes: [],
  configured: [],
  lockRoom: null,
  jobs: [],
  inVain: [],
  saidInVain: () => '',
}

/** A past in which a revision made each object of the keys. */
export const madeBy = (makers: Readonly<Record<string, string>>): Past => ({
  ...NO_PAST,
  makerOf: ({ kind, identity }) => makers[objectKey(kind, identity)] ?? null,
})

export function leg(name: Leg, parts: Partial<LegEvidence> = {}): LegEvidence {
  const status = parts.error ? 'failed' : 'passed'
  return {
    leg: name,
    status,
    milliseconds: 1,
    statements: [],
    intents: NO_INTENTS,
    notices: [],
    error: null,
    ...parts,
  }
}

/** What a statement says that it does to an object. */
export const intent = (
  act: Intent['act'],
  { kind, schema, name }: Pick<CatalogObject, 'kind' | 'schema' | 'name'>,
  parts: Partial<Intent> = {},
): Intent => ({
  act,
  kind,
  target: { schema, name },
  on: null,
  becomes: null,
  cascade: false,
  conditional: false,
  replaces: false,
  concurrently: false,
  withNoData: false,
  statement: 0,
  ...parts,
})

export const statement = (sql: string, line: number | null): Statement => ({ sql, milliseconds: 1, line })

/** A revision of which nothing is wrong, but for what is given. */
export function evidence(
  parts: Partial<Omit<RevisionEvidence, 'revision' | 'legs'>> & {
    readonly revision?: Partial<Revision>
    readonly legs?: Partial<Record<Leg, Partial<LegEvidence>>>
  } = {},
): RevisionEvidence {
  const { revision, legs, ...rest } = parts
  return {
    before: null,
    after: null,
    upgraded: [],
    notUndone: [],
    notRepeated: [],
    irreversible: null,
    standsOnFailed: [],
    ...rest,
    revision: { ...REVISION, ...revision },
    legs: {
      upgrade: leg('upgrade', legs?.upgrade),
      downgrade: leg('downgrade', legs?.downgrade),
      reupgrade: leg('reupgrade', legs?.reupgrade),
    },
  }
}

/** A history of r1 and r2 whose walk found nothing, but for what is given. */
export function historyEvidence(
  walk: Partial<WalkEvidence>,
  parts: Partial<HistoryEvidence> = {},
): HistoryEvidence {
  const first = { ...REVISION, id: 'r1', file: 'migrations/versions/r1.py', downRevisions: [] }
  return {
    history: { revisions: [first, REVISION], heads: ['r2'], bases: ['r1'] },
    walk: { revisions: 2, milliseconds: 1, failure: null, stoppedAt: null, atBottom: [], atTop: [], ...walk },
    heads: null,
    past: NO_PAST,
    reported: new Set(),
    failed: new Set(),
    checked: new Set(['r1', 'r2']),
    ...parts,
  }
}

/** What one rule says about a revision. */
export function findings(id: string, about: RevisionEvidence, past = NO_PAST): readonly Draft[] {
  return RULES.find((rule) => rule.id === id)?.revision?.(about, past) ?? []
}

/** What every rule says about a revision, as `rule: message`. */
export function messages(about: RevisionEvidence): readonly string[] {
  return RULES.flatMap((rule) =>
    (rule.revision?.(about, NO_PAST) ?? []).map(({ message }) => `${rule.id}: ${message}`),
  )
}
