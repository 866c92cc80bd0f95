/**
 * Lets plain Node.js 20+ import this project's TypeScript as it stands:
 * `node --import ./scripts/typescript.mjs file.ts`, or `import './typescript.mjs'` before a dynamic import of a .ts file.
 */
import { register } from 'node:module'

register('./typescript-hooks.mjs', import.meta.url)
