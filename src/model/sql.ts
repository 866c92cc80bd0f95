/** A pattern of what may stand before a statement: white space and comments, each of which ends at its first end. */
export const SPACE = String.raw`(?:\s|--[^\n]*\n|/\*(?:[^*]|\*(?!/))*\*/)*`

/** A name as an SQL identifier, always quoted. */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** Text as an SQL string literal that reads the same whatever standard_conforming_strings says. */
export function quoteLiteral(text: string): string {
  const quoted = `'${text.replaceAll("'", "''")}'`
  return text.includes('\\') ? ` E${quoted.replaceAll('\\', '\\\\')}` : quoted
}

/** A pattern of the name as a word of its own. */
export function wordPattern(name: string): string {
  return `(?<![\\w$])${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w$])`
}

/** True when the text has the name as a word of its own, quoted or not. */
export function names(text: string, name: string): boolean {
  return new RegExp(wordPattern(name.replaceAll('"', '""')), 'i').test(text)
}
