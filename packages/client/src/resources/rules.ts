import {
  type AnalysisResponse,
  type CreateRuleRequest,
  type CriteriaResponse,
  type EnableRuleRequest,
  type ExplainRequest,
  type ExplainResponse,
  type OrderRulesRequest,
  type RestoreRuleRequest,
  type RuleListResponse,
  type RuleWire,
  type SaveRuleRequest,
} from '@beckon/protocol';
import { type IdempotentOptions, newIdempotencyKey, type RequestOptions, type Transport } from '../transport';

/** Engagement rules. Reading takes `automations:read`, all else `automations:manage`. */
export function rulesResource(transport: Transport) {
  const ofSite = (siteId: string) => `/v1/admin/sites/${encodeURIComponent(siteId)}/rules`;
  const one = (id: string) => `/v1/admin/rules/${encodeURIComponent(id)}`;
  return {
    /** All rules of a site in the order that is enforced, with their counts, and the list's revision. */
    list: (siteId: string, options?: RequestOptions) =>
      transport.call<RuleListResponse>({ method: 'GET', path: ofSite(siteId), options }),
    get: (id: string, options?: RequestOptions) =>
      transport.call<RuleWire>({ method: 'GET', path: one(id), options }),
    /** Creates a rule, last in order; throws `invalidRule` with a JSON Pointer for each issue. */
    create: (
      siteId: string,
      rule: CreateRuleRequest,
      { idempotencyKey = newIdempotencyKey(), ...options }: IdempotentOptions = {},
    ) =>
      transport.call<RuleWire>({ method: 'POST', path: ofSite(siteId), body: rule, idempotencyKey, options }),
    /** Replaces a rule; throws `stale` (with `current`) where it has changed since `revision`. */
    save: (id: string, rule: SaveRuleRequest, options?: RequestOptions) =>
      transport.call<RuleWire>({ method: 'PUT', path: one(id), body: rule, options }),
    setEnabled: (id: string, change: EnableRuleRequest, options?: RequestOptions) =>
      transport.call<RuleWire>({ method: 'PATCH', path: `${one(id)}/enabled`, body: change, options }),
    /** Deletes a rule; the answer's revision is the one that `restore` wants. */
    remove: (id: string, revision: number, options?: RequestOptions) =>
      transport.call<RuleWire>({ method: 'DELETE', path: one(id), query: { revision }, options }),
    /** Takes a deletion back: the rule stands where it stood. */
    restore: (id: string, request: RestoreRuleRequest, options?: RequestOptions) =>
      transport.call<RuleWire>({ method: 'POST', path: `${one(id)}/restore`, body: request, options }),
    /** Puts exactly the site's rules in a new order. */
    reorder: (siteId: string, order: OrderRulesRequest, options?: RequestOptions) =>
      transport.call<RuleListResponse>({
        method: 'PUT',
        path: `${ofSite(siteId)}/order`,
        body: order,
        options,
      }),
    /** For these facts: each rule's verdict and why. */
    explain: (siteId: string, request: ExplainRequest, options?: RequestOptions) =>
      transport.call<ExplainResponse>({
        method: 'POST',
        path: `${ofSite(siteId)}/explain`,
        body: request,
        options,
      }),
    /** Contradictions, rules that can never fire, duplicates, … */
    analyze: (siteId: string, options?: RequestOptions) =>
      transport.call<AnalysisResponse>({ method: 'GET', path: `${ofSite(siteId)}/analysis`, options }),
  };
}

/** What conditions can be made of. */
export function criteriaResource(transport: Transport) {
  return {
    list: (options?: RequestOptions) =>
      transport.call<CriteriaResponse>({ method: 'GET', path: '/v1/admin/criteria', options }),
    /** Those of a site's rules: with its page facts. */
    ofSite: (siteId: string, options?: RequestOptions) =>
      transport.call<CriteriaResponse>({
        method: 'GET',
        path: `/v1/admin/sites/${encodeURIComponent(siteId)}/criteria`,
        options,
      }),
  };
}
