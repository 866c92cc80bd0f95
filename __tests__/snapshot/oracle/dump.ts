/** Rows and sequence positions are no part of a snapshot. */
const DATA = /^-- (Data for )?Name: .*; Type: (TABLE DATA|SEQUENCE SET|BLOBS);/
/** Kinds of entry to which the SET lines apply that pg_dump writes where a value differs from the entry before. */
const STORED = /^-- Name: .*; Type: (TABLE|MATERIALIZED VIEW|INDEX|CONSTRAINT);/

/** Those with the same owner and grants share an entry, whatever they are. */
const LARGE_OBJECTS = /^-- Name: .*; Type: BLOB METADATA;/

/**
 * The entries of a dump in a fixed order, so that two dumps are equal when both restore to the same. Left out: what is no
 * part of a snapshot, and what differs from run to run (the key in pg_dump's \restrict).
 */
export function entries(dump: string): readonly string[] {
  const parts = dump.replace(/^\\(un)?restrict .*$/gm, '').split(/^--\n(?=-- (?:Data for )?Name: )/m)
  const settings = new Map<string, string>()
  const told: string[] = []
  for (const part of parts) {
    const before = [...settings.values()]
    for (const [line, name = ''] of part.matchAll(/^SET (default_table\w+) = .*$/gm)) settings.set(name, line)
    if (LARGE_OBJECTS.test(part)) told.push(...tidy(part).slice(1))
    else if (!DATA.test(part)) told.push([...(STORED.test(part) ? before : []), ...tidy(part)].join('\n'))
  }
  return told.sort()
}

/** Which of several grants stands first says nothing. */
function tidy(part: string): readonly string[] {
  const lines = part.split('\n').filter((line) => !/^(--|\s*|SET default_table\w+ = .*)$/.test(line))
  return /; Type: (DEFAULT )?ACL;/.test(part) ? lines.sort() : lines
}

/** What stands in only one of two dumps, for the eye. */
export function difference(before: readonly string[], after: readonly string[]): readonly string[] {
  const only = (some: readonly string[], others: readonly string[], sign: string): readonly string[] =>
    some.filter((part) => !others.includes(part)).map((part) => `${sign} ${part}`)
  return [...only(before, after, '-'), ...only(after, before, '+')]
}
