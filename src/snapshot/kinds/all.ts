import type { Kind } from '../kind.js'
import { accessMethod } from './access-method.js'
import { aggregate } from './aggregate.js'
import { cast } from './cast.js'
import { collation } from './collation.js'
import { column } from './column.js'
import { constraint } from './constraint.js'
import { conversion } from './conversion.js'
import { database } from './database.js'
import { defaultPrivileges } from './default-privileges.js'
import { eventTrigger } from './event-trigger.js'
import { extension } from './extension.js'
import { foreignDataWrapper } from './foreign-data-wrapper.js'
import { foreignServer } from './foreign-server.js'
import { foreignTable } from './foreign-table.js'
import { routine } from './function.js'
import { index } from './index.js'
import { language } from './language.js'
import { largeObject } from './large-object.js'
import { materializedView } from './materialized-view.js'
import { operator } from './operator.js'
import { operatorClass } from './operator-class.js'
import { operatorFamily } from './operator-family.js'
import { policy } from './policy.js'
import { privilegesOfOthers } from './privileges.js'
import { publication } from './publication.js'
import { roleSetting } from './role-setting.js'
import { rule } from './rule.js'
import { schema } from './schema.js'
import { securityLabel } from './security-label.js'
import { sequence } from './sequence.js'
import { statistics } from './statistics.js'
import { subscription } from './subscription.js'
import { table } from './table.js'
import { textSearchConfiguration } from './text-search-configuration.js'
import { textSearchDictionary } from './text-search-dictionary.js'
import { textSearchParser } from './text-search-parser.js'
import { textSearchTemplate } from './text-search-template.js'
import { transform } from './transform.js'
import { trigger } from './trigger.js'
import { type } from './type.js'
import { userMapping } from './user-mapping.js'
import { view } from './view.js'

/** Every kind of object that a snapshot holds. */
export const KINDS: readonly Kind[] = [
  schema,
  extension,
  type,
  routine,
  sequence,
  table,
  column,
  constraint,
  index,
  view,
  materializedView,
  trigger,
  foreignTable,
  rule,
  policy,
  statistics,
  aggregate,
  eventTrigger,
  cast,
  operator,
  operatorClass,
  operatorFamily,
  collation,
  conversion,
  textSearchConfiguration,
  textSearchDictionary,
  textSearchParser,
  textSearchTemplate,
  foreignDataWrapper,
  foreignServer,
  userMapping,
  publication,
  subscription,
  accessMethod,
  transform,
  language,
  defaultPrivileges,
  database,
  roleSetting,
  largeObject,
  securityLabel,
  privilegesOfOthers,
]
