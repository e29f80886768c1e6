/** Sets the accent colour (`#4338ca`) on a host, with black or white on it, whichever reads better (WCAG 2.2 contrast). */
export function applyAccent({ style }: HTMLElement, colour: string): void {
  // Relative luminance, 0 to 1 (sRGB taken as a plain power of 2.2, which is near enough to choose by).
  const luminance = [0.2126, 0.7152, 0.0722].reduce(
    (sum, weight, at) => sum + weight * (parseInt(colour.slice(1 + 2 * at, 3 + 2 * at), 16) / 255) ** 2.2,
    0,
  );
  style.setProperty('--accent', colour);
  style.setProperty('--on-accent', luminance > 0.179 ? '#000' : '#fff');
}
