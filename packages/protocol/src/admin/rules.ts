import { z } from 'zod';
import {
  factsSchema,
  fromSchema,
  idSchema,
  lineSchema,
  revisionQuerySchema,
  revisionSchema,
  textSchema,
} from '../common';
import { criterionSchema, whenSchema } from '../engine-types';

export const MAX_RULE_MESSAGE_LENGTH = 2000;

const action = z.strictObject({
  from: fromSchema,
  message: textSchema(MAX_RULE_MESSAGE_LENGTH),
  assign: z.boolean(),
});

/** `POST /v1/admin/sites/:siteId/rules`: creates (last in order) and answers 201 `ruleSchema`. `Idempotency-Key` optional. */
export const createRuleRequest = z.strictObject({
  title: lineSchema(120),
  enabled: z.boolean().default(true),
  when: whenSchema,
  then: action,
});
/** `PUT /v1/admin/rules/:id`: replaces; `stale` (409, `current`: the rule as it is) where the revision has moved on. */
export const saveRuleRequest = z.strictObject({
  title: lineSchema(120),
  enabled: z.boolean(),
  when: whenSchema,
  then: action,
  revision: revisionSchema,
});
/** `PATCH /v1/admin/rules/:id/enabled`. */
export const enableRuleRequest = z.strictObject({ enabled: z.boolean(), revision: revisionSchema });
/** `DELETE /v1/admin/rules/:id?revision=N` (200 `ruleSchema`); `POST /v1/admin/rules/:id/restore` takes it back (200 `ruleSchema`). */
export const removeRuleQuery = z.strictObject({ revision: revisionQuerySchema });
export const restoreRuleRequest = z.strictObject({ revision: revisionSchema });
/** `PUT /v1/admin/sites/:siteId/rules/order`: exactly the site's rules in their new order; answers `ruleListResponse`. */
export const orderRulesRequest = z.strictObject({
  ids: z.array(idSchema).max(20_000),
  revision: revisionSchema,
});

export const ruleCountsSchema = z.object({
  delivered: z.number().int(),
  clicked: z.number().int(),
  conversations: z.number().int(),
});

export const ruleSchema = z.object({
  id: idSchema,
  siteId: idSchema,
  title: z.string(),
  enabled: z.boolean(),
  when: whenSchema,
  then: action,
  revision: revisionSchema,
  createdAt: z.string(),
  updatedAt: z.string(),
});

/** `GET /v1/admin/sites/:siteId/rules`: all, in order, with their counts. `GET /v1/admin/rules/:id`: one (`ruleSchema`). */
export const ruleListResponse = z.object({
  revision: revisionSchema,
  rules: z.array(ruleSchema.extend({ counts: ruleCountsSchema })),
});

/** `GET /v1/admin/criteria`: what conditions can be made of; `GET /v1/admin/sites/:siteId/criteria`: the same and those of the site's page facts. Operators and their words are the engine's own table. */
export const criteriaResponse = z.object({ criteria: z.array(criterionSchema) });

/** `POST /v1/admin/sites/:siteId/rules/explain`: for these facts, each rule's verdict and why (the engine's explanation). */
export const explainRequest = z.strictObject({ facts: factsSchema });
/** One rule's verdict and why: a tree of criterion, operator, expected, actual, verdict and reason, as the engine explains it. */
export const ruleExplanationSchema = z.looseObject({
  ruleId: z.string(),
  verdict: z.enum(['match', 'noMatch', 'unknown']),
  because: z.looseObject({}),
});
/** `winner`: the id of the first rule in order that matches; `null`: none does. */
export const explainResponse = z.object({
  winner: z.string().nullable(),
  rules: z.array(ruleExplanationSchema),
});
/** `GET /v1/admin/sites/:siteId/rules/analysis`: the engine's findings over the site's rules. */
export const findingSchema = z.looseObject({
  code: z.string(),
  /** `error`: the rule can never win as things are. `warning`: it works, but probably not as it was meant. */
  severity: z.enum(['error', 'warning']),
  /** The rules it is about, the one to mend first. */
  ruleIds: z.array(z.string()),
  /** The conditions and groups it is about, by JSON Pointers from their rules. */
  places: z.array(z.object({ ruleId: z.string(), path: z.string() })),
  message: z.string(),
  /** How to mend it, in a sentence. */
  mend: z.string(),
});
export const analysisResponse = z.object({ findings: z.array(findingSchema) });

export type CreateRuleRequest = z.input<typeof createRuleRequest>;
export type SaveRuleRequest = z.input<typeof saveRuleRequest>;
export type RuleWire = z.infer<typeof ruleSchema>;
export type RuleCountsWire = z.infer<typeof ruleCountsSchema>;
export type RuleListResponse = z.infer<typeof ruleListResponse>;
export type CriteriaResponse = z.infer<typeof criteriaResponse>;
export type ExplainRequest = z.input<typeof explainRequest>;
export type ExplainResponse = z.infer<typeof explainResponse>;
export type AnalysisResponse = z.infer<typeof analysisResponse>;
export type EnableRuleRequest = z.input<typeof enableRuleRequest>;
export type RestoreRuleRequest = z.input<typeof restoreRuleRequest>;
export type OrderRulesRequest = z.input<typeof orderRulesRequest>;
