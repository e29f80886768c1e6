import { type Message } from '../model';

const VISITOR = 'visitor:';
const agentPrefix = (agentId: string) => `agent:${agentId}:`;

/** The key of a message that a rule sent: there is one a conversation. */
export const PROACTIVE_KEY = 'proactive';

/** A visitor's idempotency key as her message keeps it: it never meets an agent's. */
export const visitorMessageKey = (key: string): string => VISITOR + key;

/** An agent's idempotency key as the reply keeps it: it never meets another agent's or the visitor's. */
export const agentMessageKey = (agentId: string, key: string): string => agentPrefix(agentId) + key;

/**
 * The idempotency key that a message was sent with: whoever sent it knows it again by this, also where an event brings it
 * before the answer to the request does. `null` for a message that a rule sent.
 */
export function sentWithKey({ author, key, proactive }: Message): string | null {
  if (proactive || author.kind === 'team') return null;
  return key.slice(author.kind === 'visitor' ? VISITOR.length : agentPrefix(author.agentId).length);
}
