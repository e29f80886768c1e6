import { z } from 'zod';
import { idSchema, lineSchema, noControls, revisionSchema } from '../common';
import { emailSchema, passwordSchema, roleSchema } from './session';

const timeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'Must be a time such as 09:30.');
export const hoursIntervalSchema = z.strictObject({ open: timeOfDay, close: timeOfDay });
export const businessHoursSchema = z.strictObject({
  /** IANA time zone. */
  zone: lineSchema(64),
  week: z
    .array(
      z.strictObject({
        day: z.number().int().min(1).max(7),
        intervals: z.array(hoursIntervalSchema).max(10),
      }),
    )
    .max(7),
  exceptions: z
    .array(
      z.strictObject({
        date: z.iso.date('Must be a date such as 2027-01-01.'),
        name: z
          .string()
          .trim()
          .max(80)
          .regex(noControls, 'Must not contain control characters or line breaks.'),
        intervals: z.array(hoursIntervalSchema).max(10),
      }),
    )
    .max(400),
});

/** `GET/POST /v1/admin/teams`, `GET/PUT /v1/admin/teams/:id` (PUT with `revision`). */
export const createTeamRequest = z.strictObject({
  name: lineSchema(80),
  hours: businessHoursSchema.nullable(),
});
export const saveTeamRequest = createTeamRequest.extend({ revision: revisionSchema });
export const teamSchema = z.object({
  id: idSchema,
  name: z.string(),
  hours: businessHoursSchema.nullable(),
  /** Are its business hours running now? `null`: it keeps none. */
  openNow: z.boolean().nullable(),
  revision: revisionSchema,
});
export const teamListResponse = z.object({ teams: z.array(teamSchema) });

/** `GET/POST /v1/admin/agents`, `GET/PUT /v1/admin/agents/:id` (PUT with `revision`; `password` only to set a new one). */
export const createAgentRequest = z.strictObject({
  name: lineSchema(80),
  email: emailSchema,
  password: passwordSchema.optional(),
  roles: z.array(roleSchema).min(1).max(2),
  teamIds: z.array(idSchema).max(100),
  primaryTeamId: idSchema.nullable(),
  enabled: z.boolean().default(true),
});
export const saveAgentRequest = createAgentRequest.extend({ enabled: z.boolean(), revision: revisionSchema });
export const agentSchema = z.object({
  id: idSchema,
  name: z.string(),
  /** Only for who may manage people; `null` else. */
  email: z.string().nullable(),
  roles: z.array(roleSchema),
  teamIds: z.array(idSchema),
  primaryTeamId: idSchema.nullable(),
  enabled: z.boolean(),
  canSignIn: z.boolean(),
  revision: revisionSchema,
});
export const agentListResponse = z.object({ agents: z.array(agentSchema) });

export type BusinessHoursWire = z.infer<typeof businessHoursSchema>;
export type TeamWire = z.infer<typeof teamSchema>;
export type AgentWire = z.infer<typeof agentSchema>;
export type CreateTeamRequest = z.input<typeof createTeamRequest>;
export type SaveTeamRequest = z.input<typeof saveTeamRequest>;
export type CreateAgentRequest = z.input<typeof createAgentRequest>;
export type SaveAgentRequest = z.input<typeof saveAgentRequest>;
export type TeamListResponse = z.infer<typeof teamListResponse>;
export type AgentListResponse = z.infer<typeof agentListResponse>;
