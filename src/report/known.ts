import type { Schema } from './schema-parts.js'

/** A value with the properties that its schema names, in the schema's order; what the schema does not know is left out. */
export function knownOnly(value: unknown, schema: Schema): unknown {
  if (Array.isArray(value)) {
    const items = schema['items'] as Schema | undefined
    return items === undefined ? value : value.map((one) => knownOnly(one, items))
  }
  const properties = schema['properties'] as Readonly<Record<string, Schema>> | undefined
  if (properties === undefined || typeof value !== 'object' || value === null) return value
  const given = value as Readonly<Record<string, unknown>>
  return Object.fromEntries(
    Object.entries(properties)
      .filter(([name]) => Object.hasOwn(given, name) && given[name] !== undefined)
      .map(([name, one]) => [name, knownOnly(given[name], one)]),
  )
}
