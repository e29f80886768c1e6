import { isDeepStrictEqual } from 'node:util';
import { problemCodes, problemSchema, problemsOf, type RouteDeclaration, routes } from '@beckon/protocol';
import { type Answered, type Sent } from './send-request';

function routeOf({ method = 'GET', path }: Sent): RouteDeclaration | undefined {
  const bare = path.split('?')[0] ?? '';
  const fits = (declared: string) =>
    new RegExp(`^${declared.replace(/:\w+/g, '[^/]+').replace(/\./g, '\\.')}$`).test(bare);
  const found = Object.values<RouteDeclaration>(routes).filter(
    (route) => route.method === method.toLowerCase() && fits(route.path),
  );
  return found.find((route) => !route.path.includes(':')) ?? found[0];
}

/** Every answer in a test is held against what the route declares: no undeclared status, code, field or shape passes. */
export function checkContract(sent: Sent, answered: Answered): void {
  const route = routeOf(sent);
  const what = `${sent.method ?? 'GET'} ${sent.path} → ${answered.status}`;
  if (answered.status >= 400) {
    if (!String(answered.headers['content-type']).startsWith('application/problem+json'))
      throw new Error(`${what}: not a problem document: ${answered.text}`);
    const problem = problemSchema.strict().parse(answered.body);
    if (problem.status !== answered.status || problemCodes[problem.code] !== answered.status)
      throw new Error(`${what}: the status of ${problem.code} is another`);
    if (route && problem.code !== 'methodNotAllowed' && !problemsOf(route).includes(problem.code))
      throw new Error(`${what}: ${problem.code} is not declared`);
    return;
  }
  if (!route || answered.status === 304 || sent.method === 'HEAD') return;
  if (answered.status !== route.answer.status) throw new Error(`${what}: ${route.answer.status} is declared`);
  if (!('schema' in route.answer)) return;
  const parsed = route.answer.schema.parse(answered.body);
  if (!isDeepStrictEqual(parsed, answered.body))
    throw new Error(`${what}: fields that are not declared: ${answered.text}`);
}
