const NEWLINE = 0x0a

/**
 * Cuts a stream of bytes into lines at 0x0A alone. `node:readline` also cuts at U+2028, and text decoded by the chunk
 * breaks characters that lie across two.
 */
export class LineSplitter {
  #parts: Buffer[] = []
  #size = 0

  /** A line longer than `limit` bytes is cut there. */
  constructor(private readonly limit = Infinity) {}

  /** The lines that end in this chunk, without their line ends. */
  push(chunk: Buffer): string[] {
    const lines: string[] = []
    let start = 0
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      this.#keep(chunk.subarray(start, end))
      lines.push(...this.rest(true))
      start = end + 1
    }
    this.#keep(chunk.subarray(start))
    if (this.#size >= this.limit) lines.push(...this.rest())
    return lines
  }

  /** What came after the last line end. */
  rest(evenEmpty = false): string[] {
    if (this.#size === 0 && !evenEmpty) return []
    const line = Buffer.concat(this.#parts).toString('utf8').replace(/\r$/, '')
    this.#parts = []
    this.#size = 0
    return [line]
  }

  #keep(part: Buffer): void {
    if (part.length === 0) return
    this.#parts.push(part)
    this.#size += part.length
  }
}
