import { alembic } from './alembic/index.js'
import type { MigrationTool } from './tool.js'

/** Every migration tool by its id. */
export const TOOLS = { alembic } as const satisfies Readonly<Record<string, MigrationTool>>
