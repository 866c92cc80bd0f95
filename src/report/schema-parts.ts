/** A part of a JSON Schema. */
export interface Schema {
  readonly [keyword: string]: unknown
}

/** Marks a property that may be absent; taken out of the schema by `object`. */
interface Optional {
  readonly optional: Schema
}

/**
 * An object with properties in the order in which the result file writes them. All are required but those marked
 * `optional`. Properties of later versions are allowed: a reader leaves out what it does not know.
 */
export function object(description: string, properties: Readonly<Record<string, Schema | Optional>>): Schema {
  const entries = Object.entries(properties)
  return {
    description,
    type: 'object',
    required: entries.flatMap(([name, one]) => ('optional' in one ? [] : [name])),
    properties: Object.fromEntries(
      entries.map(([name, one]) => [name, 'optional' in one ? (one.optional as Schema) : one]),
    ),
  }
}

/** An object that may be null. */
export function nullableObject(
  description: string,
  properties: Readonly<Record<string, Schema | Optional>>,
): Schema {
  return { ...object(description, properties), type: ['object', 'null'] }
}

/** A property that may be absent. */
export function optional(schema: Schema): Optional {
  return { optional: schema }
}

/** A list. */
export function array(description: string, items: Schema): Schema {
  return { description, type: 'array', items }
}

/** Any text. */
export function text(description: string): Schema {
  return { description, type: 'string' }
}

/** A value of one type, or null. */
export function nullable(description: string, type: string): Schema {
  return { description, type: [type, 'null'] }
}
