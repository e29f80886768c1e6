// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import { LinkedText, textParts } from './linked-text';

const addresses = (text: string) => textParts(text).flatMap((part) => (part.address ? [part.text] : []));

describe('addresses in a message', () => {
  it('are those of http and https, without what ends the sentence', () => {
    expect(addresses('See https://a.test/b?c=1#d, or (http://e.test).')).toEqual([
      'https://a.test/b?c=1#d',
      'http://e.test',
    ]);
    expect(addresses('javascript:alert(1) mailto:a@b.test //a.test www.a.test')).toEqual([]);
    expect(textParts('')).toEqual([]);
  });

  it('leave the text as it is', () => {
    for (const text of ['a https://b.test c\n\nhttps://d.test', 'https://a.test', ' x ', 'https://'])
      expect(
        textParts(text)
          .map((part) => part.text)
          .join(''),
      ).toBe(text);
  });

  it('are links that tell nothing of this page, and markup stays text', () => {
    const shown = mount(LinkedText, { props: { text: '<b>x</b> https://a.test/"onclick=' } });
    expect(shown.find('b').exists()).toBe(false);
    expect(shown.find('a').attributes()).toMatchObject({
      href: 'https://a.test/',
      target: '_blank',
      rel: 'noopener noreferrer nofollow ugc',
    });
    expect(shown.text()).toContain('<b>x</b>');
  });
});
