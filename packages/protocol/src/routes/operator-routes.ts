import { z } from 'zod';
import { defineRoute } from './route';

const operator = { side: 'operator', tag: 'Operation', credentials: 'nobody' } as const;

export const healthResponse = z.object({ ok: z.literal(true) });

/** What whoever runs the server asks. */
export const operatorRoutes = {
  alive: defineRoute({
    ...operator, method: 'get', path: '/healthz', summary: 'Does the process answer?',
    answer: { status: 200, schema: healthResponse, description: 'It does.' },
    problems: [],
  }),
  ready: defineRoute({
    ...operator, method: 'get', path: '/readyz', summary: 'Can it do its work: does the storage answer?',
    answer: { status: 200, schema: healthResponse, description: 'It can.' },
    problems: [],
  }),
  openApi: defineRoute({
    ...operator, method: 'get', path: '/openapi.json', summary: 'This document',
    answer: { status: 200, schema: z.looseObject({ openapi: z.string() }), description: 'OpenAPI 3.1.' },
    problems: [],
  }),
};
