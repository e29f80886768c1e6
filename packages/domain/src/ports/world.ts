import { type KnownFact } from '../model';
import { type Criterion } from '@beckon/engine';
import { type VisitorHistory } from '@beckon/plugin';

/** The time, injected. */
export interface Clock {
  now(): Date;
}

/** New ids: ULIDs, growing within one process. */
export interface Ids {
  next(): string;
}

/** Random secrets, and what is stored of them. */
export interface Secrets {
  /** 32 random bytes, base64url. */
  token(): string;
  /** SHA-256, hex. */
  hash(token: string): string;
  /** A slow, salted hash (scrypt). */
  hashPassword(password: string): Promise<string>;
  /** In constant time. Against `null` it takes as long as against a hash, and fails. */
  verifyPassword(password: string, hash: string | null): Promise<boolean>;
}

/** What is known of a visitor's request when facts are looked up. */
export interface FactRequest {
  siteId: string;
  visitorId: string;
  /** Address of the visitor; `null`: not known. */
  ip: string | null;
  /** Lower-cased names. */
  headers: Record<string, string>;
  /** The request came through a proxy that the operator trusts. */
  trusted: boolean;
  /** Facts that are known already. */
  given: Record<string, string | number | boolean>;
  /** Keys that some open rule reads. */
  needs: string[];
  /** What is remembered of the visitor. */
  visitor: VisitorHistory;
}

/** Facts that only the server knows and that come from plugins (geo and others). Never throws, never waits past its deadline. */
export interface FactSource {
  /** The criteria that rules may use, standard ones and plugins'. */
  readonly criteria: readonly Criterion[];
  /** The tests of operators that plugins bring, by operator id. */
  readonly operators?: Readonly<Record<string, (actual: never, value: never) => boolean>>;
  /** Every key of `needs` that this source provides is in the answer; `value: null` where it is not known. */
  resolve(request: FactRequest): Promise<Record<string, KnownFact>>;
}

/** Something that screens and widgets want to hear of at once. Best effort: truth is in the storage. */
export interface LiveEvent {
  type: 'conversation.changed' | 'rules.changed' | 'engagement.changed';
  siteId: string;
  conversationId?: string;
  visitorId?: string;
}

/** Carries live events between requests (and, with other adapters, between machines). */
export interface Bus {
  publish(event: LiveEvent): void;
  /** Answers the function that ends the subscription. */
  subscribe(listener: (event: LiveEvent) => void): () => void;
}

export interface Logger {
  info(message: string, fields?: Record<string, unknown>): void;
  warn(message: string, fields?: Record<string, unknown>): void;
  error(message: string, fields?: Record<string, unknown>): void;
}
