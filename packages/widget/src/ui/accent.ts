const FALLBACK = '#4338ca';

/** Sets the accent colour on a host, with black or white on it, whichever reads better (WCAG 2.2 contrast). */
export function applyAccent(host: HTMLElement, accent: string | undefined): void {
  const colour = accent && /^#[\da-f]{6}$/i.test(accent) ? accent : FALLBACK;
  host.style.setProperty('--accent', colour);
  host.style.setProperty('--on-accent', luminance(colour) > 0.179 ? '#000' : '#fff');
}

/** Relative luminance of a hex colour, 0 to 1 (sRGB taken as a plain power of 2.2, which is near enough to choose by). */
function luminance(hex: string): number {
  const channel = (at: number): number => (parseInt(hex.slice(at, at + 2), 16) / 255) ** 2.2;
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}
