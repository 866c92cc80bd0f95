/** Everything that prints nothing, moves the cursor or turns the direction of writing; lone surrogates too. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu

/**
 * What Markdown, HTML or GitHub would read as more than text: markup, mentions (`@name`), references (`#1`, `GH-1`),
 * bare addresses, emoji codes and `$` formulas.
 */
const SPECIAL =
  /[&<>|\\*~`[\]$@]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|#(?=\d)|\bGH-(?=\d)|:\/\/|\bwww\.|:(?=[\w+-]+:)/giu

/** What starts a list, a heading or a rule when it is the first of a line. */
const AT_START = /^(?:[-+=]|#+(?=\s|$)|\d+[.)])/

/** Breaks GitHub's patterns without being seen; a character reference would not, since GitHub looks at the decoded text. */
const ZERO_WIDTH_SPACE = '\u200b'

/** Text with each character that cannot be seen written out as an escape, `\n` or `\u{202e}`; no line breaks are left. */
export function visible(text: string): string {
  return text.replace(UNSEEN, (char) => {
    if (char === '\n') return '\\n'
    if (char === '\t') return '\\t'
    return `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`
  })
}

/** The lines of a text, each safe to print; tabs stay. */
export function visibleLines(text: string): readonly string[] {
  return text.split(/\r\n|\n/).map((line) => line.split('\t').map(visible).join('\t'))
}

/** At most `most` UTF-16 units of a text, the last one an ellipsis where something was cut. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text
  return `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}

/** Text that Markdown, in a paragraph, a table's cell or inside HTML tags, prints as it is. */
export function text(raw: string): string {
  return visible(raw.trim())
    .replace(SPECIAL, escapeSpecial)
    .replace(AT_START, (start) => start.slice(0, -1) + reference(start.slice(-1)))
}

function escapeSpecial(found: string): string {
  // GitHub reads `$` formulas before Markdown, and names a span around it as the way to print one.
  if (found === '$') return '<span>$</span>'
  if (found === '@' || found === '#' || found.length > 1) return breakPattern(found)
  return found === ':' ? found + ZERO_WIDTH_SPACE : reference(found)
}

function breakPattern(found: string): string {
  if (found === '://') return `:${ZERO_WIDTH_SPACE}//`
  return found.endsWith('.') ? `${found.slice(0, -1)}${ZERO_WIDTH_SPACE}.` : found + ZERO_WIDTH_SPACE
}

function reference(char: string): string {
  const named: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
  return named[char] ?? `&#${char.charCodeAt(0)};`
}

/** Text as code within a line; in a table's cell too. */
export function code(raw: string): string {
  const seen = visible(raw)
  const plain = seen !== '' && !/[`|]|<!--|^\s|\s$/.test(seen)
  return plain ? `\`${seen}\`` : `<code>${text(seen)}</code>`
}

/** A part of a sentence of ours: `code` when it stood in backticks. */
export interface ProsePart {
  readonly code: boolean
  readonly text: string
}

/** What a sentence may name without backticks, and shall be told as code. */
export interface Named {
  readonly kind: string
  readonly identity: string
}

/** Splits a sentence at its backticks, and also takes the object's name for code where it stands for the object. */
export function proseParts(raw: string, object: Named | null = null): readonly ProsePart[] {
  const name = object === null ? null : nameIn(object)
  const parts =
    object?.identity.includes('`') === true
      ? pieces(raw, name).flatMap((part) => (part.code ? [part] : backticked(part.text)))
      : backticked(raw).flatMap((part) => (part.code ? [part] : pieces(part.text, name)))
  return parts.filter((part) => part.text !== '')
}

function backticked(raw: string): readonly ProsePart[] {
  const parts = raw.split(/(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)/s)
  // `split` gives text, fence, code, text, fence, code … text.
  return parts.flatMap((part, at) => (at % 3 === 1 ? [] : [{ code: at % 3 === 2, text: part }]))
}

/** A bare word such as `users` is the object only behind its kind; `public.users` is it anywhere. */
function nameIn({ kind, identity }: Named): RegExp {
  const behind = /[._"]/.test(identity) ? '(?<![\\w."])' : `(?<=\\b${quoted(kind)} )`
  return new RegExp(`${behind}(${quoted(identity)})(?![\\w"])`)
}

function quoted(raw: string): string {
  return raw.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}

function pieces(raw: string, name: RegExp | null): readonly ProsePart[] {
  if (name === null) return [{ code: false, text: raw }]
  return raw.split(name).map((text, at) => ({ code: at % 2 === 1, text }))
}

/** A sentence with `code` in backticks, as one line of Markdown. */
export function prose(raw: string, object: Named | null = null): string {
  return proseParts(raw.trim(), object)
    .map((part) => (part.code ? code(part.text) : spaced(part.text.replace(/\s*\n\s*/g, ' '))))
    .join('')
}

/** `text` trims, as it must at a line's start; between two pieces of code the spaces count. */
function spaced(raw: string): string {
  const inner = text(raw)
  return inner === '' ? ' ' : `${/^\s/.test(raw) ? ' ' : ''}${inner}${/\s$/.test(raw) ? ' ' : ''}`
}

/** A link with Markdown inside. What would end it, or no address may hold, is percent-encoded. */
export function link(markdown: string, address: string): string {
  const safe = address.replace(/\p{Cs}/gu, '').replace(/[^\w\-.~:/?#@!&*+,;=%]/gu, percent)
  return `[${markdown}](${safe})`
}

/** A path as a part of an address. */
export function pathAddress(path: string): string {
  return path
    .replace(/\p{Cs}/gu, '')
    .split('/')
    .map(encodeURIComponent)
    .join('/')
}

function percent(char: string): string {
  const encoded = encodeURIComponent(char)
  return encoded === char ? `%${char.charCodeAt(0).toString(16)}` : encoded
}

/** Lines as a fenced block that nothing inside can end. `<!--` is written out: a comment of ours is found by such a marker. */
export function fence(lines: readonly string[], language: string): string {
  const body = lines.flatMap(visibleLines).map((line) => line.replaceAll('<!--', '<\\u{21}--'))
  const longest = Math.max(0, ...body.flatMap((line) => (line.match(/`+/g) ?? []).map((run) => run.length)))
  const ticks = '`'.repeat(Math.max(3, longest + 1))
  return [`${ticks}${language}`, ...body, ticks].join('\n')
}

/** Text for HTML and its attributes; line breaks and tabs stay. */
export function html(raw: string): string {
  return visibleLines(raw)
    .join('\n')
    .replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)
}

/** What makes Markdown also within a word; no code keeps Mermaid 11 from reading it, so it is drawn as what looks like it. */
const LOOK_ALIKES: Readonly<Record<string, string>> = { '`': '\u02cb', '*': '\u2217', '~': '\u223c' }

/**
 * Text for a quoted label of a Mermaid flowchart. Besides letters, digits and plain punctuation all stands as an entity code:
 * https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters. Mermaid looks at the decoded text for line
 * breaks (`\n`), formulas (`$$`) and icons (`fa:fa-car`), and Mermaid 11 for Markdown: `_x_`, `[x](y)`, `x@y.z`.
 */
export function mermaid(raw: string): string {
  const between = `#${ZERO_WIDTH_SPACE.charCodeAt(0)};`
  return visible(raw)
    .replace(/[`*~]/g, (char) => LOOK_ALIKES[char] ?? char)
    .replace(/[^\p{L}\p{M}\p{N} .,:_-]|:(?! )|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, (char) => {
      if (char === '_') return between + char + between
      const entity = `#${char.codePointAt(0) ?? 0};`
      return /[\\$:@\]]/.test(char) ? entity + between : entity
    })
}
