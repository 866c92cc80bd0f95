/** What pg_dump cannot see, each with its reason. A pair may name one of these, and then pg_dump must see nothing of it. */
export const BLIND = {
  enabled:
    'pg_dump writes every subscription as one that is not enabled, so that a restored copy does not start to replicate.',
  version: 'pg_dump leaves the version of an extension to the server that restores it.',
  rule: 'pg_dump leaves out the rule that makes a view one, and with it a comment on the rule.',
  aggregate: 'pg_dump writes DEPENDS ON EXTENSION for functions and procedures only.',
  internal: 'pg_dump writes no state of the triggers behind a foreign key: it restores them as new ones.',
} as const

export type Blindness = keyof typeof BLIND
