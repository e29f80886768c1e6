import { type PageFactWire, type SiteWire } from '@beckon/protocol';
import { type FieldIssue } from '../../shared/field-issues';
import { checkPageFacts } from './page-facts';

export interface SiteForm {
  name: string;
  origins: string[];
  settings: SiteWire['settings'];
  /** What its pages tell about a visitor. */
  facts: PageFactWire[];
}

/** What a new site begins with; the same as the server's own defaults. */
export const emptySiteForm = (): SiteForm => ({
  name: '',
  origins: [''],
  settings: {
    visitIdleMinutes: 30,
    visitMaxHours: 24,
    rulesDuringConversation: false,
    launcher: true,
    greeting: '',
    accent: '#1f5eff',
  },
  facts: [],
});

export const siteFormOf = (site: SiteWire): SiteForm => ({
  name: site.name,
  origins: site.origins.length > 0 ? [...site.origins] : [''],
  settings: { ...site.settings },
  facts: site.facts.map((fact) => ({ ...fact })),
});

/** Page facts as they are sent. */
export const pageFactsOf = (form: SiteForm): PageFactWire[] =>
  form.facts.map(({ name, label, type }) => ({ name, label: label.trim(), type }));

/**
 * The origin of what somebody typed or pasted; `undefined` where it is none.
 *
 * @example
 * originOf('shop.example/cart') // 'https://shop.example'
 */
export function originOf(text: string): string | undefined {
  const trimmed = text.trim();
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`;
  if (!URL.canParse(withScheme)) return undefined;
  const { origin, protocol, hostname } = new URL(withScheme);
  return (protocol === 'https:' || protocol === 'http:') && hostname !== '' && !/\s/.test(trimmed)
    ? origin
    : undefined;
}

/** The origins that are filled in, each once. */
export const originsOf = (form: SiteForm): string[] => [
  ...new Set(
    form.origins.filter((origin) => origin.trim() !== '').map((origin) => originOf(origin) ?? origin.trim()),
  ),
];

const whole = (value: unknown, low: number, high: number) =>
  typeof value === 'number' && Number.isInteger(value) && value >= low && value <= high;

export function checkSite(form: SiteForm): FieldIssue[] {
  const issues: FieldIssue[] = [];
  if (form.name.trim() === '')
    issues.push({ path: '/name', message: 'Name the site, as your colleagues call it.' });
  form.origins.forEach((origin, index) => {
    if (origin.trim() !== '' && !originOf(origin))
      issues.push({
        path: `/origins/${index}`,
        message:
          'Write an origin such as https://shop.example: scheme and host, and the port if it is not the usual one.',
      });
  });
  if (!whole(form.settings.visitIdleMinutes, 1, 240))
    issues.push({
      path: '/settings/visitIdleMinutes',
      message: 'Write a whole number of minutes from 1 to 240.',
    });
  if (!whole(form.settings.visitMaxHours, 1, 72))
    issues.push({ path: '/settings/visitMaxHours', message: 'Write a whole number of hours from 1 to 72.' });
  if (!/^#[0-9a-f]{6}$/i.test(form.settings.accent))
    issues.push({ path: '/settings/accent', message: 'Write a colour such as #1f5eff.' });
  if (form.settings.greeting.length > 300)
    issues.push({ path: '/settings/greeting', message: 'Shorten it to at most 300 characters.' });
  return [...issues, ...checkPageFacts(form.facts)];
}
