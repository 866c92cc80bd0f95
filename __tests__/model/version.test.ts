import { expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { VERSION } from '../../src/model/version.js'

test("the version is package.json's", () => {
  expect(JSON.parse(readFileSync('package.json', 'utf8'))).toMatchObject({ version: VERSION })
})
