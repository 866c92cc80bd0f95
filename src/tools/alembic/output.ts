import type { Readable } from 'node:stream'
import { LineSplitter } from './lines.js'

const KEPT_LINES = 30
const LINE_LIMIT = 2_000

/** What the project's Python prints: handed on line by line, and its end kept for error messages. */
export class Output {
  #tail: string[] = []

  constructor(private readonly onLine: ((line: string) => void) | undefined) {}

  /** Reads one of the child's streams to its end. */
  read(stream: Readable): void {
    const splitter = new LineSplitter(64 * 1024)
    const take = (lines: readonly string[]): void => lines.forEach((line) => this.#take(line))
    stream.on('data', (chunk: Buffer) => take(splitter.push(chunk)))
    stream.on('end', () => take(splitter.rest()))
    stream.on('error', () => undefined)
  }

  /** The last line that says something; empty when nothing was printed. */
  lastLine(): string {
    return this.#tail.findLast((line) => line.trim() !== '')?.trim() ?? ''
  }

  #take(line: string): void {
    const shown = maskUrls(line)
    this.onLine?.(shown)
    this.#tail.push(shown.slice(0, LINE_LIMIT))
    if (this.#tail.length > KEPT_LINES) this.#tail.shift()
  }
}

/** The text with the password of every URL in it made unreadable. */
export function maskUrls(text: string): string {
  return text.replace(/(\b[\w+.-]+:\/\/[^\s:/@'"]*):[^\s/@'"]+@/g, '$1:***@')
}
