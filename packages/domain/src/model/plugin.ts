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
