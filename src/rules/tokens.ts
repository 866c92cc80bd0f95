/** A piece of SQL. A `word` is in lower case, a `quoted` name or `string` without its quotes; a `mark` is everything else. */
export interface Token {
  readonly kind: 'word' | 'quoted' | 'string' | 'mark'
  readonly text: string
}

/** https://www.postgresql.org/docs/current/sql-syntax-lexical.html: comments nest. */
const PIECES =
  /--[^\n]*|\/\*(?:[^*/]|\*(?!\/)|\/(?!\*)|\/\*(?:[^*]|\*(?!\/))*\*\/)*\*\/|\$(?<tag>(?:[\p{L}_][\p{L}\p{N}_]*)?)\$(?<dollar>[^]*?)\$\k<tag>\$|[eE]'(?<escaped>(?:[^'\\]|\\[^]|'')*)'|'(?<plain>(?:[^']|'')*)'|"(?<quoted>(?:[^"]|"")*)"|(?<word>[\p{L}_][\p{L}\p{N}_$]*)|(?<mark>\d[\w.]*|::|\S)/gu

/** SQL or PL/pgSQL in its pieces, without comments and white space. */
export function tokens(sql: string): readonly Token[] {
  return [...sql.matchAll(PIECES)].flatMap(({ groups = {} }): readonly Token[] => {
    const { dollar, escaped, plain, quoted, word, mark } = groups
    const text = dollar ?? escaped?.replaceAll(/\\([^])/g, '$1') ?? plain
    if (text !== undefined)
      return [{ kind: 'string', text: dollar === undefined ? text.replaceAll("''", "'") : text }]
    if (quoted !== undefined) return [{ kind: 'quoted', text: quoted.replaceAll('""', '"') }]
    if (word !== undefined) return [{ kind: 'word', text: word.toLowerCase() }]
    return mark === undefined ? [] : [{ kind: 'mark', text: mark }]
  })
}

/** True when these words or marks, none of them quoted, stand one after another from a position on. */
export function reads(all: readonly Token[], at: number, ...texts: readonly string[]): boolean {
  return texts.every((text, index) => {
    const token = all[at + index]
    return token?.text === text && (token.kind === 'word' || token.kind === 'mark')
  })
}

/** The tokens parted by commas that stand in no brackets. */
export function items(all: readonly Token[]): readonly (readonly Token[])[] {
  const found: Token[][] = [[]]
  let depth = 0
  for (const token of all) {
    if (isMark(token, '(') || isMark(token, '[')) depth++
    if (isMark(token, ')') || isMark(token, ']')) depth--
    if (depth === 0 && isMark(token, ',')) found.push([])
    else found.at(-1)?.push(token)
  }
  return found
}

/** True for a mark of this text, such as a bracket. */
export function isMark(token: Token | undefined, text: string): boolean {
  return token?.kind === 'mark' && token.text === text
}

/** True for a token that names something: a word or a quoted name. */
export function isName(token: Token | undefined): token is Token {
  return token?.kind === 'word' || token?.kind === 'quoted'
}
