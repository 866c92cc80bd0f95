export { RULES } from './all.js'
export { explainRule, listRules } from './explain.js'
export { unusedIgnores, type UsedIgnore } from './ignores.js'
export {
  bySeverity,
  judgeHistory,
  judgeRevision,
  reportedKeys,
  type JudgeSettings,
  type Judgement,
} from './judge.js'
