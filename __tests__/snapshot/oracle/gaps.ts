/** Changes that pg_dump sees and the snapshot does not, each with the reason. One that is mended must leave the list. */
export const GAPS: ReadonlyMap<string, string> = new Map()
