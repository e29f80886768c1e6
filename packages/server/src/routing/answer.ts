import { type Answer } from '@beckon/domain';
import { type Outcome } from '../http/problem';

/**
 * Translates a use-case's answer to the wire: what went well by `toWire`; a refusal as it is, with the present state of a stale thing by
 * `toWire` too, so that it has the shape that the route answers.
 *
 * @example
 * return translate(await domain.rules.get({ actor, ruleId }), toRuleWire);
 */
export function translate<T, Wire>(answer: Answer<T>, toWire: (value: T) => Wire): Outcome<Wire> {
  if (answer.ok) return { ok: true, value: toWire(answer.value) };
  const { current, ...error } = answer.error;
  return {
    ok: false,
    error: current === undefined || current === null ? error : { ...error, current: toWire(current as T) },
  };
}
