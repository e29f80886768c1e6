/** What the headers of a request say of a device. What they do not say is absent. */
export interface Device {
  kind?: 'phone' | 'tablet' | 'desktop' | 'bot';
  browser?: 'chrome' | 'edge' | 'firefox' | 'safari' | 'opera' | 'samsung' | 'other';
  system?: 'windows' | 'macos' | 'linux' | 'android' | 'ios' | 'chromeos' | 'other';
}

/** The headers that are read. */
export const deviceHeaders = ['user-agent', 'sec-ch-ua', 'sec-ch-ua-mobile', 'sec-ch-ua-platform'] as const;

const bots =
  /bot\b|crawl|spider|slurp|headless|lighthouse|preview|facebookexternalhit|^curl\/|^wget\/|python-requests/i;

const systems: readonly (readonly [RegExp, NonNullable<Device['system']>])[] = [
  [/windows/i, 'windows'],
  [/iphone|ipad|ipod|\bios\b/i, 'ios'],
  [/android/i, 'android'],
  [/cros|chrome ?os|chromium os/i, 'chromeos'],
  [/mac ?os|macintosh/i, 'macos'],
  [/linux|x11/i, 'linux'],
];

/** In the order in which they must be asked: most call themselves Chrome or Safari besides. */
const browsers: readonly (readonly [RegExp, NonNullable<Device['browser']>])[] = [
  [/samsungbrowser/i, 'samsung'],
  [/\bopr\/|opera/i, 'opera'],
  [/\bedg(?:e|a|ios)?\/|microsoft edge/i, 'edge'],
  [/firefox|fxios/i, 'firefox'],
  [/chrome|crios|chromium/i, 'chrome'],
  [/safari/i, 'safari'],
];

function find<T>(table: readonly (readonly [RegExp, T])[], text: string): T | undefined {
  return table.find(([pattern]) => pattern.test(text))?.[1];
}

/** Client hints say it plainly; the user agent is read where they are not sent (Firefox, Safari). */
export function readUserAgent(headers: Readonly<Record<string, string>>): Device {
  const agent = (headers['user-agent'] ?? '').slice(0, 1000);
  const brands = (headers['sec-ch-ua'] ?? '').slice(0, 1000);
  const platform = headers['sec-ch-ua-platform'] ?? '';
  if (agent === '' && brands === '') return {};
  const system = find(systems, platform) ?? find(systems, agent) ?? 'other';
  const browser = find(browsers, agent) ?? find(browsers, brands) ?? 'other';
  const mobile = headers['sec-ch-ua-mobile'] === '?1' || /mobile|iphone|ipod/i.test(agent);
  const tablet = /ipad|tablet|kindle|silk\//i.test(agent) || (system === 'android' && !mobile);
  const kind = bots.test(agent) ? 'bot' : tablet ? 'tablet' : mobile ? 'phone' : 'desktop';
  return { kind, browser, system };
}
