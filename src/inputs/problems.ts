import { ConfigError } from '../model/errors.js'

/** Gathers all that is wrong with the inputs, so that the user mends it in one go. */
export class Problems {
  readonly #sentences: string[] = []

  add(sentence: string): void {
    if (!this.#sentences.includes(sentence)) this.#sentences.push(sentence)
  }

  /** Throws one ConfigError with a problem a line; does nothing when there is none. */
  throwIfAny(): void {
    if (this.#sentences.length > 0) throw new ConfigError(this.#sentences.join('\n'))
  }
}
