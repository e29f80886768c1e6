import { z } from 'zod';
import { defineRoute } from './route';

const operator = { side: 'operator', tag: 'Operation', credentials: 'nobody' } as const;

export const healthResponse = z.object({ ok: z.literal(true) });

/** What whoever runs the server asks. */
export const operatorRoutes = {
  alive: defineRoute({
    ...operator,
    method: 'get',
    path: '/healthz',
    summary: 'Does the process answer?',
    answer: { status: 200, schema: healthResponse, description: 'It does.' },
    problems: [],
  }),
  ready: defineRoute({
    ...operator,
    method: 'get',
    path: '/readyz',
    summary: 'Can it do its work: does the storage answer?',
    answer: { status: 200, schema: healthResponse, description: 'It can.' },
    problems: [],
  }),
  metrics: defineRoute({
    ...operator,
    method: 'get',
    path: '/metrics',
    summary: 'What the server counts of itself, for Prometheus',
    description: 'Told to the machine itself and to the addresses that the operator names.',
    answer: {
      status: 200,
      mediaType: 'text/plain; version=0.0.4; charset=utf-8',
      description: 'Prometheus’ text format.',
    },
    problems: ['forbidden'],
  }),
  openApi: defineRoute({
    ...operator,
    method: 'get',
    path: '/openapi.json',
    summary: 'This document',
    answer: { status: 200, schema: z.looseObject({ openapi: z.string() }), description: 'OpenAPI 3.1.' },
    problems: [],
  }),
};
