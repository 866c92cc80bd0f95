// The runner trims a line's start before it looks for `::`, finds the old `##[` anywhere, and compares by culture, where
// characters that print nothing count as absent (actions/runner, ActionCommand.cs: TrimStart, StartsWith, IndexOf).
const unseen = String.raw`[\p{C}\p{M}]*`
const commandAtStart = new RegExp(String.raw`^(?=[\s\p{C}\p{M}]*:${unseen}:)`, 'u')
const oldCommand = new RegExp(`#(?=${unseen}#${unseen}\\[)`, 'gu')
const lineEnd = /\r\n|\r|\n/

/**
 * Text to print in a workflow's log, each line made so that the runner reads no command from it: a line that starts
 * with `::` gets a backslash before it, and `##[` becomes `#\#[`. All other text is given back as it is.
 */
export function neutralise(text: string): string {
  return text
    .split(lineEnd)
    .map((line) => line.replace(commandAtStart, '\\').replace(oldCommand, '#\\'))
    .join('\n')
}

/** Text as one printable line: whatever ends a line, moves a cursor or prints nothing becomes a space. */
export function oneLine(text: string): string {
  return text.replace(/[\p{C}\s]+/gu, ' ').trim()
}
