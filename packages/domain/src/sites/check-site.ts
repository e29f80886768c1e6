import { type DomainIssue } from '../answer';
import { checkLine } from '../answer/check-text';
import { type SiteSettings } from '../model';

/** `https://Shop.example/` is `https://shop.example`; `null` where it is no origin (a path, another scheme). */
export function normalOrigin(text: string): string | null {
  const trimmed = text.trim();
  if (!/^https?:\/\//i.test(trimmed) || !URL.canParse(trimmed)) return null;
  const url = new URL(trimmed);
  return url.pathname === '/' &&
    url.search === '' &&
    url.hash === '' &&
    url.username === '' &&
    url.password === ''
    ? url.origin
    : null;
}

export function checkSite(name: string, origins: string[], settings: SiteSettings): DomainIssue[] {
  const issues = checkLine(name, '/name', 80);
  origins.forEach((origin, index) => {
    if (normalOrigin(origin) === null) {
      issues.push({
        path: `/origins/${index}`,
        code: 'originInvalid',
        message:
          'Must be an origin such as https://shop.example: scheme and host, the port if it is not the usual one, and no path.',
      });
    }
  });
  const within = (name: 'visitIdleMinutes' | 'visitMaxHours', min: number, max: number) => {
    const value = settings[name];
    if (!Number.isInteger(value) || value < min || value > max) {
      issues.push({
        path: `/settings/${name}`,
        code: 'outOfRange',
        message: `Must be a whole number from ${min} to ${max}.`,
      });
    }
  };
  within('visitIdleMinutes', 1, 240);
  within('visitMaxHours', 1, 72);
  if (settings.greeting.trim().length > 300)
    issues.push({ path: '/settings/greeting', code: 'tooLong', message: 'Must be at most 300 characters.' });
  if (!/^#[0-9a-f]{6}$/i.test(settings.accent))
    issues.push({
      path: '/settings/accent',
      code: 'colorInvalid',
      message: 'Must be a colour such as #1f5eff.',
    });
  return issues;
}
