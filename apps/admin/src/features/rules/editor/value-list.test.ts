import { describe, expect, it } from 'vitest';
import { commaParts, splitValues } from './value-list';

describe('several values in one text', () => {
  it.each([
    ['/cart', ['/cart']],
    ['/cart, /checkout,', ['/cart', '/checkout']],
    ['"Washington, D.C.", Boston', ['Washington, D.C.', 'Boston']],
    ['"Washington, D.C."', ['Washington, D.C.']],
    ['the "best" shop, ours', ['the "best" shop', 'ours']],
    ['"quoted" is no list', ['"quoted" is no list']],
    ['Washington, D.C.\r\nBoston\n', ['Washington, D.C.', 'Boston']],
    [' , ,', []],
    ['', []],
  ])('%j is %j', (text, values) => expect(splitValues(text, false)).toEqual(values));

  it('parts codes at spaces and semicolons, too', () => {
    expect(splitValues('CH; AT, de  US\nfr', true)).toEqual(['CH', 'AT', 'de', 'US', 'fr']);
  });

  it('keeps a comma that is typed within quotes', () => {
    expect(['/cart', 'a "b"', '"Washington, D.C."'].map(commaParts)).toEqual([true, true, true]);
    expect(['"Washington', 'Boston, "Washington, D.C.'].map(commaParts)).toEqual([false, false]);
  });
});
