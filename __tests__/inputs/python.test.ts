import { describe, expect, test } from '@jest/globals'
import { findPython, splitPython } from '../../src/inputs/python.js'
import { project } from './project.js'

describe('the words of --python', () => {
  const folder = project({ 'my venv/bin/python': '' })

  test.each([
    ['python3', ['python3']],
    ['uv run  python', ['uv', 'run', 'python']],
    ['python3 -X "dev mode"', ['python3', '-X', 'dev mode']],
    ['.venv/bin/python -B', [`${folder}/.venv/bin/python`, '-B']],
    ['/usr/bin/python3', ['/usr/bin/python3']],
    ['my venv/bin/python', [`${folder}/my venv/bin/python`]],
    ['"my venv/bin/python" -B', [`${folder}/my venv/bin/python`, '-B']],
    ['   ', []],
    ['""', []],
  ])('%j', (text, words) => {
    expect(splitPython(text, folder)).toEqual(words)
  })
})

describe('the Python found', () => {
  const tools = project({ 'bin/uv': '', 'bin/poetry': '', 'bin/python': '' })
  const active = project({ 'bin/python': '' })
  const PATH = `${tools}/bin`

  test.each<[files: Record<string, string>, env: Record<string, string>, found: string[]]>([
    [{ '.venv/bin/python': '' }, { PATH, VIRTUAL_ENV: active }, [`${active}/bin/python`]],
    [{ '.venv/bin/python': '', 'uv.lock': '' }, { PATH }, ['FOLDER/.venv/bin/python']],
    [{ '.venv/bin/python': '' }, { PATH, VIRTUAL_ENV: '/nowhere' }, ['FOLDER/.venv/bin/python']],
    [{ 'venv/bin/python': '' }, { PATH }, ['FOLDER/venv/bin/python']],
    [{ 'uv.lock': '' }, { PATH }, ['uv', 'run', 'python']],
    [{ 'poetry.lock': '' }, { PATH }, ['poetry', 'run', 'python']],
    [{ 'uv.lock': '' }, { PATH: '' }, ['python3']],
    [{}, { PATH }, ['python']],
    [{}, {}, ['python3']],
  ])('beside %j', (files, env, found) => {
    const folder = project(files)
    expect(findPython([folder], env)).toEqual(found.map((word) => word.replace('FOLDER', folder)))
  })
})
