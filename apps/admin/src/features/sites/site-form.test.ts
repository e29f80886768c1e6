import { describe, expect, it } from 'vitest';
import { checkSite, emptySiteForm, originOf, originsOf } from './site-form';

describe('originOf', () => {
  it.each([
    ['https://shop.example', 'https://shop.example'],
    ['shop.example/cart?x=1', 'https://shop.example'],
    [' http://localhost:4401/ ', 'http://localhost:4401'],
    ['HTTPS://Shop.Example', 'https://shop.example'],
    ['ftp://shop.example', undefined],
    ['not an origin', undefined],
    ['https://', undefined],
  ])('%s', (text, origin) => expect(originOf(text)).toBe(origin));
});

describe('a site as a form', () => {
  it('sends each origin once and leaves empty fields out', () => {
    expect(originsOf({ ...emptySiteForm(), origins: ['shop.example', '', 'https://shop.example/'] })).toEqual(
      ['https://shop.example'],
    );
  });
  it('names what is wrong', () => {
    const form = { ...emptySiteForm(), origins: ['nonsense here'] };
    Object.assign(form.settings, { accent: 'red', visitIdleMinutes: Number.NaN });
    expect(checkSite(form).map(({ path }) => path)).toEqual([
      '/name',
      '/origins/0',
      '/settings/visitIdleMinutes',
      '/settings/accent',
    ]);
  });
});
