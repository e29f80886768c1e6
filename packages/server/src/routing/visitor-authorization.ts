import { VISITOR_SCHEME } from '@beckon/protocol';
import { type Outcome, refuse } from '../http/problem';

const CREDENTIALS = /^beckon +([0-9A-HJKMNP-TV-Z]{26}):([A-Za-z0-9_-]{16,128})$/i;

/** Reads `Authorization: Beckon VISITOR_ID:SECRET`; `null` where the header is absent. */
export function readVisitor(header: string | undefined): Outcome<{ id: string; secret: string } | null> {
  if (header === undefined) return { ok: true, value: null };
  const [, id, secret] = CREDENTIALS.exec(header) ?? [];
  if (id !== undefined && secret !== undefined) return { ok: true, value: { id, secret } };
  return refuse(
    'visitorUnknown',
    `The header \`Authorization\` must be \`${VISITOR_SCHEME} VISITOR_ID:SECRET\`, as \`POST /v1/visits\` answered them.`,
    {
      issues: [
        {
          path: 'header/Authorization',
          code: 'wrongFormat',
          message: `Must be ${VISITOR_SCHEME} VISITOR_ID:SECRET.`,
        },
      ],
    },
  );
}

/** The same where it must be there. */
export function requireVisitor(header: string | undefined): Outcome<{ id: string; secret: string } | null> {
  if (header !== undefined) return readVisitor(header);
  return refuse(
    'visitorUnknown',
    'The header `Authorization` is missing. Start a visit (`POST /v1/visits`) and send what it answers.',
    {
      issues: [
        {
          path: 'header/Authorization',
          code: 'missing',
          message: `Must be ${VISITOR_SCHEME} VISITOR_ID:SECRET.`,
        },
      ],
    },
  );
}
