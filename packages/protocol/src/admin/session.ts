import { z } from 'zod';
import { idSchema, lineSchema, noControls } from '../common';

export const permissionSchema = z.enum([
  'automations:manage',
  'automations:read',
  'conversations:reply',
  'people:manage',
  'plugins:manage',
  'sites:manage',
]);
export const roleSchema = z.enum(['administrator', 'agent']);

export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email('Must be an e-mail address such as ann@example.com.'));
/** 10 to 200 characters. */
export const passwordSchema = z
  .string()
  .min(10, 'Must be at least 10 characters.')
  .max(200, 'Must be at most 200 characters.');

/** `POST /v1/admin/session`: sign in. Sets the cookie; answers `sessionResponse`. */
export const signInRequest = z.strictObject({
  email: z
    .string()
    .trim()
    .toLowerCase()
    .min(1, 'Must not be empty.')
    .max(254, 'Must be at most 254 characters.')
    .regex(noControls, 'Must not contain control characters.'),
  password: z.string().min(1, 'Must not be empty.').max(200, 'Must be at most 200 characters.'),
});

/** Who is signed in: what signing in answers. `DELETE` signs out (204). */
export const sessionResponse = z.object({
  agent: z.object({ id: idSchema, name: z.string(), email: z.string(), roles: z.array(roleSchema) }),
  permissions: z.array(permissionSchema),
  csrfToken: z.string(),
});
/** `GET /v1/admin/session`: who is signed in, or that nobody is. No error, since browsers ask it before they know. */
export const presentSessionResponse = z.union([sessionResponse, z.object({ agent: z.null() })]);

const tokenSchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{20,100}$/, 'Must be the token of the set-up link, whole.');
/** `POST /v1/admin/setup`: makes the first administrator, signs in; answers 201 `sessionResponse`. */
export const setupRequest = z.strictObject({
  token: tokenSchema,
  name: lineSchema(80),
  email: emailSchema,
  password: passwordSchema,
});

/** `GET /v1/admin/setup?token=…`: is the one-time link good? 200 `{ok:true}` or 410. */
export const setupQuery = z.strictObject({ token: tokenSchema });
export const setupResponse = z.object({ ok: z.literal(true) });

export type SignInRequest = z.input<typeof signInRequest>;
export type SessionResponse = z.infer<typeof sessionResponse>;
export type PresentSessionResponse = z.infer<typeof presentSessionResponse>;
export type SetupRequest = z.input<typeof setupRequest>;
export type PermissionWire = z.infer<typeof permissionSchema>;
