import { expect, test } from '@jest/globals'
import type { Revision } from '../../../src/model/history.js'
import { revisions, withProject } from './project.js'

async function historyOf(files: Readonly<Record<string, string>>): Promise<readonly Revision[]> {
  let found: readonly Revision[] = []
  await withProject(files, async (project) => {
    found = (await project.start()).history.revisions
  })
  return found
}

const SHAPES: Readonly<Record<string, [Revision['downgradeShape'], string, irreversible?: string]>> = {
  code: ['code', 'py:op.execute("drop table t")'],
  pass: ['empty', ''],
  docstring: ['empty', 'py:"""There is no way back."""'],
  ellipsis: ['empty', 'py:...'],
  return: ['empty', 'py:"""Nothing."""\nreturn None'],
  raises: ['raises', 'py:"""No."""\nraise NotImplementedError("one-way")', 'one-way'],
  bare: ['raises', 'py:raise NotImplementedError', 'its downgrade raises NotImplementedError'],
  other: ['raises', 'py:raise ValueError("no")', 'no'],
  wordless: ['raises', 'py:raise sa.exc.CompileError(str(1))', 'its downgrade raises CompileError'],
  again: ['code', 'py:raise'],
  more: ['code', 'py:op.execute("drop table t")\nraise ValueError("no")'],
}

test.each(Object.entries(SHAPES))(
  'the shape of a downgrade: %s',
  async (_name, [shape, downgrade, irreversible = null]) => {
    const [revision] = await historyOf(revisions({ s1: { downgrade } }))
    expect(revision).toMatchObject({ downgradeShape: shape, irreversible })
  },
)

test('what a migration file says about itself', async () => {
  const [first, second, third] = await historyOf({
    'migrations/versions/one.py': `"""The first line.

More lines.
"""
revision = "one"
down_revision = None
TEXT = "# matview-check: ignore[not-this] it stands in a string"
# matview-check: ignore[left-behind] kept on purpose

def upgrade() -> None:
    pass  # matview-check: ignore[a-rule, b-rule]


def downgrade() -> None:
    # matview-check: irreversible the rows are gone
    pass
`,
    ...revisions({ two: { down: '"one"', top: 'if True:\n    def helper():\n        pass' } }),
    'migrations/versions/three.py':
      'revision = "three"\ndown_revision = "two"\nupgrade = print\n# matview-check: irreversible\n',
  })
  expect(first).toMatchObject({
    id: 'one',
    message: 'The first line.',
    upgrade: { line: 10, endLine: 11 },
    downgrade: { line: 14, endLine: 16 },
    downgradeShape: 'empty',
    irreversible: 'the rows are gone',
    ignores: [
      { rule: 'left-behind', reason: 'kept on purpose', line: 8 },
      { rule: 'a-rule', reason: '', line: 11 },
      { rule: 'b-rule', reason: '', line: 11 },
    ],
  })
  expect(second).toMatchObject({ irreversible: null, ignores: [], downRevisions: ['one'], dependsOn: [] })
  expect(third).toMatchObject({ upgrade: null, downgrade: null, downgradeShape: 'missing', irreversible: '' })
})
