import { type IncomingHttpHeaders } from 'node:http';
import { timingSafeEqual } from 'node:crypto';
import { CSRF_HEADER } from '@beckon/protocol';
import { type Outcome, refuse } from '../http/problem';

const fromElsewhere = (name: string, publicOrigin: string) =>
  refuse('csrf', `This was not sent by the admin app. Open it at ${publicOrigin} and do it there.`, {
    issues: [{ path: `header/${name}`, code: 'foreign', message: 'Must be of the admin app itself.' }],
  });

/**
 * Did a page of ours send this change? Browsers say so in `Sec-Fetch-Site`, older ones (and plain http) in `Origin`; callers that are no
 * browser send neither, and no browser lends them a cookie.
 */
export function checkSameSite(headers: IncomingHttpHeaders, publicOrigin: string): Outcome<null> {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) {
    return site === 'same-origin' || site === 'none'
      ? { ok: true, value: null }
      : fromElsewhere('Sec-Fetch-Site', publicOrigin);
  }
  const origin = headers.origin;
  // The host that the browser itself speaks to is ours, under whatever name it reached us.
  const ours = [publicOrigin, `http://${headers.host ?? ''}`, `https://${headers.host ?? ''}`];
  if (origin !== undefined && !ours.includes(origin)) return fromElsewhere('Origin', publicOrigin);
  return { ok: true, value: null };
}

/** Does `X-CSRF-Token` hold the session's token? Compared in constant time. */
export function checkCsrfToken(headers: IncomingHttpHeaders, expected: string): Outcome<null> {
  const given = Buffer.from(String(headers[CSRF_HEADER.toLowerCase()] ?? ''));
  const wanted = Buffer.from(expected);
  if (given.length === wanted.length && timingSafeEqual(given, wanted)) return { ok: true, value: null };
  return refuse(
    'csrf',
    `The header \`${CSRF_HEADER}\` ${given.length === 0 ? 'is missing' : 'is not that of this session'}. \`GET /v1/admin/session\` answers it as \`csrfToken\`.`,
    {
      issues: [
        {
          path: `header/${CSRF_HEADER}`,
          code: given.length === 0 ? 'missing' : 'wrong',
          message: 'Must be the csrfToken of the session.',
        },
      ],
    },
  );
}
