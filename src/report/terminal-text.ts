/** Colours a piece of text; gives it back as it is where colours are off. */
type Colour = (text: string) => string

export interface Paint {
  readonly bold: Colour
  readonly dim: Colour
  readonly red: Colour
  readonly green: Colour
  readonly yellow: Colour
  readonly blue: Colour
  readonly cyan: Colour
}

/** ECMA-48 "Select Graphic Rendition": on and off codes. */
const CODES: Readonly<Record<keyof Paint, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  cyan: [36, 39],
}

/** Colours for a terminal; with `on` false none leaves a trace. */
export function painter(on: boolean): Paint {
  const colour = (name: keyof Paint): Colour => {
    const [start, end] = CODES[name]
    return (text) => (on && text !== '' ? `\u001b[${start}m${text}\u001b[${end}m` : text)
  }
  return {
    bold: colour('bold'),
    dim: colour('dim'),
    red: colour('red'),
    green: colour('green'),
    yellow: colour('yellow'),
    blue: colour('blue'),
    cyan: colour('cyan'),
  }
}

/** A sentence in lines of at most `width` columns; a longer word gets a line of its own. */
export function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = []
  for (const word of text.split(/ +/)) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
