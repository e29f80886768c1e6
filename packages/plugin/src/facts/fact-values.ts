/** A value that criteria read. Unknown is the absence of a value, never a value of its own. */
export type FactValue = string | number | boolean;

/**
 * The facts whose types are fixed. A plugin that provides facts for other plugins may add its own:
 *
 * @example
 * declare module '@beckon/plugin' {
 *   interface KnownFacts { 'weather/temperature': number }
 * }
 */
export interface KnownFacts {
  pageUrl: string;
  browserLanguage: string;
  pageVisits: number;
  pagesViewed: number;
  timeOnSite: number;
  timeOnPage: number;
  businessHours: string;
  pageTitle: string;
  referrerUrl: string;
  city: string;
  country: string;
  engagedThisVisit: boolean;
  /** The page that the visit began on. For providers alone: no criterion reads it. */
  landingUrl: string;
}

/** The type of a fact: fixed where `KnownFacts` names it, else any value. */
export type FactType<Key extends string> = Key extends keyof KnownFacts ? KnownFacts[Key] : FactValue;

/** The facts that a provider said it needs. All of them are known when it is called. */
export type NeededFacts<Needs extends string> = { readonly [Key in Needs]: FactType<Key> };

/** What a provider may answer: only what it declared, or the same of something (`eventCount/addToCart`). */
export type ProvidedFacts<Provides extends string> = {
  readonly [Key in Provides | `${Provides}/${string}`]?: FactType<Key> | null | undefined;
};
