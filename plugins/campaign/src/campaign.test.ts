import { createFakeHost, testPlugin } from '@beckon/plugin/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import campaign from './index';
import { readCampaign } from './read-campaign';

testPlugin(campaign, { given: { landingUrl: 'https://shop.example/product/r58?utm_source=newsletter' } });

describe('campaign', () => {
  it('reads UTM parameters and the landing page', () => {
    expect(
      readCampaign(
        'https://shop.example/sale?utm_source=News%20letter&utm_medium=email&utm_campaign=spring&utm_term=espresso+machine&utm_content=b#top',
      ),
    ).toEqual({
      source: 'News letter',
      medium: 'email',
      name: 'spring',
      term: 'espresso machine',
      content: 'b',
      landingPage: 'https://shop.example/sale',
    });
  });

  it('knows networks by their click ids, and believes utm_source more', () => {
    expect(readCampaign('https://shop.example/?gclid=x')).toMatchObject({ source: 'google' });
    expect(readCampaign('https://shop.example/?fbclid=x&utm_source=friends')).toMatchObject({
      source: 'friends',
    });
  });

  it('leaves unknown what is not there', async () => {
    expect(readCampaign('https://shop.example/?utm_source=%20&utm_medium=')).toEqual({
      landingPage: 'https://shop.example/',
    });
    expect(readCampaign('nonsense')).toEqual({});
    const host = await createFakeHost(campaign);
    expect(await host.fact('campaign/source')).toBeUndefined();
    expect(
      await host.fact('campaign/source', { given: { landingUrl: 'https://shop.example/?utm_source=a' } }),
    ).toBe('a');
    expect(
      await host.fact('campaign/term', { given: { landingUrl: 'https://shop.example/?utm_source=a' } }),
    ).toBeUndefined();
  });

  it('never throws, whatever the address, and its values are bounded (property)', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl({ withQueryParameters: true }),
          fc.string().map((value) => `https://a.example/?utm_source=${value}`),
        ),
        (address) => {
          expect((readCampaign(address).source ?? '').length).toBeLessThanOrEqual(200);
        },
      ),
    );
  });
});
