import { type Actor, type Answer } from '../answer';
import { type PageFact, type Site, type SiteSettings } from '../model';

/** What of the settings the widget is told. */
export interface VisitorSettings {
  launcher: boolean;
  greeting: string;
  accent: string;
  /** ms without activity after which a visit is over. */
  visitIdle: number;
  /** ms after its start when it is over in any case. */
  visitMax: number;
}

/** Sites. Reading: anybody signed in; changing wants `sites:manage`. Errors: `forbidden`, `notFound`, `stale`, `invalidRequest`. */
export interface Sites {
  list(request: { actor: Actor }): Promise<Answer<Site[]>>;
  get(request: { actor: Actor; siteId: string }): Promise<Answer<Site>>;
  /** `key`: for seeding; else a new one is made. Error: `conflict` where that key is taken. */
  create(request: {
    actor: Actor;
    name: string;
    origins: string[];
    settings?: Partial<SiteSettings>;
    key?: string;
  }): Promise<Answer<Site>>;
  /** Without `facts` the page facts stay as they are. One that a rule reads can be neither taken out nor given a type that the rule's condition does not fit. */
  save(request: {
    actor: Actor;
    siteId: string;
    name: string;
    origins: string[];
    settings: SiteSettings;
    facts?: PageFact[] | undefined;
    revision: number;
  }): Promise<Answer<Site>>;
  /** For the server's CORS: may a page of this origin speak for this site? Errors: `notFound`, `foreignOrigin`. */
  admit(request: { siteKey: string; origin: string | null }): Promise<Answer<Site>>;
}
