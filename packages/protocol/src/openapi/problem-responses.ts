import { type z } from 'zod';
import { PROBLEM_MEDIA_TYPE, type ProblemCode, problemCodes, problemSchema } from '../problem';

interface ProblemResponse {
  description: string;
  content: Record<string, { schema: z.ZodType }>;
}

/** One response a status, its description naming the codes that come with it. */
export function problemResponses(codes: readonly ProblemCode[]): Record<string, ProblemResponse> {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of codes)
    byStatus.set(problemCodes[code], [...(byStatus.get(problemCodes[code]) ?? []), code]);
  return Object.fromEntries(
    [...byStatus]
      .sort(([a], [b]) => a - b)
      .map(([status, these]) => [
        String(status),
        {
          description: these.map((code) => `\`${code}\``).join(' or '),
          content: { [PROBLEM_MEDIA_TYPE]: { schema: problemSchema } },
        },
      ]),
  );
}
