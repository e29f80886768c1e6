import {
  presentSessionResponse,
  sessionResponse,
  setupQuery,
  setupRequest,
  setupResponse,
  signInRequest,
} from '../../admin';
import { defineRoute } from '../route';

const session = { side: 'admin', tag: 'Session' } as const;

/** Signing in and out, and the one-time set-up. */
export const sessionRoutes = {
  getSession: defineRoute({
    ...session,
    method: 'get',
    path: '/v1/admin/session',
    summary: 'Who is signed in',
    description: 'May be asked by anybody: where nobody is signed in, `agent` is null.',
    credentials: 'maybeSession',
    answer: {
      status: 200,
      schema: presentSessionResponse,
      description: 'The agent, with permissions and the CSRF token; or nobody.',
    },
    problems: [],
  }),
  signIn: defineRoute({
    ...session,
    method: 'post',
    path: '/v1/admin/session',
    summary: 'Sign in',
    credentials: 'nobody',
    description: 'Sets the session’s cookie.',
    body: signInRequest,
    answer: { status: 200, schema: sessionResponse, description: 'Signed in.' },
    problems: ['wrongCredentials', 'tooManyAttempts'],
  }),
  signOut: defineRoute({
    ...session,
    method: 'delete',
    path: '/v1/admin/session',
    summary: 'Sign out',
    credentials: 'session',
    answer: { status: 204, description: 'Signed out; the cookie is gone.' },
    problems: [],
  }),
  checkSetup: defineRoute({
    ...session,
    method: 'get',
    path: '/v1/admin/setup',
    summary: 'Is the one-time set-up link good?',
    credentials: 'nobody',
    query: setupQuery,
    answer: { status: 200, schema: setupResponse, description: 'It is.' },
    problems: ['linkExpired', 'tooManyAttempts'],
  }),
  completeSetup: defineRoute({
    ...session,
    method: 'post',
    path: '/v1/admin/setup',
    summary: 'Make the first administrator and sign in',
    credentials: 'nobody',
    body: setupRequest,
    answer: { status: 201, schema: sessionResponse, description: 'Made, and signed in.' },
    problems: ['linkExpired', 'conflict', 'tooManyAttempts'],
  }),
};
