/** What an address says of the campaign that brought somebody. */
export interface Campaign {
  source?: string;
  medium?: string;
  name?: string;
  term?: string;
  content?: string;
  /** The page without its query: origin and path. */
  landingPage?: string;
}

/** Click ids of the large networks, and the source that they stand for where there is no `utm_source`. */
const clickIds: readonly (readonly [string, string])[] = [
  ['gclid', 'google'],
  ['gbraid', 'google'],
  ['wbraid', 'google'],
  ['msclkid', 'bing'],
  ['fbclid', 'facebook'],
  ['ttclid', 'tiktok'],
  ['li_fat_id', 'linkedin'],
  ['twclid', 'x'],
];

/** Longest value that is looked at. */
const MAX = 200;

/**
 * Reads the campaign out of the address of the page that a visit began on: `utm_source`, `utm_medium`, `utm_campaign`,
 * `utm_term`, `utm_content`; if there is no source, that of a click id (`gclid` → google).
 */
export function readCampaign(landingUrl: string): Campaign {
  if (!URL.canParse(landingUrl)) return {};
  const { origin, pathname, searchParams } = new URL(landingUrl);
  const utm = (name: string) => {
    const value = searchParams.get(`utm_${name}`)?.trim().slice(0, MAX);
    return value === undefined || value === '' ? undefined : value;
  };
  const clicked = clickIds.find(([id]) => searchParams.has(id))?.[1];
  const campaign: Campaign = { landingPage: origin + pathname };
  const fields = {
    source: utm('source') ?? clicked,
    medium: utm('medium'),
    name: utm('campaign'),
    term: utm('term'),
    content: utm('content'),
  };
  for (const [field, value] of Object.entries(fields))
    if (value !== undefined) campaign[field as keyof Campaign] = value;
  return campaign;
}
