/** A website or app that embeds the widget. */
export interface Site {
  id: string;
  /** Public; stands in the snippet. */
  key: string;
  name: string;
  /** Origins the widget may be embedded on: `https://shop.example`, exact; empty: none yet. */
  origins: string[];
  settings: SiteSettings;
  /** What the site's pages push: each is the criterion `page/NAME` of the site's rules. */
  facts: PageFact[];
  /** First and latest time a widget with this key was heard from, and from which page's origin. */
  firstSeenAt: Date | null;
  lastSeenAt: Date | null;
  lastSeenOrigin: string | null;
  revision: number;
  createdAt: Date;
}

/** A fact that pages push with `beckon('facts', { NAME: value })`. */
export interface PageFact {
  /** `[a-z][A-Za-z0-9]{0,39}`; unique in its site. */
  name: string;
  label: string;
  type: 'text' | 'number' | 'boolean' | 'date' | 'url';
}

/** At most so many page facts has a site. */
export const MAX_PAGE_FACTS = 50;

export interface SiteSettings {
  /** A visit ends after so many minutes without activity (default 30). */
  visitIdleMinutes: number;
  /** … and in any case after so many hours (default 24). */
  visitMaxHours: number;
  /** Do rules go on to fire while the visitor has an open conversation? (default: no) */
  rulesDuringConversation: boolean;
  /** Is the launcher button shown on the page before any message? (default: yes) */
  launcher: boolean;
  /** What the empty messenger says; `''`: the widget's own words. */
  greeting: string;
  /** Accent colour of pop-up and messenger, `#rrggbb`. */
  accent: string;
}

export const defaultSiteSettings: SiteSettings = {
  visitIdleMinutes: 30,
  visitMaxHours: 24,
  rulesDuringConversation: false,
  launcher: true,
  greeting: '',
  accent: '#1f5eff',
};
