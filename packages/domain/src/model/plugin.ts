import { type DomainEvent } from './conversation';

/** What an administrator has set of a plugin. */
export interface PluginSettings {
  name: string;
  /** JSON, secrets included: never shown. */
  options: Record<string, unknown>;
  /** 0: never saved. */
  revision: number;
  updatedAt: Date;
}

/** ms for which a dead letter is kept: 90 days. */
export const DEAD_LETTER_LASTS = 90 * 24 * 60 * 60 * 1000;

/** An event that a plugin's listener did not take, after all tries. */
export interface DeadLetter {
  /** `EVENT@LISTENER`. */
  id: string;
  plugin: string;
  /** `webhooks:engagement.delivered`. */
  listener: string;
  event: DomainEvent;
  attempts: number;
  error: string;
  at: Date;
}
